from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xpath_world import outcome

from fieldkit.forms.xpath import compile_expression
from fieldkit.forms.xpath.ast import (
    AXES,
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
    walk,
)
from fieldkit.forms.xpath.errors import XPathSyntaxError
from fieldkit.forms.xpath.parser import MAX_COMPARED, MAX_DEPTH, parse


def child(name: str) -> Step:
    return Step("child", NameTest(name))


SELF = Step("self", KindTest("node"))
PARENT = Step("parent", KindTest("node"))
ANY_BELOW = Step("descendant-or-self", KindTest("node"))


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("/data/age", Path(Root(), (child("data"), child("age")))),
        ("../age", Path(None, (PARENT, child("age")))),
        (".", Path(None, (SELF,))),
        ("/", Path(Root(), ())),
        ("//age", Path(Root(), (ANY_BELOW, child("age")))),
        ("@id", Path(None, (Step("attribute", NameTest("id")),))),
        ("orx:meta", Path(None, (Step("child", NameTest("meta", "orx")),))),
        ("ancestor::*", Path(None, (Step("ancestor", NameTest("*")),))),
        ("a[2]", Path(None, (Step("child", NameTest("a"), (Number(2.0),)),))),
        ("(a)[2]", Filter(Path(None, (child("a"),)), (Number(2.0),))),
        ("current()/a", Path(FunctionCall("current", ()), (child("a"),))),
        ("jr:itext('x')", FunctionCall("jr:itext", (Literal("x"),))),
        ("div", Path(None, (child("div"),))),
        ("- 1", Negate(Number(1.0))),
    ],
)
def test_the_shapes_of_expressions(source: str, tree: Expr) -> None:
    assert parse(source) == tree


def test_multiplication_binds_tighter_and_operators_lean_left() -> None:
    one, two, three = Number(1.0), Number(2.0), Number(3.0)
    assert parse("1 + 2 * 3") == Binary("+", one, Binary("*", two, three))
    assert parse("1 - 2 - 3") == Binary("-", Binary("-", one, two), three)
    assert parse("1 = 2 or 3") == Binary("or", Binary("=", one, two), three)
    assert parse("-1 + 2") == Binary("+", Negate(one), two)


def test_an_operator_name_is_a_name_where_an_operand_stands() -> None:
    name = Path(None, (child("and"),))
    assert parse("and and and") == Binary("and", name, name)
    assert parse("div*div") == Binary("*", Path(None, (child("div"),)), Path(None, (child("div"),)))
    assert parse("1div2") == Binary("div", Number(1.0), Number(2.0))


@pytest.mark.parametrize(
    ("source", "position"),
    [
        ("", 0),
        ("  ", 0),
        ("1 +", 3),
        ("(1", 2),
        ("a b", 2),
        ("'open", 0),
        ("a[1", 3),
        ("a/", 2),
        ("nearby::a", 0),
        ("..[1]", 2),
        ("f(1,)", 4),
        ("1 # 2", 2),
        ("$", 1),
    ],
)
def test_what_is_no_expression_is_refused_at_its_place(source: str, position: int) -> None:
    with pytest.raises(XPathSyntaxError) as refused:
        parse(source)
    assert refused.value.position == position


def test_a_refusal_does_not_repeat_the_expression() -> None:
    with pytest.raises(XPathSyntaxError) as refused:
        parse("'Amal' 'Babis'")
    assert "Babis" not in str(refused.value)


@pytest.mark.parametrize(
    "source",
    [
        "(" * (MAX_DEPTH + 1) + "1" + ")" * (MAX_DEPTH + 1),
        "-" * 5000 + "1",
        "=".join(["1"] * (MAX_COMPARED + 2)),
        "a[" * 5000,
        "f(" * 5000,
    ],
)
def test_hostile_depth_is_refused_instead_of_exhausting_the_stack(source: str) -> None:
    with pytest.raises(XPathSyntaxError):
        parse(source)


@pytest.mark.parametrize("nested", ["string(", "if(1, 2, ", "(", "-(", "1 + (", "a[", "1 = ("])
def test_nesting_up_to_the_bound_compiles(nested: str) -> None:
    levels = MAX_DEPTH // 2 - 1
    close = "]" if nested == "a[" else ")"
    compile_expression(nested * levels + "1" + close * levels)


