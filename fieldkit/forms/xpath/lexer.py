"""Text of an expression to tokens. An operator name is one only where an operator may stand."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from fieldkit.forms.xpath.errors import XPathSyntaxError


class Kind(Enum):
    """What a token is."""

    PATH = "path"
    NUMBER = "number"
    LITERAL = "literal"
    NAME = "name"
    SYMBOL = "symbol"
    OPERATOR = "operator"
    END = "end"


class Token(NamedTuple):
    """One token: its text (a literal with its quotes) and where it starts."""

    kind: Kind
    text: str
    position: int


# A name without a prefix.
PLAIN_NAME = r"[^\W\d][\w.\-·]*+"
# A whole plain path (`/data/age`, `../../age`) is one token, because nearly every expression of a
# form is made of such paths. It must not be the start of something longer.
_PATH = rf"(?P<PATH>(?:(?:\.\./)++|/){PLAIN_NAME}(?:/{PLAIN_NAME})*+(?![ \t\r\n]*+[/(\[:]))"
# An exponent is not XPath 1.0, but one suite writes numbers that way (conformance trap 3).
EXPONENT = r"(?:[eE][+-]?[0-9]+)?"
_NUMBER = rf"(?P<NUMBER>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+){EXPONENT})"
_LITERAL = r"(?P<LITERAL>\"[^\"]*\"|'[^']*')"
_SYMBOL = r"(?P<SYMBOL>::|//|\.\.|!=|<=|>=|[()\[\],@|+\-=<>/.*$])"
_NAME = rf"(?P<NAME>{PLAIN_NAME}(?::(?!:)(?:{PLAIN_NAME}|\*))?)"
# No word boundary after the name: `5 divseparate` and `1mod1` are legal (conformance trap 3).
_OPERATOR = r"(?P<OPERATOR>and|or|div|mod|\*)"

_OPERANDS = (_NUMBER, _SYMBOL, _NAME, _LITERAL)


def _one_of(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"[ \t\r\n]*+(?:{'|'.join(patterns)})?")


_EXPRESSION = _one_of(_PATH, *_OPERANDS)
_STEP = _one_of(*_OPERANDS)
_AFTER_OPERAND = _one_of(_OPERATOR, *_OPERANDS)

# What stands after a symbol: the next step of a path, an expression, or (after all others, such as
# a closing bracket) an operator.
_EXPECTED = {
    **dict.fromkeys(("/", "//", "::", "@", "$"), _STEP),
    **dict.fromkeys(("(", "[", ",", "|", "+", "-", "=", "!=", "<", "<=", ">", ">="), _EXPRESSION),
}
_KINDS = {kind.name: kind for kind in Kind}


def tokenize(source: str) -> list[Token]:
    """The tokens of `source`, an END token last. Raises XPathSyntaxError."""
    tokens: list[Token] = []
    expected = _EXPRESSION
    end = 0
    while True:
        found = expected.match(source, end)
        assert found is not None  # the patterns match nothing at all, too
        end, name = found.end(), found.lastgroup
        if name is None:
            break
        kind, text = _KINDS[name], found[name]
        tokens.append(Token(kind, text, end - len(text)))
        if kind is Kind.SYMBOL:
            expected = _EXPECTED.get(text, _AFTER_OPERAND)
        else:
            expected = _EXPRESSION if kind is Kind.OPERATOR else _AFTER_OPERAND
    if end < len(source):
        raise _unreadable(source, end)
    tokens.append(Token(Kind.END, "", end))
    return tokens


def _unreadable(source: str, position: int) -> XPathSyntaxError:
    if source[position] in "\"'":
        return XPathSyntaxError("A text in quotes is not closed", position)
    return XPathSyntaxError("This sign has no meaning in an expression", position)
