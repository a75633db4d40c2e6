from __future__ import annotations

import pytest
from small_forms import start

from fieldkit.forms import FormSession
from fieldkit.model.errors import AnswerRefused

TYPES = ("string", "int", "decimal", "date", "time", "dateTime")


def typed() -> FormSession:
    fields = "".join(f"<{name}/>" for name in TYPES)
    binds = "".join(f'<bind nodeset="/data/{name}" type="{name}"/>' for name in TYPES)
    inputs = "".join(f'<input ref="/data/{name}"/>' for name in TYPES)
    return start(f'<data id="t">{fields}</data>', binds, inputs)


@pytest.mark.parametrize(
    ("kind", "entered", "stored"),
    [
        ("string", " as it is ", " as it is "),
        ("string", "٣ Ελένη", "٣ Ελένη"),
        ("int", "٤٢", "42"),
        ("int", -7, "-7"),
        ("int", "0012", "12"),
        ("decimal", "3,5", "3.5"),
        ("decimal", 10, "10.0"),
        ("decimal", "-0", "0.0"),
        ("date", "2026-2-3", "2026-02-03"),
        ("date", "۲۰۲۶-۰۲-۰۳", "2026-02-03"),
        ("time", "22:02", "22:02"),
        ("dateTime", "2026-04-22T14:30:00+07:00", "2026-04-22T14:30:00+07:00"),
        ("int", None, ""),
        ("int", "", ""),
    ],
)
def test_an_answer_is_stored_in_the_form_of_its_type(
    kind: str, entered: str | int | None, stored: str
) -> None:
    session = typed()
    session.answer(f"/data/{kind}", entered)
    assert session.value(f"/data/{kind}") == stored


@pytest.mark.parametrize(
    ("kind", "entered"),
    [
        ("int", "twelve"),
        ("int", "1.5"),
        ("int", "2147483648"),
        ("int", "1e3"),
        ("decimal", float("nan")),
        ("date", "2026-02-29"),
        ("date", "22/11/2026"),
        ("time", "24:00:00"),
        ("dateTime", "2026-04-22"),
        ("string", "bell \x07"),
        ("string", "half \ud800"),
        ("string", ["a"]),
    ],
)
def test_what_is_not_of_the_type_is_refused_and_changes_nothing(
    kind: str, entered: str | float | list[str]
) -> None:
    session = typed()
    before = session.draft()
    with pytest.raises(AnswerRefused) as refused:
        session.answer(f"/data/{kind}", entered)
    assert refused.value.code == "type"
    assert str(entered) not in str(refused.value)
    assert session.draft() == before


CHOICES = (
    '<data id="c"><region/><town/><towns/><order/></data>',
    """<instance id="towns"><root>
    <item><name>a1</name><in>a</in></item><item><name>a2</name><in>a</in></item>
    <item><name>b1</name><in>b</in></item></root></instance>
    <bind nodeset="/data/order" type="odk:rank"/>""",
    """<select1 ref="/data/region"><item><label>A</label><value>a</value></item>
    <item><label>B</label><value>b</value></item></select1>
    <select1 ref="/data/town"><itemset nodeset="instance('towns')/root/item[in=/data/region]">
    <value ref="name"/><label ref="name"/></itemset></select1>
    <select ref="/data/towns"><itemset nodeset="instance('towns')/root/item[in=/data/region]">
    <value ref="name"/><label ref="name"/></itemset></select>
    <odk:rank ref="/data/order"><itemset nodeset="instance('towns')/root/item">
    <value ref="name"/><label ref="name"/></itemset></odk:rank>""",
)


def test_a_choice_must_be_offered_now() -> None:
    session = start(*CHOICES)
    session.answer("/data/region", "a")
    session.answer("/data/town", "a2")
    with pytest.raises(AnswerRefused) as refused:
        session.answer("/data/town", "b1")
    assert refused.value.code == "choice"
    assert session.value("/data/town") == "a2"


def test_several_choices_are_stored_in_the_order_of_the_list_and_ranks_as_given() -> None:
    session = start(*CHOICES)
    session.answer("/data/region", "a")
    session.answer("/data/towns", ["a2", "a1"])
    session.answer("/data/order", "b1 a2 a1")
    assert session.value("/data/towns") == "a1 a2"
    assert session.value("/data/order") == "b1 a2 a1"


def test_what_is_no_longer_offered_is_cleared() -> None:
    session = start(*CHOICES)
    session.answer("/data/region", "a")
    session.answer("/data/town", "a1")
    session.answer("/data/towns", ["a1", "a2"])
    session.changes()
    session.answer("/data/region", "b")
    assert session.value("/data/town") == ""
    assert session.value("/data/towns") == ""
    assert [change.key for change in session.changes()] == [
        "/data/region",
        "/data/town",
        "/data/towns",
    ]


