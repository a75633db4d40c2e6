"""Tokens to syntax tree: operator precedence (Pratt) above, the XPath 1.0 path grammar below."""

from __future__ import annotations

import sys
from functools import lru_cache

from fieldkit.forms.xpath.ast import (
    AXES,
    DESCENDANTS,
    Binary,
    Expr,
    Filter,
    FunctionCall,
    KindTest,
    Literal,
    NameTest,
    Negate,
    Number,
    Path,
    Root,
    Step,
    Variable,
)
from fieldkit.forms.xpath.errors import XPathSyntaxError
from fieldkit.forms.xpath.lexer import Kind, Token, tokenize

_BINDING = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}
_NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})
_ANY_NODE = KindTest("node")

# Deeper nesting is no form anyone wrote; the bound keeps hostile text from exhausting the stack.
MAX_DEPTH = 100


@lru_cache(maxsize=4096)
def parse(source: str) -> Expr:
    """The syntax tree of an expression. Raises XPathSyntaxError, never anything else."""
    return _Parser(source).whole()


class _Parser:
    def __init__(self, source: str) -> None:
        self._tokens = tokenize(source)
        self._at = 0
        self._depth = 0

    def whole(self) -> Expr:
        if self._peek().kind is Kind.END:
            raise XPathSyntaxError("The expression is empty", 0)
        expression = self._expression(0)
        if self._peek().kind is not Kind.END:
            raise self._unexpected("An operator or the end was expected")
        return expression

    # --- tokens

    def _peek(self, ahead: int = 0) -> Token:
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)]

    def _take(self) -> Token:
        token = self._peek()
        self._at += 1
        return token

    def _sees(self, symbol: str, ahead: int = 0) -> bool:
        token = self._peek(ahead)
        return token.kind is Kind.SYMBOL and token.text == symbol

    def _expect(self, symbol: str) -> None:
        if not self._sees(symbol):
            raise self._unexpected(f"“{symbol}” was expected")
        self._at += 1

    def _unexpected(self, what: str) -> XPathSyntaxError:
        return XPathSyntaxError(what, self._peek().position)

    # --- operators

    def _expression(self, binding: int) -> Expr:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._unexpected("The expression is nested too deeply")
        left = self._unary()
        while True:
            operator = self._operator()
            strength = _BINDING.get(operator, 0)
            if strength <= binding:
                break
            self._at += 1
            left = Binary(operator, left, self._expression(strength))
        self._depth -= 1
        return left

    def _operator(self) -> str:
        token = self._peek()
        return token.text if token.kind in (Kind.OPERATOR, Kind.SYMBOL) else ""

    def _unary(self) -> Expr:
        minuses = 0
        while self._sees("-"):
            self._at += 1
            minuses += 1
        expression = self._union()
        for _ in range(minuses):
            expression = Negate(expression)
        return expression

    def _union(self) -> Expr:
        left = self._path()
        while self._sees("|"):
            self._at += 1
            left = Binary("|", left, self._path())
        return left

    # --- paths

    def _path(self) -> Expr:
        token = self._peek()
        if self._sees("/"):
            self._at += 1
            return Path(Root(), self._relative() if self._starts_step() else ())
        if self._sees("//"):
            self._at += 1
            return Path(Root(), (DESCENDANTS, *self._relative()))
        if token.kind in (Kind.NUMBER, Kind.LITERAL) or self._calls() or token.text in ("(", "$"):
            return self._filter()
        return Path(None, self._relative())

    def _calls(self) -> bool:
        token = self._peek()
        is_name = token.kind is Kind.NAME and token.text not in _NODE_TYPES
        return is_name and self._sees("(", 1)

    def _filter(self) -> Expr:
        base = self._primary()
        if predicates := self._predicates():
            base = Filter(base, predicates)
        if self._sees("/"):
            self._at += 1
            return Path(base, self._relative())
        if self._sees("//"):
            self._at += 1
            return Path(base, (DESCENDANTS, *self._relative()))
        return base

    def _primary(self) -> Expr:
        token = self._take()
        if token.kind is Kind.NUMBER:
            return Number(float(token.text))
        if token.kind is Kind.LITERAL:
            return Literal(token.text)
        if token.kind is Kind.NAME:
            return FunctionCall(token.text, self._arguments())
        if token.text == "$":
            return self._variable()
        inside = self._expression(0)
        self._expect(")")
        return inside

    def _variable(self) -> Expr:
        if self._peek().kind is not Kind.NAME:
            raise self._unexpected("A name was expected")
        return Variable(self._take().text)

    def _arguments(self) -> tuple[Expr, ...]:
        self._expect("(")
        arguments: list[Expr] = []
        if not self._sees(")"):
            arguments.append(self._expression(0))
            while self._sees(","):
                self._at += 1
                arguments.append(self._expression(0))
        self._expect(")")
        return tuple(arguments)

    # --- steps

    def _starts_step(self) -> bool:
        token = self._peek()
        return token.kind is Kind.NAME or token.text in (".", "..", "@", "*")

    def _relative(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while self._sees("/") or self._sees("//"):
            if self._take().text == "//":
                steps.append(DESCENDANTS)
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        if self._sees("."):
            self._at += 1
            return Step("self", _ANY_NODE)
        if self._sees(".."):
            self._at += 1
            return Step("parent", _ANY_NODE)
        axis = self._axis()
        return Step(axis, self._test(), self._predicates())

    def _axis(self) -> str:
        if self._sees("@"):
            self._at += 1
            return "attribute"
        if self._peek().kind is Kind.NAME and self._sees("::", 1):
            if self._peek().text not in AXES:
                raise self._unexpected("There is no such axis")
            axis = self._take().text
            self._at += 1
            return axis
        return "child"

    def _test(self) -> NameTest | KindTest:
        token = self._peek()
        if token.kind is Kind.SYMBOL and token.text == "*":
            self._at += 1
            return NameTest("*")
        if token.kind is not Kind.NAME:
            raise self._unexpected("A name, a number or a text was expected")
        self._at += 1
        if token.text in _NODE_TYPES and self._sees("("):
            return self._kind_test(token.text)
        prefix, _, local = token.text.rpartition(":")
        return NameTest(sys.intern(local), sys.intern(prefix))

    def _kind_test(self, kind: str) -> KindTest:
        self._expect("(")
        target = ""
        if kind == "processing-instruction" and self._peek().kind is Kind.LITERAL:
            target = self._take().text
        self._expect(")")
        return KindTest(kind, target)

    def _predicates(self) -> tuple[Expr, ...]:
        predicates: list[Expr] = []
        while self._sees("["):
            self._at += 1
            predicates.append(self._expression(0))
            self._expect("]")
        return tuple(predicates)
