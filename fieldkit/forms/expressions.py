"""An expression at its place in a form. Unknown functions are refused when a form is loaded."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from fieldkit.forms.errors import FormError
from fieldkit.forms.xpath.ast import Expr, FunctionCall, walk
from fieldkit.forms.xpath.compiler import Compiled, compile_expression
from fieldkit.forms.xpath.constants import check_constants
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.errors import UnknownFunction, XPathError
from fieldkit.forms.xpath.values import Value


class Expression(msgspec.Struct, eq=False, frozen=True):
    """Shared by all places that say the same; where it stands is the context's to know."""

    compiled: Compiled

    @property
    def source(self) -> str:
        """The expression as the form writes it."""
        return self.compiled.source

    @property
    def tree(self) -> Expr:
        """Its syntax tree."""
        return self.compiled.ast

    def evaluate(self, context: Context) -> Value:
        """The value in `context`. Raises XPathError when there is none."""
        return self.compiled.evaluate(context)

    def calls(self, *names: str) -> bool:
        """Whether any of these functions is called anywhere inside."""
        if not any(name in self.source for name in names):
            return False
        return any(
            isinstance(part, FunctionCall) and part.name in names for part in walk(self.tree)
        )


@lru_cache(maxsize=16384)
def _expression(source: str) -> Expression:
    made = Expression(compile_expression(source))
    if made.compiled.pattern.judged:
        check_constants(made.tree)
    return made


def expression(source: str, question: str, construct: str) -> Expression:
    """Compile `source`, the `construct` (`relevant`, `calculate` …) of `question`.

    Raises FormError: `unknown-function` with its name, `expression` when it cannot be read.
    """
    try:
        return _expression(source)
    except UnknownFunction as error:
        raise FormError(
            f"The {construct} of {question} calls {error.name}(), and there is no such function.",
            code="unknown-function",
            question=question,
            construct=construct,
            next_step="Correct the name of the function in the form.",
        ) from None
    except XPathError as error:
        raise FormError(
            f"The {construct} of {question} cannot be read: {error.message}",
            code="expression",
            question=question,
            construct=construct,
            next_step=error.next_step or "Correct the expression in the form.",
        ) from None
