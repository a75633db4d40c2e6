"""Text of an expression to tokens. An operator name is one only where an operator may stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from fieldkit.forms.xpath.errors import XPathSyntaxError


class Kind(Enum):
    """What a token is."""

    NUMBER = "number"
    LITERAL = "literal"
    NAME = "name"
    SYMBOL = "symbol"
    OPERATOR = "operator"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its text (a literal without its quotes) and where it starts."""

    kind: Kind
    text: str
    position: int


_SPACE = re.compile(r"[ \t\r\n]*")
# An exponent is not XPath 1.0, but one suite writes numbers that way (conformance trap 3).
_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LITERAL = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_SYMBOL = re.compile(r"::|//|\.\.|!=|<=|>=|[()\[\],@|+\-=<>/.*$]")
_NAME = re.compile(r"[^\W\d][\w.\-·]*(?::(?!:)(?:[^\W\d][\w.\-·]*|\*))?")
# No word boundary after the name: `5 divseparate` and `1mod1` are legal (conformance trap 3).
_OPERATOR_NAME = re.compile(r"and|or|div|mod|\*")

# After one of these an operand follows, so a name is a name and a star is a wildcard.
_BEFORE_OPERAND = frozenset(
    ("(", "[", ",", "@", "::", "/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">=", "$")
)


def tokenize(source: str) -> list[Token]:
    """The tokens of `source`, an END token last. Raises XPathSyntaxError."""
    tokens: list[Token] = []
    position = _skip_space(source, 0)
    while position < len(source):
        token, position = _next(source, position, operand=_expects_operand(tokens))
        tokens.append(token)
        position = _skip_space(source, position)
    tokens.append(Token(Kind.END, "", len(source)))
    return tokens


def _skip_space(source: str, position: int) -> int:
    found = _SPACE.match(source, position)
    assert found is not None
    return found.end()


def _expects_operand(tokens: list[Token]) -> bool:
    if not tokens:
        return True
    last = tokens[-1]
    return last.kind is Kind.OPERATOR or (last.kind is Kind.SYMBOL and last.text in _BEFORE_OPERAND)


def _next(source: str, position: int, *, operand: bool) -> tuple[Token, int]:
    if not operand and (found := _OPERATOR_NAME.match(source, position)):
        return Token(Kind.OPERATOR, found[0], position), found.end()
    if found := _NUMBER.match(source, position):
        return Token(Kind.NUMBER, found[0], position), found.end()
    if found := _LITERAL.match(source, position):
        return Token(Kind.LITERAL, found[0][1:-1], position), found.end()
    if found := _SYMBOL.match(source, position):
        return Token(Kind.SYMBOL, found[0], position), found.end()
    if found := _NAME.match(source, position):
        return Token(Kind.NAME, found[0], position), found.end()
    if source[position] in "\"'":
        raise XPathSyntaxError("A text in quotes is not closed", position)
    raise XPathSyntaxError("This sign has no meaning in an expression", position)
