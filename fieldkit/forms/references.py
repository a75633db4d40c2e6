"""Which nodes an expression reads, found from its syntax tree and the form's structure alone.

A reference is a definition and a pivot: the depth of the lowest ancestor that the reader and the
node it reads are sure to share. A change below one pivot instance concerns the readers below it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from fieldkit.forms.expressions import Expression
from fieldkit.forms.structure import NodeDefinition
from fieldkit.forms.xpath.ast import (
    Expr,
    Filter,
    FunctionCall,
    KindTest,
    Literal,
    NameTest,
    Path,
    Root,
    Step,
    parts,
)

DOCUMENT_DEPTH = -1
# Forms in the field (the WHO verbal autopsy) write the name `null` where they mean a blank.
_SAID_BLANK = frozenset({"null"})


class Reference(NamedTuple):
    """Something reads `path`, found from the ancestor at depth `pivot`."""

    path: str
    pivot: int


@dataclass(frozen=True, slots=True)
class _Places:
    """A static node-set: definitions, and the pivot they were reached through.

    `document` stands for the document node; `elsewhere` for nodes of a list, which never change.
    """

    nodes: tuple[NodeDefinition, ...] = ()
    pivot: int = DOCUMENT_DEPTH
    document: bool = False
    elsewhere: bool = False


_ELSEWHERE = _Places(elsewhere=True)
_DOCUMENT = _Places(document=True, pivot=0)


class Reads(NamedTuple):
    """What an expression reads, and the paths in it that lead to nothing."""

    found: frozenset[Reference]
    nothing: tuple[str, ...]


@dataclass
class _Reading:
    """One walk over one expression."""

    nodes: Mapping[str, NodeDefinition]
    origin: NodeDefinition
    choices: Callable[[NodeDefinition], Iterable[Expression]]
    found: set[Reference] = field(default_factory=set[Reference])
    nothing: list[str] = field(default_factory=list[str])

    def visit(self, tree: Expr, context: _Places) -> _Places:
        """Note what `tree` reads; where it is a node-set, say which."""
        match tree:
            case Root():
                return _DOCUMENT
            case Path():
                return self._read(self._path(tree, context))
            case Filter(base, predicates):
                places = self.visit(base, context)
                for predicate in predicates:
                    self.visit(predicate, places)
                return places
            case FunctionCall():
                return self._call(tree, context)
            case _:
                for part in parts(tree):
                    self.visit(part, context)
                return _ELSEWHERE

    def _read(self, places: _Places) -> _Places:
        # The text of a group is the text of all that is in it.
        for node in places.nodes:
            self.found.add(Reference(node.path, places.pivot))
            if node.children:
                self.found.update(
                    Reference(each.path, places.pivot) for each in _with_descendants(node)
                )
        return places

    def _exists(self, argument: Expr, context: _Places) -> _Places:
        """Places of which only the existence counts, not the text."""
        if not isinstance(argument, Path):
            return self.visit(argument, context)
        places = self._path(argument, context)
        self.found.update(Reference(node.path, places.pivot) for node in places.nodes)
        return places

    def _call(self, call: FunctionCall, context: _Places) -> _Places:
        match call:
            case FunctionCall("current", ()):
                return _Places((self.origin,), self.origin.depth)
            case FunctionCall("instance", _):
                return _ELSEWHERE
            case FunctionCall("count", (argument,)):
                self._exists(argument, context)
                return _ELSEWHERE
            case FunctionCall("position", (argument,)):
                self._read_order(self._exists(argument, context))
                return _ELSEWHERE
            case FunctionCall("indexed-repeat", arguments):
                return self._read_indexed([self._exists(part, context) for part in arguments])
            case FunctionCall("jr:choice-name", (value, question)):
                self.visit(value, context)
                self._read_choices(question)
                return _ELSEWHERE
            case FunctionCall("randomize", (first, *rest)):
                for part in rest:
                    self.visit(part, context)
                return self.visit(first, context)
            case _:
                for part in call.arguments:
                    self.visit(part, context)
                return _ELSEWHERE

    def _read_order(self, places: _Places) -> None:
        # The place among siblings depends on all of them: the pivot is the parent.
        for node in places.nodes:
            pivot = max(0, min(places.pivot, node.depth - 1))
            self.found.add(Reference(node.path, pivot))

    def _read_indexed(self, arguments: list[_Places]) -> _Places:
        # Any instance may be meant, so only the root is sure to be shared.
        for places in (arguments[0], *arguments[1::2]):
            self.found.update(Reference(node.path, 0) for node in places.nodes)
        return _Places(arguments[0].nodes, 0)

    def _read_choices(self, question: Expr) -> None:
        if not isinstance(question, Literal):
            return
        node = self._named(question.value)
        if node is None:
            return
        self.found.add(Reference(node.path, 0))
        for choices in self.choices(node):
            self.found.update(
                Reference(reference.path, 0)
                for reference in references(choices, node, self.nodes, self.choices).found
            )

    def _named(self, path: str) -> NodeDefinition | None:
        written = path.strip()
        up = 0
        while written.startswith(("../", "./")):
            up += written.startswith("../")
            written = written.partition("/")[2]
        if not path.strip().startswith("/"):
            base = self.origin.lineage[: len(self.origin.lineage) - up]
            written = f"{base[-1] if base else ''}/{written}"
        found = self.nodes.get(written)
        if found is None:
            self.nothing.append(path.strip())
        return found

    def _path(self, path: Path, context: _Places) -> _Places:
        places = context if path.base is None else self.visit(path.base, context)
        for step in path.steps:
            if places.elsewhere:
                for predicate in step.predicates:
                    self.visit(predicate, _ELSEWHERE)
                continue
            places = self._step(places, step, path)
            for predicate in step.predicates:
                self.visit(predicate, places)
        return places

    def _step(self, places: _Places, step: Step, path: Path) -> _Places:
        match step.axis:
            case "attribute":
                # Attributes that the form computes are nodes of the form, named `@id`.
                name = step.test.name if isinstance(step.test, NameTest) else ""
                return _Places(self._children_named(places, f"@{name}"), places.pivot)
            case "namespace":
                return _ELSEWHERE
            case "child":
                return self._children(places, step, path)
            case "self":
                return _filtered(places, places.nodes, step)
            case "parent":
                return self._parents(places)
            case "ancestor" | "ancestor-or-self":
                found = [self.nodes[above] for node in places.nodes for above in node.lineage]
                return _filtered(places, found, step, pivot=0)
            case "descendant" | "descendant-or-self":
                return self._descendants(places, step)
            case "preceding-sibling" | "following-sibling":
                return self._siblings(places, step)
            case _:
                return _filtered(places, self.nodes.values(), step, pivot=0)

    def _children(self, places: _Places, step: Step, path: Path) -> _Places:
        if isinstance(step.test, KindTest) and step.test.kind == "text":
            return places
        if isinstance(step.test, NameTest) and step.test.name != "*":
            result = _Places(self._children_named(places, step.test.name), places.pivot)
        else:
            found = [child for node in places.nodes for child in node.children]
            if places.document:
                found.append(self.nodes[self.origin.lineage[0]])
            result = _filtered(places, found, step)
        if not result.nodes and step.name:
            self.nothing.append(_written(path))
        return result

    def _children_named(self, places: _Places, name: str) -> tuple[NodeDefinition, ...]:
        # Loading a long form is mostly this: each path of each expression, step by step.
        if len(places.nodes) == 1 and not places.document:
            return places.nodes[0].by_name.get(name, ())
        found = [child for node in places.nodes for child in node.by_name.get(name, ())]
        root = self.nodes[self.origin.lineage[0]]
        if places.document and root.names[-1] == name:
            found.append(root)
        return _unique(found)

    def _parents(self, places: _Places) -> _Places:
        above = [self.nodes[node.parent] for node in places.nodes if node.parent]
        if not above:
            return _DOCUMENT
        pivot = min(places.pivot, *(node.depth for node in above))
        return _Places(_unique(above), max(0, pivot))

    def _descendants(self, places: _Places, step: Step) -> _Places:
        tops = [self.nodes[self.origin.lineage[0]]] if places.document else list(places.nodes)
        found = [below for top in tops for below in _with_descendants(top)]
        result = _filtered(places, found, step)
        keeps_document = places.document and isinstance(step.test, KindTest)
        return _Places(result.nodes, result.pivot, document=keeps_document)

    def _siblings(self, places: _Places, step: Step) -> _Places:
        found = [
            child
            for node in places.nodes
            if node.parent
            for child in self.nodes[node.parent].children
        ]
        pivot = min([places.pivot, *(node.depth - 1 for node in places.nodes)])
        return _filtered(places, found, step, pivot=max(0, pivot))


def _with_descendants(node: NodeDefinition) -> Iterable[NodeDefinition]:
    yield node
    for child in node.children:
        yield from _with_descendants(child)


def _unique(nodes: Iterable[NodeDefinition]) -> tuple[NodeDefinition, ...]:
    return tuple(dict.fromkeys(nodes))


def _filtered(
    places: _Places, nodes: Iterable[NodeDefinition], step: Step, *, pivot: int | None = None
) -> _Places:
    test = step.test
    if isinstance(test, NameTest) and test.name != "*":
        nodes = [node for node in nodes if node.names[-1] == test.name]
    return _Places(_unique(nodes), places.pivot if pivot is None else pivot)


def _written(path: Path) -> str:
    start = "/" if isinstance(path.base, Root) else ""
    names = [".." if step.axis == "parent" else step.name or step.axis for step in path.steps]
    return start + "/".join(names)


def references(
    read: Expression,
    origin: NodeDefinition,
    nodes: Mapping[str, NodeDefinition],
    choices: Callable[[NodeDefinition], Iterable[Expression]],
) -> Reads:
    """What `read`, an expression of `origin`, reads of the primary instance.

    `choices` gives the expressions behind the choices of a question, for `jr:choice-name`.
    """
    reading = _Reading(nodes, origin, choices)
    reading.visit(read.tree, _Places((origin,), origin.depth))
    nothing = tuple(path for path in dict.fromkeys(reading.nothing) if path not in _SAID_BLANK)
    return Reads(frozenset(reading.found), nothing)


_NO_REFERENCES: frozenset[Reference] = frozenset()


class PlainReading:
    """What expressions read whose pattern says all but the paths: no walk over each of them."""

    def __init__(self, nodes: Mapping[str, NodeDefinition]) -> None:
        self._at = _Texts(nodes)

    def of(self, read: Expression, origin: NodeDefinition) -> frozenset[Reference] | None:
        """What `read` reads as `references` finds it, and no path in it leads to nothing; None
        where a walk must tell."""
        compiled = read.compiled
        pattern = compiled.pattern
        if not pattern.plain or (pattern.itself and origin.children):
            return None
        found = _NO_REFERENCES
        for path in compiled.paths:
            there = self._at[path]
            if not there:
                return None
            found = found | there if found else there
        if pattern.itself:
            found = found | {Reference(origin.path, origin.depth)}
        return found


class _Texts(dict[str, frozenset[Reference]]):
    """By plain absolute path: what the text there consists of; nothing where it leads nowhere."""

    def __init__(self, nodes: Mapping[str, NodeDefinition]) -> None:
        super().__init__()
        self._nodes = nodes
        self._prefixed: dict[str, list[NodeDefinition]] = {}  # expressions leave prefixes out
        for path, node in nodes.items():
            if ":" in path:
                self._prefixed.setdefault(f"/{'/'.join(node.names)}", []).append(node)

    def __missing__(self, path: str) -> frozenset[Reference]:
        tops = self._prefixed.get(path, [])
        if path in self._nodes:
            tops = [self._nodes[path], *tops]
        found = self[path] = frozenset(
            [Reference(each.path, 0) for top in tops for each in _with_descendants(top)]
        )
        return found
