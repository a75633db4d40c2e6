"""Arguments written out in an expression that no call can ever use: said when the form loads.

At an interview it would be too late: a constraint that cannot be computed lets no answer pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from fieldkit.forms.xpath.ast import Expr, FunctionCall, Literal, walk
from fieldkit.forms.xpath.errors import EvaluationError
from fieldkit.forms.xpath.functions.dates import check_format
from fieldkit.forms.xpath.functions.digest import digest
from fieldkit.forms.xpath.functions.regular import regex
from fieldkit.model.shortening import shortened


def _check_regex(pattern: str) -> None:
    try:
        regex("", pattern)
    except EvaluationError:  # the form says it, not an answer: it may be shown
        said = shortened(pattern, _SHOWN)
        raise EvaluationError(
            f"The pattern “{said}” of a regex() cannot be read.",
            next_step="Look for a bracket without its other half; a sign that is meant as it is "
            "needs a \\ before it.",
        ) from None


def _check_digest(algorithm: str, encoding: str = "hex") -> None:
    digest("", algorithm, encoding)


_SHOWN: Final = 60
# What judges the arguments after the first.
_CHECKS: Final[Mapping[str, Callable[..., None]]] = {
    "regex": _check_regex,
    "digest": _check_digest,
    "format-date": check_format,
    "format-date-time": check_format,
}


def calls_judged(tree: Expr) -> bool:
    """Whether there is anything for `check_constants` to judge."""
    return any(isinstance(part, FunctionCall) and part.name in _CHECKS for part in walk(tree))


def check_constants(tree: Expr) -> None:
    """Raise EvaluationError for a call in `tree` that must always fail: a pattern of regex(), a
    format or an algorithm that does not exist. What depends on answers is not judged."""
    for part in walk(tree):
        match part:
            case FunctionCall(name, (_, Literal(first), *rest)) if name in _CHECKS:
                _CHECKS[name](first, *(each.value for each in rest if isinstance(each, Literal)))
            case _:
                pass
