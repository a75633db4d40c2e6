"""What can go wrong with an expression. Messages name functions and places, never a value."""

from __future__ import annotations

from fieldkit.model.errors import FieldKitError


class XPathError(FieldKitError):
    """An expression that cannot be read, compiled or evaluated."""

    code = "xpath"


class XPathSyntaxError(XPathError):
    """The text is no XPath expression; `position` is the offset of its first wrong character."""

    code = "xpath-syntax"

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (character {position + 1} of the expression).")
        self.position = position


class UnknownFunction(XPathError):
    """The expression calls a function that does not exist here."""

    code = "xpath-function"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no function {name}().")
        self.name = name


class WrongArguments(XPathError):
    """A function is called with too few, too many, or unfit arguments."""

    code = "xpath-arguments"


class UnknownInstance(XPathError):
    """`instance('id')` names a list that the form does not carry."""

    code = "xpath-instance"


class EvaluationError(XPathError):
    """The expression is well formed and still has no value here."""

    code = "xpath-evaluation"
