"""Text of an expression to tokens. An operator name is one only where an operator may stand."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from fieldkit.forms.xpath.errors import XPathSyntaxError


class Kind(Enum):
    """What a token is."""

    NUMBER = "number"
    LITERAL = "literal"
    NAME = "name"
    SYMBOL = "symbol"
    OPERATOR = "operator"
    END = "end"


class Token(NamedTuple):
    """One token: its text (a literal without its quotes) and where it starts."""

    kind: Kind
    text: str
    position: int


# An exponent is not XPath 1.0, but one suite writes numbers that way (conformance trap 3).
_NUMBER = r"(?P<NUMBER>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
_LITERAL = r"(?P<LITERAL>\"[^\"]*\"|'[^']*')"
_SYMBOL = r"(?P<SYMBOL>::|//|\.\.|!=|<=|>=|[()\[\],@|+\-=<>/.*$])"
_NAME = r"(?P<NAME>[^\W\d][\w.\-·]*(?::(?!:)(?:[^\W\d][\w.\-·]*|\*))?)"
# No word boundary after the name: `5 divseparate` and `1mod1` are legal (conformance trap 3).
_OPERATOR = r"(?P<OPERATOR>and|or|div|mod|\*)"

_SPACE = re.compile(r"[ \t\r\n]*")
_AS_OPERAND = re.compile("|".join((_NUMBER, _LITERAL, _SYMBOL, _NAME)))
_AS_OPERATOR = re.compile("|".join((_OPERATOR, _NUMBER, _LITERAL, _SYMBOL, _NAME)))

# After one of these an operand follows, so a name is a name and a star is a wildcard.
_BEFORE_OPERAND = frozenset(
    ("(", "[", ",", "@", "::", "/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">=", "$")
)


def tokenize(source: str) -> list[Token]:
    """The tokens of `source`, an END token last. Raises XPathSyntaxError."""
    tokens: list[Token] = []
    length = len(source)
    operand = True
    position = _after_space(source, 0)
    while position < length:
        found = (_AS_OPERAND if operand else _AS_OPERATOR).match(source, position)
        if found is None:
            raise _unreadable(source, position)
        kind, text = Kind[found.lastgroup or ""], found[0]
        tokens.append(Token(kind, text[1:-1] if kind is Kind.LITERAL else text, position))
        operand = kind is Kind.OPERATOR or (kind is Kind.SYMBOL and text in _BEFORE_OPERAND)
        position = _after_space(source, found.end())
    tokens.append(Token(Kind.END, "", length))
    return tokens


def _after_space(source: str, position: int) -> int:
    found = _SPACE.match(source, position)
    assert found is not None
    return found.end()


def _unreadable(source: str, position: int) -> XPathSyntaxError:
    if source[position] in "\"'":
        return XPathSyntaxError("A text in quotes is not closed", position)
    return XPathSyntaxError("This sign has no meaning in an expression", position)
