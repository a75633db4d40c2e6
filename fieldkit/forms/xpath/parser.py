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
_ROOT = Root()
_SELF = Step("self", KindTest("node"))
_PARENT = Step("parent", KindTest("node"))

# Chains of comparisons become nested closures; all other chains compile flat.
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})

# Deeper nesting and longer comparisons are no form anyone wrote; the bounds keep hostile text
# from exhausting the stack.
MAX_DEPTH = 100
MAX_COMPARED = 20


def known_operators() -> frozenset[str]:
    """All operators that may stand between two operands."""
    return frozenset(_BINDING) | {"|"}


@lru_cache(maxsize=4096)
def parse(source: str) -> Expr:
    """The syntax tree of an expression. Raises XPathSyntaxError, never anything else."""
    return _Parser(source).whole()


class _Parser:
    def __init__(self, source: str) -> None:
        self._tokens = tokenize(source)
        # One END more, so that looking one token ahead always finds one.
        self._tokens.append(self._tokens[-1])
        self._at = 0
        self._depth = 0
        self._token = self._tokens[0]

    def whole(self) -> Expr:
        if self._at_end():
            raise XPathSyntaxError("The expression is empty", 0)
        expression = self._expression(0)
        if not self._at_end():
            raise self._unexpected("An operator or the end was expected")
        return expression

    # --- tokens

    def _at_end(self) -> bool:
        return self._token.kind is Kind.END

    def _advance(self) -> Token:
        token = self._token
        if not self._at_end():
            self._at += 1
            self._token = self._tokens[self._at]
        return token

    def _sees(self, symbol: str) -> bool:
        return self._token.text == symbol and self._token.kind is Kind.SYMBOL

    def _sees_next(self, symbol: str) -> bool:
        token = self._tokens[self._at + 1]
        return token.text == symbol and token.kind is Kind.SYMBOL

    def _accept(self, symbol: str) -> bool:
        if self._sees(symbol):
            self._advance()
            return True
        return False

    def _expect(self, symbol: str) -> None:
        if not self._accept(symbol):
            raise self._unexpected(f"“{symbol}” was expected")

    def _unexpected(self, what: str) -> XPathSyntaxError:
        return XPathSyntaxError(what, self._token.position)

    # --- operators

    def _expression(self, binding: int) -> Expr:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._unexpected("The expression is nested too deeply")
        left = self._unary()
        compared = 0
        while (strength := self._strength()) > binding:
            operator = self._advance().text
            compared += operator in _COMPARISONS
            if compared > MAX_COMPARED:
                raise self._unexpected("The expression compares too many things in a row")
            left = Binary(operator, left, self._expression(strength))
        self._depth -= 1
        return left

    def _strength(self) -> int:
        token = self._token
        if token.kind is Kind.OPERATOR or token.kind is Kind.SYMBOL:
            return _BINDING.get(token.text, 0)
        return 0

    def _unary(self) -> Expr:
        minuses = 0
        while self._accept("-"):
            minuses += 1
        if minuses > MAX_DEPTH:
            raise self._unexpected("The expression is nested too deeply")
        expression = self._union()
        for _ in range(minuses):
            expression = Negate(expression)
        return expression

    def _union(self) -> Expr:
        left = self._path()
        while self._accept("|"):
            left = Binary("|", left, self._path())
        return left

    # --- paths

    def _path(self) -> Expr:
        if self._token.kind is Kind.PATH:
            return _plain_path(self._advance().text)
        if self._accept("/"):
            return Path(_ROOT, self._relative() if self._starts_step() else ())
        if self._accept("//"):
            return Path(_ROOT, (DESCENDANTS, *self._relative()))
        return self._filter() if self._starts_primary() else Path(None, self._relative())

    def _starts_primary(self) -> bool:
        kind, text, _ = self._token
        if kind is Kind.NAME:
            return text not in _NODE_TYPES and self._sees_next("(")
        return kind is Kind.NUMBER or kind is Kind.LITERAL or text in ("(", "$")

    def _filter(self) -> Expr:
        base = self._primary()
        if predicates := self._predicates():
            base = Filter(base, predicates)
        if self._accept("/"):
            return Path(base, self._relative())
        if self._accept("//"):
            return Path(base, (DESCENDANTS, *self._relative()))
        return base

    def _primary(self) -> Expr:
        token = self._advance()
        if token.kind is Kind.NUMBER:
            return Number(float(token.text))
        if token.kind is Kind.LITERAL:
            return Literal(token.text[1:-1])
        if token.kind is Kind.NAME:
            return FunctionCall(token.text, self._arguments())
        if token.text == "$":
            return self._variable()
        inside = self._expression(0)
        self._expect(")")
        return inside

    def _variable(self) -> Expr:
        if self._token.kind is not Kind.NAME:
            raise self._unexpected("A name was expected")
        return Variable(self._advance().text)

    def _arguments(self) -> tuple[Expr, ...]:
        self._expect("(")
        if self._accept(")"):
            return ()
        arguments = [self._expression(0)]
        while self._accept(","):
            arguments.append(self._expression(0))
        self._expect(")")
        return tuple(arguments)

    # --- steps

    def _starts_step(self) -> bool:
        return self._token.kind is Kind.NAME or self._token.text in (".", "..", "@", "*")

    def _relative(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while True:
            if self._accept("/"):
                steps.append(self._step())
            elif self._accept("//"):
                steps += (DESCENDANTS, self._step())
            else:
                return tuple(steps)

    def _step(self) -> Step:
        if self._accept("."):
            return _SELF
        if self._accept(".."):
            return _PARENT
        axis = self._axis()
        test = self._test()
        predicates = self._predicates()
        return Step(axis, test, predicates) if predicates else _bare_step(axis, test)

    def _axis(self) -> str:
        if self._accept("@"):
            return "attribute"
        if self._token.kind is Kind.NAME and self._sees_next("::"):
            if self._token.text not in AXES:
                raise self._unexpected("There is no such axis")
            axis = self._advance().text
            self._advance()
            return axis
        return "child"

    def _test(self) -> NameTest | KindTest:
        if self._accept("*"):
            return NameTest("*")
        if self._token.kind is not Kind.NAME:
            raise self._unexpected("A name, a number or a text was expected")
        text = self._advance().text
        if text in _NODE_TYPES and self._sees("("):
            return self._kind_test(text)
        return _name_test(text)

    def _kind_test(self, kind: str) -> KindTest:
        self._expect("(")
        target = ""
        if kind == "processing-instruction" and self._token.kind is Kind.LITERAL:
            target = self._advance().text[1:-1]
        self._expect(")")
        return KindTest(kind, target)

    def _predicates(self) -> tuple[Expr, ...]:
        if not self._sees("["):
            return ()
        predicates: list[Expr] = []
        while self._accept("["):
            predicates.append(self._expression(0))
            self._expect("]")
        return tuple(predicates)


@lru_cache(maxsize=8192)
def _plain_path(written: str) -> Path:
    absolute = written.startswith("/")
    names = written.removeprefix("/").split("/")
    steps = (_PARENT if name == ".." else _bare_step("child", _name_test(name)) for name in names)
    return Path(_ROOT if absolute else None, tuple(steps))


@lru_cache(maxsize=8192)
def _name_test(written: str) -> NameTest:
    prefix, _, local = written.rpartition(":")
    return NameTest(sys.intern(local), sys.intern(prefix))


@lru_cache(maxsize=8192)
def _bare_step(axis: str, test: NameTest | KindTest) -> Step:
    return Step(axis, test)
