"""What expressions have in common: a form says the same of hundreds of questions.

`/data/s5/gate = 'yes'` and `/data/s6/gate = 'yes'` are one pattern with another path in its hole.
A pattern is parsed and compiled once; each expression then only brings the paths for the holes.
Only plain absolute paths are cut out: they mean the same wherever in an expression they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fieldkit.forms.xpath.ast import Expr, Filter, FunctionCall, KindTest, Path, Root, Step, walk
from fieldkit.forms.xpath.lexer import PLAIN_NAME

_HOLE = "hole·"
# A path is cut out only where the lexer would take it for one token, and never inside quotes. What
# stands before it may make it the rest of a longer path; `complete` finds the cases left over.
_CUT = re.compile(
    rf"(?<![\w.\-·*)\]/@:$])(/{PLAIN_NAME}(?:/{PLAIN_NAME})*+(?![ \t\r\n]*+[/(\[:]))"
    r"|(\"[^\"]*\"|'[^']*')"
)
# Compiled or analysed by the names in their paths, which holes do not have.
_BY_NAME = "indexed-repeat"
_SELF = Path(None, (Step("self", KindTest("node")),))
# Read more, or less, than the text of the paths they are given (see references.py).
_READ_OTHERWISE = frozenset(
    {"count", "current", "indexed-repeat", "instance", "jr:choice-name", "position", "randomize"}
)


@dataclass(frozen=True, slots=True)
class Cut:
    """An expression taken apart: `pattern` has `/hole·0` for the first of `paths`, and so on."""

    pattern: str
    paths: tuple[str, ...]


def cut(source: str) -> Cut | None:
    """`source` as pattern and paths; None when there is no path to cut out."""
    pieces = _CUT.split(source)
    if len(pieces) == 1 or _HOLE in source or _BY_NAME in source:
        return None
    numbers: dict[str, int] = {}
    written = [pieces[0]]
    for at in range(1, len(pieces), 3):
        path, literal, after = pieces[at : at + 3]
        if path is None:
            written.append(literal)
        else:
            written.append(f"/{_HOLE}{numbers.setdefault(path, len(numbers))}")
        written.append(after)
    return Cut("".join(written), tuple(numbers)) if numbers else None


def hole(path: Path) -> int | None:
    """The number of the hole that `path` is; None when it is a path of its own."""
    match path:
        case Path(Root(), (Step() as step,)) if step.name.startswith(_HOLE):
            return int(step.name[len(_HOLE) :])
        case _:
            return None


def complete(pattern: str, tree: Expr) -> bool:
    """Whether each hole of `pattern` became a path of its own (`. /a` is one path, not two)."""
    found = sum(1 for part in walk(tree) if isinstance(part, Path) and hole(part) is not None)
    return found == pattern.count(_HOLE)


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
