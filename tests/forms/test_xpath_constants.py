"""What no call can ever use is said when the form loads, not in the middle of an interview."""

from __future__ import annotations

import pytest
from small_forms import define, start

from fieldkit.forms import FormError


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("regex(., '[a')", "pattern"),
        ("not(regex(/data/a, '^(x|y$'))", "pattern"),
        ("digest(., 'SHA-7') = 'x'", "algorithm"),
        ("digest(., 'MD5', 'octal') = 'x'", "encoding"),
        ("format-date(today(), '%Q') = 'x'", "signs after %"),
        ("format-date-time(now(), '%Y %') = 'x'", "signs after %"),
    ],
)
def test_a_constant_that_cannot_be_used_is_refused_with_its_question(
    expression: str, what: str
) -> None:
    with pytest.raises(FormError) as raised:
        define("<data id='c'><a/></data>", f'<bind nodeset="/data/a" constraint="{expression}"/>')
    found = raised.value
    assert (found.code, found.question, found.construct) == ("expression", "/data/a", "constraint")
    assert what in found.message


def test_what_depends_on_answers_is_not_judged() -> None:
    session = start(
        "<data id='c'><rule>[a</rule><a/><day/></data>",
        """<bind nodeset="/data/a" constraint="regex(., /data/rule)"/>
        <bind nodeset="/data/day" calculate="format-date('2026-11-23', '%e/%n/%Y')"/>""",
        '<input ref="/data/a"/>',
    )
    assert session.value("/data/day") == "23/11/2026"
