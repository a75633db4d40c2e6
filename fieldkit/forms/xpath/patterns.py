"""What expressions have in common: a form says the same of hundreds of questions.

`/data/s5/gate = 'yes'` and `/data/s6/gate = 'no'` are one pattern with other things in its holes.
A pattern is parsed and compiled once; each expression then only brings the paths and constants for
the holes. Only plain absolute paths are cut out: they mean the same wherever in an expression they
stand. Numbers and texts are left alone where they may be a position, or name a list.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from fieldkit.forms.xpath.ast import (
    Expr,
    Filter,
    FunctionCall,
    KindTest,
    Path,
    Root,
    Step,
    Variable,
    walk,
)
from fieldkit.forms.xpath.lexer import LITERAL, NUMBER, PLAIN_NAME
from fieldkit.forms.xpath.shapes import HOLE, NUMBER_HOLE, TEXT_HOLE

# A path is cut out only where the lexer would take it for one token, and never inside quotes. What
# stands before it may make it the rest of a longer path; `complete` finds the cases left over.
_PATH = rf"(?<![\w.\-·*)\]/@:$])(/{PLAIN_NAME}(?:/{PLAIN_NAME})*+(?![ \t\r\n]*+[/(\[:]))"
# What stands before a number may make it the rest of a name (`q-5`), or of a longer number.
_CUT = re.compile(rf"{_PATH}|({LITERAL})|((?<![\w.\-·:$@]){NUMBER})")
# Compiled or analysed by the names in their paths, which holes do not have.
_BY_NAME = "indexed-repeat"
# A number in brackets is a position, and the text in `instance('villages')` names a list.
_BY_CONSTANT = re.compile(r"\[|instance")
_SELF = Path(None, (Step("self", KindTest("node")),))
# Read more, or less, than the text of the paths they are given (see references.py).
_READ_OTHERWISE = frozenset(
    {"count", "current", "indexed-repeat", "instance", "jr:choice-name", "position", "randomize"}
)


class Cut(NamedTuple):
    """An expression taken apart.

    `pattern` has `/hole·0` for the first of `paths`, `$hole·n0` or `$hole·t0` for the first of
    `constants`, a number or a text, and so on.
    """

    pattern: str
    paths: tuple[str, ...]
    constants: tuple[float | str, ...]


def cut(source: str) -> Cut | None:
    """`source` as a pattern and what fills it; None when there is nothing to cut out."""
    pieces = _CUT.split(source)
    if len(pieces) == 1 or HOLE in source or _BY_NAME in source:
        return None
    fixed = _BY_CONSTANT.search(source) is not None
    paths: dict[str, int] = {}
    constants: list[float | str] = []
    written = [pieces[0]]
    for at in range(1, len(pieces), 4):
        path, text, number, after = pieces[at : at + 4]
        if path:
            written.append(f"/{HOLE}{paths.setdefault(path, len(paths))}")
        elif fixed:
            written.append(text or number)
        elif text:  # the space keeps what follows out of the name
            written.append(f"{TEXT_HOLE}{len(constants)} ")
            constants.append(text[1:-1])
        else:
            written.append(f"{NUMBER_HOLE}{len(constants)} ")
            constants.append(float(number))
        written.append(after)
    if not paths and not constants:
        return None
    return Cut("".join(written), tuple(paths), tuple(constants))


def hole(path: Path) -> int | None:
    """The number of the hole that `path` is; None when it is a path of its own."""
    match path:
        case Path(Root(), (Step() as step,)) if step.name.startswith(HOLE):
            return int(step.name[len(HOLE) :])
        case _:
            return None


def complete(pattern: str, tree: Expr) -> bool:
    """Whether each hole of `pattern` became a path of its own (`. /a` is one path, not two)."""
    found = sum(
        isinstance(part, Variable) or (isinstance(part, Path) and hole(part) is not None)
        for part in walk(tree)
    )
    return found == pattern.count(HOLE)


def reads_plainly(tree: Expr) -> bool:
    """Whether an expression of this pattern reads the text of its holes and nothing else."""
    return all(_plain(part) for part in walk(tree))


def reads_itself(tree: Expr) -> bool:
    """Whether the text of the context node is read, as `.`."""
    return any(part == _SELF for part in walk(tree))


def _plain(part: Expr) -> bool:
    match part:
        case FunctionCall(name, _):
            return name not in _READ_OTHERWISE
        case Path():
            return hole(part) is not None or part == _SELF
        case Filter():
            return False
        case _:
            return True
