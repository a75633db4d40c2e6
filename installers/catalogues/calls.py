"""The calls in a module that name a message: `text`, `ntext`, `bind`, `nbind`, `N_`.

Read from the syntax tree and through the imports of the module, since `row.text("name")` of a form
has nothing to do with `text("Name")` of the window; a search for the word alone takes both.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

MARK: Final = "N_"


@dataclass(frozen=True)
class Keyword:
    """A function that takes messages: where it is imported from, which arguments are messages."""

    home: str
    messages: tuple[tuple[int, str], ...]
    names: frozenset[str]

    @property
    def is_plural(self) -> bool:
        return len(self.messages) > 1


_WINDOW: Final = "fieldkit.ui.language"
KEYWORDS: Final = {
    "text": Keyword(_WINDOW, ((0, "message"),), frozenset({"message"})),
    "ntext": Keyword(
        _WINDOW, ((0, "singular"), (1, "plural")), frozenset({"singular", "plural", "count"})
    ),
    "bind": Keyword(_WINDOW, ((2, "message"),), frozenset({"target", "setter", "message"})),
    "nbind": Keyword(
        _WINDOW,
        ((2, "singular"), (3, "plural")),
        frozenset({"target", "setter", "singular", "plural", "count"}),
    ),
    MARK: Keyword("fieldkit.languages.marking", ((0, "message"),), frozenset({"message"})),
}


@dataclass(frozen=True)
class Module:
    """A parsed source file. `name` is relative to the checkout."""

    name: str
    tree: ast.Module
    source: str

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node, outer ones before the ones inside."""
        return list(ast.walk(self.tree))

    @cached_property
    def nodes_with_functions(self) -> list[tuple[ast.AST, tuple[Function, ...]]]:
        """Every node, with the functions it stands in, the innermost last."""
        return list(_walk(self.tree, ()))

    @cached_property
    def keywords(self) -> dict[str, str]:
        """The keywords that this module imports: its own name for each -> the keyword."""
        return {
            alias.asname or alias.name: alias.name
            for node in self.nodes
            if isinstance(node, ast.ImportFrom) and not node.level
            for alias in node.names
            if alias.name in KEYWORDS and KEYWORDS[alias.name].home == node.module
        }

    @cached_property
    def calls(self) -> list[Call]:
        """Every call of a keyword, in the order of the source."""
        found = [
            Call(self.keywords[node.func.id], node, around)
            for node, around in self.nodes_with_functions
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in self.keywords
        ]
        return sorted(found, key=lambda call: (call.node.lineno, call.node.col_offset))


@dataclass(frozen=True)
class Call:
    """A call of a keyword. `around` are the functions it stands in, the innermost last."""

    keyword: str
    node: ast.Call
    around: tuple[Function, ...]

    @property
    def messages(self) -> list[ast.expr]:
        """The arguments that are messages, as far as they are given."""
        found = (argument(self.node, at, name) for at, name in KEYWORDS[self.keyword].messages)
        return [node for node in found if node is not None]


Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def parse(name: str, source: str) -> Module:
    """The module of a file. Raises SyntaxError."""
    return Module(name, ast.parse(source, name), source)


def argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    """The argument of a call, given by position or by name; None when it is not there."""
    given = next((word.value for word in call.keywords if word.arg == name), None)
    # A method counts its own self as place -1, which no call gives.
    return given or (call.args[position] if 0 <= position < len(call.args) else None)


def _walk(
    node: ast.AST, around: tuple[Function, ...]
) -> Iterator[tuple[ast.AST, tuple[Function, ...]]]:
    for child in ast.iter_child_nodes(node):
        yield child, around
        inside = (*around, child) if isinstance(child, Function) else around
        yield from _walk(child, inside)


def parameters(function: Function) -> list[str]:
    """The names of a function's parameters, in the order of positional arguments."""
    given = function.args
    return [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]


def literals(node: ast.expr) -> list[ast.Constant]:
    """The strings that an argument can be: itself, or the branches of a choice between literals."""
    match node:
        case ast.Constant(value=str()):
            return [node]
        case ast.IfExp(body=body, orelse=orelse):
            return literals(body) + literals(orelse)
        case ast.BoolOp(values=values):
            return [found for value in values for found in literals(value)]
        case _:
            return []
