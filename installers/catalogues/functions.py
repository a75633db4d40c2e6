"""Who calls whom in the source, by name: functions, constructors, methods.

Functions and classes are known by their bare name, wherever they are imported; methods by theirs
with a dot before it, on whatever object they are called.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from installers.catalogues.calls import Function, Module, parameters

METHOD: Final = "."

_CONSTRUCTOR: Final = "__init__"


@dataclass(frozen=True)
class Called:
    """A call of something whose name we can tell, and the functions the call stands in."""

    name: str
    node: ast.Call
    around: tuple[Function, ...]


@dataclass(frozen=True)
class Walked:
    """A module, with what its functions are called and the calls they make."""

    module: Module

    @cached_property
    def classes(self) -> list[ast.ClassDef]:
        return [node for node in self.module.nodes if isinstance(node, ast.ClassDef)]

    @cached_property
    def bases(self) -> dict[str, str]:
        """For each class that has one, its first base."""
        return {
            node.name: node.bases[0].id
            for node in self.classes
            if node.bases and isinstance(node.bases[0], ast.Name)
        }

    @cached_property
    def constructed(self) -> set[str]:
        """The classes that say themselves how they are constructed."""
        return {
            node.name
            for node in self.classes
            if any(isinstance(f, ast.FunctionDef) and f.name == _CONSTRUCTOR for f in node.body)
            or is_dataclass(node)
        }

    @cached_property
    def names(self) -> dict[ast.AST, str]:
        """How calls name each function of the module."""
        names: dict[ast.AST, str] = {}
        for node in self.module.nodes:
            if isinstance(node, ast.FunctionDef):
                names[node] = self._name_of(node)
        return names

    @cached_property
    def calls(self) -> list[Called]:
        return [
            Called(name, node, around)
            for node, around in self.module.nodes_with_functions
            if isinstance(node, ast.Call) and (name := self._called(node, around))
        ]

    @cached_property
    def assignments(self) -> list[tuple[str, ast.expr, tuple[Function, ...]]]:
        """What is kept on `self`: attribute, value, and the functions around."""
        return [
            (target.attr, node.value, around)
            for node, around in self.module.nodes_with_functions
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Attribute) and _is_self(target.value)
        ]

    @cached_property
    def _owners(self) -> dict[ast.AST, str]:
        return {part: node.name for node in self.classes for part in node.body}

    def _name_of(self, function: ast.FunctionDef) -> str:
        owner = self._owners.get(function)
        if owner is None:
            return function.name
        return owner if function.name == _CONSTRUCTOR else f"{METHOD}{function.name}"

    def _called(self, call: ast.Call, around: tuple[Function, ...]) -> str:
        match call.func:
            case ast.Name(id=name):
                return name
            case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"):
                owner = next((self._owners[f] for f in around if f in self._owners), "")
                return self.bases.get(owner, "")
            case ast.Attribute(attr=attr):
                return f"{METHOD}{attr}"
            case _:
                return ""


def is_dataclass(node: ast.ClassDef) -> bool:
    """Whether a class is made by `@dataclass`, with or without options."""
    marks = [mark.func if isinstance(mark, ast.Call) else mark for mark in node.decorator_list]
    return any(isinstance(mark, ast.Name) and mark.id == "dataclass" for mark in marks)


def fields_of_dataclass(node: ast.ClassDef) -> list[str]:
    """The names a dataclass takes, in the order of positional arguments; inherited ones not."""
    return [
        part.target.id
        for part in node.body
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
    ]


def defaults_of(node: ast.ClassDef) -> dict[str, ast.expr]:
    """The fields of a dataclass that have a default value."""
    return {
        part.target.id: part.value
        for part in node.body
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name) and part.value
    }


def default_of(function: Function, parameter: str) -> ast.expr | None:
    """The default value of a parameter, where it has one."""
    given = function.args
    positional = [a.arg for a in (*given.posonlyargs, *given.args)]
    defaults: dict[str, ast.expr | None] = dict(
        zip(reversed(positional), reversed(given.defaults), strict=False)
    )
    defaults |= {a.arg: d for a, d in zip(given.kwonlyargs, given.kw_defaults, strict=True)}
    return defaults.get(parameter)


def position_of(function: Function, parameter: str) -> int:
    """At which place a caller gives a parameter; `self` does not count."""
    names = parameters(function)
    return names.index(parameter) - (names[0] in ("self", "cls"))


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"