@pytest.mark.parametrize("operator", ["+", "-", "or", "and", "|", "*", "mod"])
def test_long_chains_are_evaluated_without_a_deep_stack(operator: str) -> None:
    assert outcome(f" {operator} ".join(["/house/stated"] * 1500)).type == "string"


def test_a_long_sum_may_be_compared() -> None:
    assert outcome("+".join(["1"] * 50) + " = 50", "boolean").value is True


def test_a_long_chain_of_alternatives_is_welcome() -> None:
    tree = parse(" or ".join(f"a = '{number}'" for number in range(2000)))
    assert sum(isinstance(part, Literal) for part in walk(tree)) == 2000


@settings(deadline=None)
@given(st.text(max_size=60))
def test_random_text_is_read_or_refused_and_nothing_else(source: str) -> None:
    _read_or_refuse(source)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "1",
                "'x'",
                "(",
                ")",
                "[",
                "]",
                "/",
                "//",
                "..",
                ".",
                "@",
                "::",
                "*",
                "|",
                "-",
                "=",
                "<",
                "and",
                "div",
                ",",
                "f(",
                "$",
                "child",
                "text()",
            ]
        ),
        max_size=25,
    )
)
def test_random_tokens_are_read_or_refused_and_nothing_else(pieces: list[str]) -> None:
    _read_or_refuse("".join(pieces))


def _read_or_refuse(source: str) -> None:
    try:
        tree = parse(source)
    except XPathSyntaxError as error:
        place = error.position
    else:
        place = 0
        assert next(walk(tree)) is tree
    assert 0 <= place <= len(source)


# --- writing a tree down and reading it again gives the tree

names = st.sampled_from(["age", "and", "div", "node-x", "_a.b", "πόλη", "text"])
tests = st.one_of(
    st.builds(NameTest, names, st.sampled_from(["", "orx"])),
    st.just(NameTest("*")),
    st.builds(KindTest, st.sampled_from(["node", "text"])),
)


def steps(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[tuple[Step, ...]]:
    predicates = st.lists(inner, max_size=2).map(tuple)
    step = st.builds(Step, st.sampled_from(sorted(AXES)), tests, predicates)
    return st.lists(step, min_size=1, max_size=3).map(tuple)


def compound(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    operators = st.sampled_from(["or", "and", "=", "!=", "<", "<=", "+", "-", "*", "div", "mod"])
    arguments = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Binary, operators, inner, inner),
        st.builds(Negate, inner),
        st.builds(FunctionCall, st.sampled_from(["f", "jr:itext", "count-selected"]), arguments),
        st.builds(Path, st.just(Root()), st.one_of(st.just(()), steps(inner))),
        st.builds(Path, st.none(), steps(inner)),
        st.builds(Filter, inner, st.lists(inner, min_size=1, max_size=2).map(tuple)),
    )


leaves: st.SearchStrategy[Expr] = st.one_of(
    st.builds(Number, st.floats(0, 1e6, allow_nan=False).map(lambda n: math.floor(n) / 8)),
    st.builds(Literal, st.text("ab 'ω", max_size=4)),
)
trees = st.recursive(leaves, compound, max_leaves=12)


def written(tree: Expr) -> str:
    match tree:
        case Number(number):
            return repr(number)
        case Literal(text):
            return f'"{text}"'
        case Negate(operand):
            return f"-({written(operand)})"
        case Binary(operator, left, right):
            return f"({written(left)}) {operator} ({written(right)})"
        case FunctionCall(name, arguments):
            return f"{name}({', '.join(map(written, arguments))})"
        case Filter(base, predicates):
            return f"({written(base)}){_written_predicates(predicates)}"
        case Path(base, path):
            return ("/" if base else "") + "/".join(map(_written_step, path))
        case _:
            raise AssertionError


def _written_step(step: Step) -> str:
    test = step.test
    if isinstance(test, KindTest):
        name = f"{test.kind}()"
    else:
        name = f"{test.prefix}:{test.name}" if test.prefix else test.name
    return f"{step.axis}::{name}{_written_predicates(step.predicates)}"


def _written_predicates(predicates: tuple[Expr, ...]) -> str:
    return "".join(f"[{written(predicate)}]" for predicate in predicates)


@settings(deadline=None)
@given(trees)
def test_a_tree_written_down_reads_back_as_itself(tree: Expr) -> None:
    assert parse(written(tree)) == tree