def test_questions_that_cannot_be_answered_say_why() -> None:
    session = start(
        '<data id="q"><a/><hidden/><fixed/><sum/><g><in/></g></data>',
        """<bind nodeset="/data/hidden" relevant="/data/a = 'yes'"/>
        <bind nodeset="/data/fixed" readonly="true()"/>
        <bind nodeset="/data/sum" calculate="1 + 1"/>
        <bind nodeset="/data/g" readonly="/data/a = 'no'"/>""",
        """<input ref="/data/a"/><input ref="/data/hidden"/><input ref="/data/fixed"/>
        <group ref="/data/g"><input ref="/data/g/in"/></group>""",
    )
    session.answer("/data/a", "no")
    for path, code in (
        ("/data/hidden", "irrelevant"),
        ("/data/fixed", "readonly"),
        ("/data/sum", "readonly"),
        ("/data/g/in", "readonly"),
        ("/data/g", "unknown-path"),
        ("/data/nothing", "unknown-path"),
        ("/data/a[1]", "unknown-path"),
        ("", "unknown-path"),
    ):
        with pytest.raises(AnswerRefused) as refused:
            session.answer(path, "x")
        assert (path, refused.value.code) == (path, code)
        assert refused.value.path == path


def test_a_range_keeps_to_its_limits_and_a_tick_is_ok_or_blank() -> None:
    session = start(
        '<data id="r"><level/><agree/></data>',
        '<bind nodeset="/data/level" type="int"/>',
        """<range ref="/data/level" start="1" end="5" step="1"/><trigger ref="/data/agree"/>""",
    )
    with pytest.raises(AnswerRefused):
        session.answer("/data/level", 6)
    session.answer("/data/level", 5)
    session.answer("/data/agree", True)
    assert (session.value("/data/level"), session.value("/data/agree")) == ("5", "OK")
    session.answer("/data/agree", False)
    assert session.value("/data/agree") == ""


def test_a_hidden_answer_comes_back_and_is_not_in_the_record() -> None:
    session = start(
        '<data id="h"><more/><g><words/></g><copy/></data>',
        """<bind nodeset="/data/g" relevant="/data/more = 'yes'"/>
        <bind nodeset="/data/copy" calculate="/data/g/words"/>""",
        """<input ref="/data/more"/><group ref="/data/g"><input ref="/data/g/words"/></group>""",
    )
    session.answer("/data/more", "yes")
    session.answer("/data/g/words", "said")
    session.answer("/data/more", "no")
    assert session.value("/data/g/words") == ""
    assert session.value("/data/copy") == ""
    assert "/data/g/words" not in session.record_content("", {}).answers
    assert session.draft().values["/data/g/words"] == "said"
    session.answer("/data/more", "yes")
    assert session.value("/data/copy") == "said"


def test_required_and_constraint_are_problems_not_refusals() -> None:
    session = start(
        '<data id="p"><code/><hidden/></data>',
        """<bind nodeset="/data/code" required="true()" constraint="regex(., '^[0-9]{4}$')"
        jr:constraintMsg="Four digits" jr:requiredMsg="Needed"/>
        <bind nodeset="/data/hidden" required="true()" relevant="/data/code = '0000'"/>""",
        '<input ref="/data/code"/><input ref="/data/hidden"/>',
    )
    missing = session.problem("/data/code")
    assert missing is not None
    assert (missing.kind, missing.message) == ("required", "Needed")
    session.answer("/data/code", "12")
    [wrong] = session.validate()
    assert (wrong.path, wrong.kind, wrong.message) == ("/data/code", "constraint", "Four digits")
    session.answer("/data/code", "1234")
    assert session.validate() == []
    assert session.problem("/data/code") is None


def test_a_calculation_that_fails_is_blank_and_a_problem() -> None:
    session = start(
        '<data id="f"><a/><b/></data>',
        """<bind nodeset="/data/b" calculate="if(/data/a = 'x', distance('nowhere'), 1)"/>""",
        '<input ref="/data/a"/>',
    )
    assert session.value("/data/b") == "1"
    session.answer("/data/a", "x")
    assert session.value("/data/b") == ""
    assert [problem.kind for problem in session.validate()] == ["calculation"]
    session.answer("/data/a", "y")
    assert session.validate() == []


def test_nothing_that_is_printed_holds_an_answer() -> None:
    session = start(
        '<data id="s"><a/></data>',
        """<bind nodeset="/data/a" constraint=". = 'other'"
        jr:constraintMsg="jr:itext('m')"/><itext><translation lang="en"><text id="m">
        <value>Not <output value="/data/a"/></value></text></translation></itext>""",
        '<input ref="/data/a"/>',
    )
    session.answer("/data/a", "PLANTED")
    problem = session.problem("/data/a")
    assert problem is not None
    assert problem.message == "Not PLANTED"
    printed = [repr(part) for part in (session, problem, session.draft(), session.changes())]
    assert "PLANTED" not in "".join(printed)
