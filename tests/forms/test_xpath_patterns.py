"""An expression that shares its pattern with others means what it means compiled alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_forms import NOW, define

from fieldkit.forms import FormDefinition
from fieldkit.forms.dependencies import choice_expressions
from fieldkit.forms.expressions import Expression
from fieldkit.forms.moment import Host
from fieldkit.forms.places import instances
from fieldkit.forms.references import PlainReading, references
from fieldkit.forms.surroundings import Surroundings
from fieldkit.forms.xpath.compiler import Compiled, compile_expression, compile_whole
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.errors import XPathError
from fieldkit.forms.xpath.patterns import cut, pattern_of

PATHS = ["/house/a", "/house/b", "/house/g/c", "/house/g", "/house/nothing", "/house/r/d"]
RELATIVE = [".", "../b", "../g/c", "c", "current()/../a", "//d", "a-5", "div", "/house/r[2]/d"]
NUMBERS = ["0", "1", "2", "5.", ".5", "12.25", "1e2", "3"]
TEXTS = ["'x'", '"2"', "''", "'it[1]'", '"\'"', "'/house/a'", "'2026-11-22'"]
OPERATORS = ["=", "!=", "<", "<=", ">", ">=", "+", "-", "*", " div ", " mod ", " and ", " or ", "|"]
CALLS = [
    "string({})",
    "number({})",
    "not({})",
    "count({})",
    "sum({})",
    "concat({}, {})",
    "if({}, {}, {})",
    "coalesce({}, {})",
    "round({}, {})",
    "selected({}, {})",
    "substr({}, {})",
    "regex({}, {})",
    "format-date({}, {})",
    "string-length({})",
    "position({})",
    "-{}",
    "({})",
    "{}[{}]",
    "/house/r[{}]/d",
    "/house/r[d = {}]/d",
    "{}{}",
    "{} {}",
    "unknown({})",
]

operands = st.sampled_from([*PATHS, *RELATIVE, *NUMBERS, *TEXTS])


def called(call: str, parts: tuple[str, str, str]) -> str:
    return call.format(*parts)


def joined(left: str, before: str, operator: str, after: str, right: str) -> str:
    return f"{left}{before}{operator}{after}{right}"


def compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    spaces = st.sampled_from(["", " "])
    calls = st.builds(called, st.sampled_from(CALLS), st.tuples(inner, inner, inner))
    return calls | st.builds(joined, inner, spaces, st.sampled_from(OPERATORS), spaces, inner)


sources = st.recursive(operands, compound, max_leaves=8)

FORM = define(
    '<house id="h"><a>3</a><b>x</b><g><c>2026-11-22</c></g><r><d>1</d></r><r><d>2</d></r>'
    "<here>2</here></house>",
    "",
    '<group ref="/house/r"><repeat nodeset="/house/r"><input ref="/house/r/d"/></repeat></group>',
)


def outcome(compile_it: Callable[[str], Compiled], source: str, context: Context) -> object:
    try:
        found = compile_it(source).evaluate(context)
    except XPathError as error:
        return type(error), error.message
    if isinstance(found, list):
        return [id(node) for node in found]
    return type(found), repr(found)


def context_of(definition: FormDefinition, path: str) -> Context:
    surroundings = Surroundings(definition, definition.blank, Host(timezone="UTC"), NOW)
    [node, *_] = instances(definition.nodes[path], definition.blank.element())
    return Context(node, surroundings)


@settings(max_examples=120, deadline=None)
@given(sources, st.sampled_from(["/house/here", "/house/g", "/house/r/d"]))
def test_a_pattern_gives_what_the_whole_expression_gives(source: str, path: str) -> None:
    context = context_of(FORM, path)
    alone = outcome(compile_whole, source, context)
    assert outcome(compile_expression, source, context) == alone
    assert outcome(compile_expression, source, context) == alone  # and again, from what is kept


@settings(max_examples=80, deadline=None)
@given(sources, st.sampled_from(["/house/here", "/house/g", "/house/r/d"]))
def test_a_pattern_reads_what_a_walk_over_the_expression_finds(source: str, path: str) -> None:
    try:
        read = Expression(compile_expression(source))
    except XPathError:
        return
    origin = FORM.nodes[path]
    plainly = PlainReading(FORM.nodes).of(read, origin)
    if plainly is not None:
        assert (plainly, ()) == references(read, origin, FORM.nodes, choice_expressions)


@pytest.mark.parametrize(
    ("source", "pattern"),
    [
        ("/data/s5/gate = 'yes'", "/hole·0 = $hole·t0 "),
        (". > 0 and . < 120", ". > $hole·n0  and . < $hole·n1 "),
        ("1and2", "$hole·n0 and2"),
        ("a-5 + .5", "a-5 + $hole·n0 "),
        ("/data/r[2]/a + 2 + /data/b", "/data/r[2]/a + 2 + /hole·0"),
        ("/data/b > count(instance('l')/root/item)", "/hole·0 > count(instance('l')/root/item)"),
    ],
)
def test_what_is_cut_out(source: str, pattern: str) -> None:
    taken = cut(source)
    assert taken is not None
    assert pattern_of(taken[0]) == pattern


@pytest.mark.parametrize("source", ["../a", "hole·0 + 1", "$hole·n0 + 1", "instance('l')/root"])
def test_what_has_nothing_to_cut_out_or_looks_like_a_hole_is_left_whole(source: str) -> None:
    assert cut(source) is None
