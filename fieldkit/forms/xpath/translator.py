"""Syntax tree to closures. What is known beforehand (kinds, plain paths, lists) is decided here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath import branches, operators, paths
from fieldkit.forms.xpath.ast import (
    Binary,
    Expr,
    Filter,
    FunctionCall,
    KindTest,
    Literal,
    Negate,
    Number,
    Path,
    Root,
    Step,
    Variable,
)
from fieldkit.forms.xpath.axes import axis_for, node_test
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.conversions import boolean_of, nodes_of, number_of, string_of
from fieldkit.forms.xpath.errors import UnknownFunction, WrongArguments, XPathError
from fieldkit.forms.xpath.functions import FUNCTIONS
from fieldkit.forms.xpath.functions.signature import Function, Kind
from fieldkit.forms.xpath.functions.strings import TEXT_TESTS
from fieldkit.forms.xpath.indexed import indexed_path, walk_down
from fieldkit.forms.xpath.listlookup import ListLookup, list_lookup, text_test
from fieldkit.forms.xpath.operators import BooleanClosure, NumberClosure, StringClosure
from fieldkit.forms.xpath.paths import Closure, CompiledStep, NodesClosure, Sieve
from fieldkit.forms.xpath.patterns import hole
from fieldkit.forms.xpath.shapes import ARITHMETIC, chain, constant_hole, kind_of, merged
from fieldkit.forms.xpath.sieves import (
    CompiledKey,
    CompiledTest,
    list_items,
    nth,
    position_or_truth,
    where,
    where_texts,
)
from fieldkit.forms.xpath.values import Value

_CONTEXT_NODE = Path(None, (Step("self", KindTest("node")),))


class Translator:
    """Refuses at once what no form may say: unknown functions, unfit arguments.

    `namespaces` are the prefixes that name tests may use.
    """

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self._namespaces = namespaces

    # --- conversions

    def number(self, expression: Expr) -> NumberClosure:
        """A closure for the number that `expression` means."""
        match expression:
            case FunctionCall("if", (test, then, otherwise)):
                return branches.either_number(
                    self.boolean(test), self.number(then), self.number(otherwise)
                )
            case FunctionCall("coalesce", (first, second)) if kind_of(first) is Kind.NODES:
                return branches.number_or_else(self.nodes(first), self.number(second))
            case _:
                return number_of(self.value(expression), kind_of(expression))

    def string(self, expression: Expr) -> StringClosure:
        """A closure for the text that `expression` means."""
        return string_of(self.value(expression), kind_of(expression))

    def boolean(self, expression: Expr) -> BooleanClosure:
        """A closure for the truth of `expression`."""
        return boolean_of(self.value(expression), kind_of(expression))

    def nodes(self, expression: Expr) -> NodesClosure:
        """A closure for the nodes of `expression`. Raises WrongArguments where it is a value."""
        kind = kind_of(expression)
        if kind not in (Kind.NODES, Kind.ANY):
            raise WrongArguments("A path is needed here, not a value.")
        return nodes_of(self.value(expression), kind)

    # --- expressions

    def value(self, expression: Expr) -> Closure:
        """A closure for whatever `expression` gives.

        Raises UnknownFunction, WrongArguments, XPathError for a prefix or variable nobody declares.
        """
        match expression:
            case Number(constant) | Literal(constant):
                return lambda _node, _context: constant
            case Negate(operand):
                number = self.number(operand)
                return lambda node, context: -number(node, context)
            case Binary():
                return self._binary(expression)
            case FunctionCall():
                return self._call(expression)
            case Path():
                return self._path(expression)
            case Filter(base, predicates):
                return self._filter(base, predicates)
            case Root():
                return paths.from_document
            case Variable(name):
                raise XPathError(f"Forms have no variables, so ${name} means nothing.")

    def _binary(self, expression: Binary) -> Closure:
        operator, left, right = expression.operator, expression.left, expression.right
        if operator == "or":
            return operators.any_of([self.boolean(each) for each in chain(expression)])
        if operator == "and":
            return operators.all_of([self.boolean(each) for each in chain(expression)])
        if operator == "|":
            return paths.union_of([self.nodes(each) for each in chain(expression)])
        if operator in ARITHMETIC:
            return self._arithmetic(expression)
        return self._comparison(operator, left, right)

    def _arithmetic(self, expression: Binary) -> NumberClosure:
        rest: list[tuple[str, NumberClosure]] = []
        left: Expr = expression
        while isinstance(left, Binary) and left.operator in ARITHMETIC:
            rest.append((left.operator, self.number(left.right)))
            left = left.left
        first = self.number(left)
        if len(rest) == 1:
            operator, second = rest[0]
            return operators.arithmetic(operator, first, second)
        return operators.arithmetic_chain(first, rest[::-1])

    def _comparison(self, operator: str, left: Expr, right: Expr) -> Closure:
        kinds = (kind_of(left), kind_of(right))
        match kinds:
            case (Kind.STRING | Kind.NUMBER, Kind.NODES):
                return self._comparison(operators.MIRRORED[operator], right, left)
            case (Kind.NODES, Kind.STRING) if operator == "=":
                return operators.nodes_equal_text(self.nodes(left), self.string(right))
            case (Kind.NODES, Kind.STRING) if operator == "!=":
                return operators.nodes_differ_from_text(self.nodes(left), self.string(right))
            case (Kind.NODES, Kind.NUMBER | Kind.STRING):
                return operators.compare_nodes_to_number(
                    operator, self.nodes(left), self.number(right)
                )
            case (Kind.NUMBER, Kind.NUMBER | Kind.STRING) | (Kind.STRING, Kind.NUMBER):
                return operators.compare_numbers(operator, self.number(left), self.number(right))
            case _:
                return operators.compare_values(operator, self.value(left), self.value(right))

    # --- functions

    def _call(self, call: FunctionCall) -> Closure:
        function = FUNCTIONS.get(call.name)
        if function is None:
            raise UnknownFunction(call.name)
        indexed = indexed_path(call) if call.name == "indexed-repeat" else None
        if indexed is not None:
            repeats = [(names, self.number(index)) for names, index in indexed.repeats]
            return walk_down(repeats, indexed.question)
        arguments = call.arguments
        if call.name == "if" and len(arguments) == 3:
            test, then, otherwise = arguments
            return branches.either_value(
                self.boolean(test), self.value(then), self.value(otherwise)
            )
        if not arguments and function.of_context_node:
            arguments = (_CONTEXT_NODE,)
        kinds = function.kinds(len(arguments))
        prepared = [self._argument(kind, each) for kind, each in zip(kinds, arguments, strict=True)]
        return _apply(function, prepared)

    def _argument(self, kind: Kind, expression: Expr) -> Closure:
        match kind:
            case Kind.NUMBER:
                return self.number(expression)
            case Kind.STRING:
                return self.string(expression)
            case Kind.BOOLEAN:
                return self.boolean(expression)
            case Kind.NODES:
                return self.nodes(expression)
            case Kind.ANY:
                return self.value(expression)
            case Kind.LAZY:
                # A closure is no Value; only functions with LAZY parameters ever see this one.
                return cast(Closure, _handed_over(self.value(expression)))

    # --- paths

    def _path(self, path: Path) -> NodesClosure:
        plain = paths.plain_steps(path.steps)
        if plain is not None and path.base is None:
            return paths.relative_path(plain)
        if plain is not None and isinstance(path.base, Root) and plain.ups == 0:
            return paths.absolute_path(plain.names)
        lookup = list_lookup(path)
        if lookup is not None:
            return self._list_path(lookup)
        steps = [self._step(step) for step in merged(path.steps)]
        if path.base is None:
            return paths.general_path(paths.from_here, steps)
        return paths.general_path(self.nodes(path.base), steps)

    def _step(self, step: Step) -> CompiledStep:
        return CompiledStep(
            step.axis,
            axis_for(step.axis, step.test),
            node_test(step.axis, step.test, self._namespaces),
            tuple(self._sieve(predicate) for predicate in step.predicates),
        )

    def _sieve(self, predicate: Expr) -> Sieve:
        if isinstance(predicate, Number):
            return nth(predicate.value)
        if kind_of(predicate) in (Kind.NUMBER, Kind.ANY):
            decide = position_or_truth(self.value(predicate))
            return where(cast(BooleanClosure, decide))
        return self._where(predicate)

    def _where(self, condition: Expr) -> Sieve:
        found = text_test(condition)
        if found is None:
            return where(self.boolean(condition))
        columns = [self.string(column) for column in found.columns]
        return where_texts(columns, TEXT_TESTS[found.test], self.string(found.wanted))

    def _filter(self, base: Expr, predicates: tuple[Expr, ...]) -> NodesClosure:
        nodes = self.nodes(base)
        sieves = [self._sieve(predicate) for predicate in predicates]

        def filtered(node: Node, context: Context) -> list[Node]:
            found = nodes(node, context)
            for sieve in sieves:
                found = sieve(found, context)
            return found

        return filtered

    def _list_path(self, lookup: ListLookup) -> NodesClosure:
        keys = [
            CompiledKey(key.column, self.value(key.value), where(self.boolean(key.condition)))
            for key in lookup.keys
        ]
        sieves = [self._where(condition) for condition in lookup.conditions]
        sieves += [self._sieve(predicate) for predicate in lookup.predicates]
        test = lookup.test and CompiledTest(
            lookup.test.names, TEXT_TESTS[lookup.test.test], self.string(lookup.test.wanted)
        )
        looked_up = list_items(lookup.instance_id, keys, test, self.nodes(lookup.scan), sieves)
        if not lookup.steps:
            return looked_up
        plain = paths.plain_steps(lookup.steps)
        if plain is not None and plain.ups == 0:
            names = plain.names
            return lambda node, context: paths.children_named(looked_up(node, context), names)
        return paths.general_path(looked_up, [self._step(step) for step in lookup.steps])


class LazyTranslator(Translator):
    """Puts off what a form would be refused for: unknown functions, arguments, prefixes."""

    def value(self, expression: Expr) -> Closure:
        try:
            return super().value(expression)
        except XPathError as error:
            refusal = error

        def refuse(_node: Node, _context: Context) -> Value:
            raise refusal

        return refuse

    def nodes(self, expression: Expr) -> NodesClosure:
        try:
            return super().nodes(expression)
        except XPathError as error:
            refusal = error

        def refuse(_node: Node, _context: Context) -> list[Node]:
            raise refusal

        return refuse


class PatternTranslator(Translator):
    """Leaves holes for the context to fill."""

    def number(self, expression: Expr) -> NumberClosure:
        number = hole(expression) if isinstance(expression, Path) else None
        return super().number(expression) if number is None else operators.number_in_hole(number)

    def value(self, expression: Expr) -> Closure:
        if isinstance(expression, Variable):
            place = constant_hole(expression)
            return super().value(expression) if place is None else _constant(place)
        number = hole(expression) if isinstance(expression, Path) else None
        return super().value(expression) if number is None else paths.nodes_in_hole(number)


def _constant(place: int) -> Closure:
    return lambda _node, context: context.constants[place]


def _handed_over(closure: Closure) -> Callable[[Node, Context], Closure]:
    return lambda _node, _context: closure


def _apply(function: Function, arguments: list[Closure]) -> Closure:
    call: Callable[..., Value] = function.call
    if function.in_context:
        return lambda node, context: call(
            node, context, *[each(node, context) for each in arguments]
        )
    match arguments:
        case []:
            return lambda _node, _context: call()
        case [only]:
            return lambda node, context: call(only(node, context))
        case [first, second]:
            return lambda node, context: call(first(node, context), second(node, context))
        case _:
            return lambda node, context: call(*[each(node, context) for each in arguments])
