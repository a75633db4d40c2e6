"""Expressions without end, made from a small grammar: rxeval, another engine, agrees with ours.

Left out is what rxeval takes otherwise than the specification: dates as numbers, blanks in sums,
patterns. It is installed by hand (docs/dependencies.md); where it is not, this is skipped. An
expression is made from its number. FIELDKIT_SOAK=1 compares 60 times as many.
"""

from __future__ import annotations

import math
import os
import re
from random import Random
from typing import Any

import pytest
from xpath_world import value

EXPRESSIONS = 30_000 if os.environ.get("FIELDKIT_SOAK") else 500
DEEPEST = 4

ANSWERS = (
    "<data><one>1</one><less>-2.5</less><half>0.5</half><none/><word>abc</word><greek>λόγος</greek>"
    "<several>a b c</several><yes>true</yes><row><n>34</n></row><row><n>7</n></row></data>"
)

# What an expression of each kind is made of: leaves, and branches with holes for other expressions.
GRAMMAR = {
    "number": (
        "1 2 10 0.5 -3 /data/one /data/less /data/half /data/word /data/none",
        "({number} + {number})|({number} - {number})|({number} * {number})|({number} div {number})"
        "|({number} mod {number})|round({number}, 2)|int({number})|floor({number})"
        "|ceiling({number})|abs({number})|max(/data/row/n, 3)|number({text})|string-length({text})"
        "|if({truth}, {number}, {number})|count(/data/row[n > {number}])|count-selected({text})"
        "|sum(/data/row/n)|pow({number}, 2)",
    ),
    "text": (
        "'abc' '' 'b' 'Ελλάδα' /data/word /data/greek /data/several /data/none /data/yes",
        "concat({text}, {text})|substr({text}, 1)|substr({text}, 0, -1)|substr({text}, -2)"
        "|substring-before({text}, {text})|substring-after({text}, 'b')|normalize-space({text})"
        "|translate({text}, 'abc', 'xy')|if({truth}, {text}, {text})|coalesce({text}, {text})"
        "|string({number})|string({truth})|selected-at({text}, 1)|join(', ', /data/row/n)"
        "|string(/data/row[{truth}]/n)|string(/data/row[n = {number}]/n)",
    ),
    "truth": (
        "true() false() /data/none='' /data/yes='true' /data/less<0",
        "({truth} or {truth})|({truth} and {truth})|not({truth})|({number} < {number})"
        "|({number} >= {number})|({text} = {text})|({text} != {text})|contains({text}, {text})"
        "|starts-with({text}, {text})|ends-with({text}, 'c')|selected({text}, 'b')|boolean({text})"
        "|boolean-from-string({text})|/data/row/n > {number}",
    ),
}


def grown(kind: str, depth: int, chance: Random) -> str:
    """An expression of `kind` with at most so many others inside one another."""
    leaves, branches = GRAMMAR[kind]
    if depth == 0:
        return chance.choice(leaves.split())
    branch = chance.choice(branches.split("|"))
    return re.sub(r"\{(\w+)\}", lambda hole: grown(hole[1], depth - 1, chance), branch)


def same(ours: str, theirs: str) -> bool:
    """Numbers are the same but for the last digits that an engine writes."""
    if ours == theirs:
        return True
    try:
        return math.isclose(float(ours), float(theirs), rel_tol=1e-9)
    except ValueError:
        return False


def test_another_engine_gives_the_same_values() -> None:
    rxeval: Any = pytest.importorskip("rxeval", reason="rxeval is not installed here")
    for number in range(EXPRESSIONS):
        chance = Random(number)
        kind = chance.choice(sorted(GRAMMAR))
        expression = f"string({grown(kind, chance.randint(1, DEEPEST), chance)})"
        ours, theirs = value(expression, xml=ANSWERS), rxeval.eval_expression(expression, ANSWERS)
        assert same(str(ours), str(theirs)), f"{number}: {expression} is {ours!r}, not {theirs!r}"
