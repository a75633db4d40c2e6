"""Literals that a caller hands to a widget, function or view model which shows them as a message.

`ActionButton("Undo")` names a message as much as `text("Undo")` does, when the button binds what it
is given. This follows messages back from the keywords, through parameters, attributes and fields of
dataclasses, to the literals they come from.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from installers.catalogues.calls import Function, Module, argument, parameters
from installers.catalogues.functions import (
    METHOD,
    Called,
    Walked,
    default_of,
    defaults_of,
    fields_of_dataclass,
    is_dataclass,
    position_of,
)
from installers.catalogues.messages import Comments, Found


def messages_passed_on(modules: Iterable[Module]) -> list[Found]:
    """The literals that become messages although no keyword stands around them."""
    walked = [Walked(module) for module in modules]
    shown = _Shown.of(walked)
    return [
        Found(str(constant.value), "", one.module.name, constant.lineno, comments.above(line))
        for one in walked
        for comments in (Comments(one.module),)
        for constant in _in_order(shown.literals_in(one))
        for line in (constant.lineno,)
    ]


@dataclass
class _Shown:
    """What ends up as a message: arguments of functions (place, name) and attributes."""

    bases: dict[str, str]
    places: dict[str, set[tuple[int, str]]] = field(default_factory=dict)
    attributes: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, walked: list[Walked]) -> _Shown:
        """Follow messages back to where they come from, until nothing new is found."""
        constructed = {name for one in walked for name in one.constructed}
        shown = cls({c: b for one in walked for c, b in one.bases.items() if c not in constructed})
        for one in walked:
            for call in one.module.calls:
                for node in call.messages:
                    shown.note(node, call.around, one)
        size = -1
        while size < (size := shown.size()):
            for one in walked:
                shown.follow(one)
        return shown

    def size(self) -> int:
        return len(self.attributes) + sum(map(len, self.places.values()))

    def arguments(self, call: Called) -> list[ast.expr]:
        """The arguments of a call that are shown as messages."""
        name = call.name
        while name not in self.places and name in self.bases:
            name = self.bases[name]
        found = (argument(call.node, *place) for place in self.places.get(name, ()))
        return [node for node in found if node is not None]

    def follow(self, one: Walked) -> None:
        """Go one step back in a module: through its calls, what it keeps, its dataclasses."""
        for call in one.calls:
            for node in self.arguments(call):
                self.note(node, call.around, one)
        for name, value, around in one.assignments:
            if name in self.attributes:
                self.note(value, around, one)
        for node in filter(is_dataclass, one.classes):
            for at, name in enumerate(fields_of_dataclass(node)):
                if name in self.attributes:
                    self.places.setdefault(node.name, set()).add((at, name))

    def note(self, node: ast.expr, around: tuple[Function, ...], one: Walked) -> None:
        """`node` is shown: so is the parameter or the attribute that it names, or is taken from."""
        match node:
            case ast.Subscript(value=value):
                self.note(value, around, one)
            case ast.IfExp(body=body, orelse=orelse):
                self.note(body, around, one)
                self.note(orelse, around, one)
            case ast.BoolOp(values=values):
                for value in values:
                    self.note(value, around, one)
            case ast.Attribute(attr=attr):
                self.attributes.add(attr)
            case ast.Name(id=name):
                owner = next((f for f in reversed(around) if name in parameters(f)), None)
                if owner in one.names:
                    place = position_of(owner, name), name
                    self.places.setdefault(one.names[owner], set()).add(place)

    def literals_in(self, one: Walked) -> list[ast.Constant]:
        """The literals in a module that are shown: given to calls, kept on `self`, defaults."""
        nodes = [value for name, value, _ in one.assignments if name in self.attributes]
        for node in filter(is_dataclass, one.classes):
            nodes += [value for name, value in defaults_of(node).items() if name in self.attributes]
        for function, name in one.names.items():
            for _, parameter in self.places.get(name, ()):
                default = default_of(function, parameter)
                nodes += [default] if default is not None else []
        found = [constant for node in nodes for constant in _literals(node)]
        for call in one.calls:
            given = [constant for node in self.arguments(call) for constant in _literals(node)]
            # A method is known by its name alone: another object may mean something else by it.
            is_method = call.name.startswith(METHOD)
            found += [c for c in given if not is_method or _reads_as_words(str(c.value))]
        return [constant for constant in found if constant.value]


def _literals(node: ast.expr) -> list[ast.Constant]:
    """The strings in an argument, also those in a tuple, list or dictionary that it is."""
    match node:
        case ast.Constant(value=str()):
            return [node]
        case ast.IfExp(body=body, orelse=orelse):
            return _literals(body) + _literals(orelse)
        case ast.BoolOp(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
            return [found for part in parts for found in _literals(part)]
        case ast.Dict(values=parts):
            return [found for part in parts for found in _literals(part)]
        case _:
            return []


def _reads_as_words(message: str) -> bool:
    return " " in message or message[:1].isupper()


def _in_order(constants: list[ast.Constant]) -> list[ast.Constant]:
    once = {(constant.lineno, constant.col_offset): constant for constant in constants}
    return [once[place] for place in sorted(once)]
