"""A relevance that hangs on what it hides is refused when the form loads, not at an answer."""

from __future__ import annotations

import pytest
from small_forms import define, start

from fieldkit.forms import FormError

INSTANCE = '<data id="c"><a/><g><b/><r><x/><y/></r></g></data>'
BODY = """<input ref="/data/a"/><group ref="/data/g"><input ref="/data/g/b"/>
<repeat nodeset="/data/g/r"><input ref="/data/g/r/x"/><input ref="/data/g/r/y"/></repeat></group>"""


@pytest.mark.parametrize(
    ("node", "relevant", "needs"),
    [
        ("/data/a", ". = ''", "/data/a"),
        ("/data/a", "/data/a = ''", "/data/a"),
        ("/data/g", "/data/g/b = ''", "/data/g/b"),
        ("/data/g", "count(/data/g/r) = 0", "/data/g/r"),
        ("/data/g/r", "./x = ''", "/data/g/r/x"),
        ("/data/g/r/x", "../x = ''", "/data/g/r/x"),
    ],
)
def test_what_hides_itself_is_a_circle(node: str, relevant: str, needs: str) -> None:
    with pytest.raises(FormError) as raised:
        define(INSTANCE, f'<bind nodeset="{node}" relevant="{relevant}"/>', BODY)
    found = raised.value
    assert (found.code, found.question, found.construct) == ("cycle", node, "relevant")
    assert f"needs {needs}," in found.message
    assert found.next_step


def test_a_row_may_hang_on_the_row_before_it() -> None:
    relevant = "position(current()) = 1 or ../r[position() = position(current()) - 1]/x = 'on'"
    session = start(INSTANCE, f'<bind nodeset="/data/g/r" relevant="{relevant}"/>', BODY)
    session.add_repeat("/data/g/r")
    assert [session.relevant(f"/data/g/r[{row}]") for row in (1, 2)] == [True, False]
    session.answer("/data/g/r[1]/x", "on")
    assert session.relevant("/data/g/r[2]")
