"""What expressions have in common: a form says the same of hundreds of questions.

`/data/s5/gate = 'yes'` and `/data/s6/gate = 'no'` are one pattern with other things in its holes.
A pattern is parsed and compiled once; each expression then only brings the paths and constants for
the holes. Only plain absolute paths are cut out: they mean the same wherever in an expression they
stand. Numbers and texts are left alone where they may be a position, or name a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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
from fieldkit.forms.xpath.lexer import EXPONENT, PLAIN_NAME
from fieldkit.forms.xpath.shapes import HOLE, NUMBER_HOLE, TEXT_HOLE

# What stands before a path may make it the rest of a longer one; `complete` finds the cases left
# over. It is cut out only where the lexer would take it for one token, and never inside quotes.
_PATH = rf"(?<=/)(?<![\w.\-·*)\]/@:$]/){PLAIN_NAME}(?:/{PLAIN_NAME})*+(?![ \t\r\n]*+[/(\[:])"
_TEXT = "(?<=\")[^\"]*\"|(?<=')[^']*'"
# What stands before a number may make it the rest of a name (`q-5`), or of a longer number.
_NUMBER = (
    rf"(?<=[0-9])(?<![\w.\-·:$@][0-9])[0-9]*(?:\.[0-9]*)?{EXPONENT}"
    rf"|(?<=\.)(?<![\w.\-·:$@]\.)[0-9]+{EXPONENT}"
)
# The sign that a cut begins with stands first, and is looked at again behind it: so it is found in
# a fifth of the time that a search for any of the four takes.
_CUT = re.compile(rf"([/.\"'0-9](?:{_PATH}|{_TEXT}|{_NUMBER}))")
# What was cut out, by the sign it begins with.
_A_PATH, _A_TEXT, _A_NUMBER = "/", "'", "0"
_KINDS = {
    "/": _A_PATH,
    **dict.fromkeys("\"'", _A_TEXT),
    **dict.fromkeys(".0123456789", _A_NUMBER),
}
# Compiled or analysed by the names in their paths, which holes do not have.
_BY_NAME = "indexed-repeat"
_SELF = Path(None, (Step("self", KindTest("node")),))
# Read more, or less, than the text of the paths they are given (see references.py).
_READ_OTHERWISE = frozenset(
    {"count", "current", "indexed-repeat", "instance", "jr:choice-name", "position", "randomize"}
)


# What is left of an expression: words, and between them the kind of what was cut out there. It says
# all that a pattern says, and is found in less time.
Shape = tuple[str, ...]


def cut(source: str) -> tuple[Shape, tuple[str, ...]] | None:
    """`source` as a shape and what fills it; None when there is nothing to cut out."""
    pieces = _CUT.split(source)
    if len(pieces) == 1 or HOLE in source or _BY_NAME in source:
        return None
    if "[" in source or "instance" in source:
        # A number in brackets is a position, and the text in `instance('villages')` names a list.
        pieces = _only_paths(pieces)
        if len(pieces) == 1:
            return None
    filling = pieces[1::2]
    pieces[1::2] = [_KINDS[each[0]] for each in filling]
    return tuple(pieces), tuple(filling)


def pattern_of(shape: Shape) -> str:
    """The expression of a shape, with `/hole·0` for the first path, `$hole·n0` or `$hole·t0` for
    the first constant, a number or a text, and so on."""
    written = [shape[0]]
    paths = constants = 0
    for kind, after in zip(shape[1::2], shape[2::2], strict=True):
        if kind == _A_PATH:
            written.append(f"/{HOLE}{paths}")
            paths += 1
        else:  # the space keeps what follows out of the name
            written.append(f"{TEXT_HOLE if kind == _A_TEXT else NUMBER_HOLE}{constants} ")
            constants += 1
        written.append(after)
    return "".join(written)


def has_only_paths(shape: Shape) -> bool:
    """Whether all holes of a shape are for paths."""
    return all(kind == _A_PATH for kind in shape[1::2])


def paths_among(filling: Iterable[str]) -> tuple[str, ...]:
    """What fills the holes for paths."""
    return tuple([each for each in filling if each[0] == _A_PATH])


def constants_among(filling: Iterable[str]) -> tuple[float | str, ...]:
    """What fills the other holes."""
    return tuple([_constant(each) for each in filling if each[0] != _A_PATH])


def _constant(written: str) -> float | str:
    return float(written) if _KINDS[written[0]] == _A_NUMBER else written[1:-1]


def _only_paths(pieces: list[str]) -> list[str]:
    """The pieces with all but the paths put back among the words."""
    kept = pieces[:1]
    for found, after in zip(pieces[1::2], pieces[2::2], strict=True):
        if found[0] == _A_PATH:
            kept += (found, after)
        else:
            kept[-1] += found + after
    return kept


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
