"""`indexed-repeat()` over plain paths walks down; it finds exactly what collecting finds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xpath_world import value

from fieldkit.forms.xpath import parse
from fieldkit.forms.xpath.ast import FunctionCall
from fieldkit.forms.xpath.indexed import indexed_path

indexes = st.sampled_from(["1", "2", "3", "0", "-1", "1.5", "number('x')", "''", "/d/n"])


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), max_size=3), indexes, indexes, st.booleans())
def test_walking_down_gives_what_collecting_gives(
    households: list[int], outer: str, inner: str, inner_first: bool
) -> None:
    xml = "<d><n>2</n>"
    for household, members in enumerate(households):
        inside = "".join(f"<m><q>{household}.{member}</q></m>" for member in range(members))
        xml += f"<h>{inside}</h>"
    xml += "</d>"
    pairs = [f"/d/h, {outer}", f"/d/h/m, {inner}"]
    if inner_first:
        pairs.reverse()
    walked = f"indexed-repeat(/d/h/m/q, {', '.join(pairs)})"
    # A predicate that is always true, and the path is no plain one any more.
    collected = walked.replace("/d/h/m/q", "/d/h/m/q[true()]")
    assert is_walked(walked)
    assert not is_walked(collected)
    assert value(walked, "nodeset", xml=xml) == value(collected, "nodeset", xml=xml)


def is_walked(expression: str) -> bool:
    call = parse(expression)
    assert isinstance(call, FunctionCall)
    return indexed_path(call) is not None


@pytest.mark.parametrize(
    "arguments",
    [
        "//q, //m, 1",
        "../q, ../m, 1",
        "/d/h/m/q, /d/x, 1",
        "/d/h/m/q, /d/h/m, 1, /d/x, 1",
        "/d/h/m/q, /d/h, 1, /d/h, 1",
        "/d/h, /d/h, 1",
        "/d/h/m/q, /d/h[1], 1",
        "/d/h/m/q, /d/h",
        "/d/h/m/q",
        "",
    ],
)
def test_other_shapes_are_left_to_the_function(arguments: str) -> None:
    assert not is_walked(f"indexed-repeat({arguments})")
