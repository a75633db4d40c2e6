"""ODK XForms, "Bind Attributes": relevance, limits, messages and defaults, each as it says."""

from __future__ import annotations

import pytest
from small_forms import LATER, start

from fieldkit.forms import FormSession
from fieldkit.model.errors import AnswerRefused


def nested() -> FormSession:
    """A group in a group, with defaults, each shown by a switch of its own."""
    return start(
        '<data id="a"><outer/><inner/><g><o>default</o><h><i>deep</i></h></g><seen/></data>',
        """<bind nodeset="/data/g" relevant="/data/outer = 'yes'"/>
        <bind nodeset="/data/g/h" relevant="/data/inner = 'yes'"/>
        <bind nodeset="/data/seen" calculate="concat(/data/g/o, /data/g/h/i)"/>""",
        """<input ref="/data/outer"/><input ref="/data/inner"/><group ref="/data/g">
        <input ref="/data/g/o"/><group ref="/data/g/h"><input ref="/data/g/h/i"/></group></group>
        """,
    )


@pytest.mark.parametrize(
    ("outer", "inner", "seen", "sent"),
    [
        ("no", "no", "", ""),
        ("no", "yes", "", ""),
        ("yes", "no", "default", "<g><o>default</o></g>"),
        ("yes", "yes", "defaultdeep", "<g><o>default</o><h><i>deep</i></h></g>"),
    ],
)
def test_a_group_is_relevant_where_all_around_it_are(
    outer: str, inner: str, seen: str, sent: str
) -> None:
    session = nested()
    session.answer("/data/outer", outer)
    session.answer("/data/inner", inner)
    assert session.value("/data/seen") == seen
    assert session.relevant("/data/g/h/i") == (outer == inner == "yes")
    told = session.submission().decode()
    assert sent in told
    assert told.count("<g>") == bool(sent)


def test_a_default_waits_until_its_question_is_asked() -> None:
    session = nested()
    assert session.value("/data/g/o") == ""
    session.answer("/data/outer", "yes")
    assert session.value("/data/g/o") == "default"
    session.answer("/data/g/o", "mine")
    session.answer("/data/outer", "no")
    again = FormSession(session.definition, LATER, draft=session.draft())
    again.answer("/data/outer", "yes")
    assert again.value("/data/g/o") == "mine"


def test_a_calculation_that_is_not_relevant_is_computed_when_it_is() -> None:
    session = start(
        '<data id="a"><n/><big/></data>',
        """<bind nodeset="/data/n" type="int"/>
        <bind nodeset="/data/big" relevant="/data/n &gt; 5" calculate="/data/n * 2"/>""",
        '<input ref="/data/n"/>',
    )
    for answer, found in ((9, "18"), (3, ""), (7, "14")):
        session.answer("/data/n", answer)
        assert session.value("/data/big") == found


def test_a_constraint_is_not_asked_of_a_blank_and_a_blank_of_spaces_is_an_answer() -> None:
    session = start(
        '<data id="a"><x/></data>',
        '<bind nodeset="/data/x" constraint="false()"/>',
        '<input ref="/data/x"/>',
    )
    assert session.problem("/data/x") is None
    session.answer("/data/x", " ")
    assert session.problem("/data/x") is not None
    session.answer("/data/x", None)
    assert session.validate() == []


def test_what_is_required_and_not_relevant_is_not_missing() -> None:
    session = start(
        '<data id="a"><ask>no</ask><g><name/></g></data>',
        """<bind nodeset="/data/g" relevant="/data/ask = 'yes'"/>
        <bind nodeset="/data/g/name" required="true()"/>""",
        '<input ref="/data/ask"/><group ref="/data/g"><input ref="/data/g/name"/></group>',
    )
    assert session.validate() == []
    session.answer("/data/ask", "yes")
    assert [(problem.path, problem.kind) for problem in session.validate()] == [
        ("/data/g/name", "required")
    ]


def test_what_nobody_is_asked_is_neither_missing_nor_wrong() -> None:
    session = start(
        '<data id="a"><n/><blank/><big/></data>',
        """<bind nodeset="/data/n" type="int"/>
        <bind nodeset="/data/blank" required="true()" calculate="''"/>
        <bind nodeset="/data/big" constraint=". &lt; 5" calculate="/data/n * 2"/>""",
        '<input ref="/data/n"/>',
    )
    session.answer("/data/n", 3)
    assert session.validate() == []
    assert session.problem("/data/big") is None


def test_required_and_readonly_may_hang_on_answers() -> None:
    session = start(
        '<data id="a"><age/><guardian/></data>',
        """<bind nodeset="/data/age" type="int"/><bind nodeset="/data/guardian"
        required="/data/age &lt; 18" readonly="/data/age &gt;= 18"/>""",
        '<input ref="/data/age"/><input ref="/data/guardian"/>',
    )
    seen: list[tuple[bool, bool]] = []
    for age in (None, 9, 40):
        session.answer("/data/age", age)
        seen.append((session.required("/data/guardian"), session.readonly("/data/guardian")))
    assert seen == [(False, False), (True, False), (False, True)]
    with pytest.raises(AnswerRefused):
        session.answer("/data/guardian", "Amal")


def test_a_readonly_question_keeps_its_default_and_is_written_by_the_form() -> None:
    session = start(
        '<data id="a"><x/><kept>as given</kept><made/></data>',
        """<bind nodeset="/data/kept" readonly="true()"/>
        <bind nodeset="/data/made" readonly="true()" calculate="concat(/data/x, '!')"/>""",
        '<input ref="/data/x"/><input ref="/data/kept"/><input ref="/data/made"/>',
    )
    session.answer("/data/x", "hi")
    assert [session.value(f"/data/{name}") for name in ("kept", "made")] == ["as given", "hi!"]


def test_the_messages_of_a_form_come_in_the_language_asked_for_with_answers_in_them() -> None:
    def texts(language: str, needed: str, wrong: str) -> str:
        return f"""<translation lang="{language}"><text id="n"><value>{needed}</value></text>
        <text id="w"><value>{wrong} <output value="/data/least"/></value></text></translation>"""

    session = start(
        '<data id="a"><least>3</least><x/></data>',
        f"""<itext>{texts("English (en)", "We need it", "At least")}
        {texts("Français (fr)", "C'est nécessaire", "Au moins")}</itext>
        <bind nodeset="/data/x" type="int" required="true()" constraint=". &gt;= /data/least"
        jr:requiredMsg="jr:itext('n')" jr:constraintMsg="jr:itext('w')"/>""",
        '<input ref="/data/least"/><input ref="/data/x"/>',
    )

    def said(language: str) -> str:
        problem = session.problem("/data/x", language)
        assert problem is not None
        return problem.message

    assert [said("en"), said("fr")] == ["We need it", "C'est nécessaire"]
    session.answer("/data/x", 2)
    assert [said("en"), said("fr")] == ["At least 3", "Au moins 3"]


def test_a_row_begins_with_the_values_of_its_template_and_the_form_with_its_own_rows() -> None:
    session = start(
        """<data id="a"><r jr:template=""><x>new</x></r><r><x>John</x></r><r><x>Kofi</x></r>
        </data>""",
        "",
        '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>',
    )
    session.add_repeat("/data/r")
    named = [session.value(f"/data/r[{row}]/x") for row in (1, 2, 3)]
    assert named == ["John", "Kofi", "new"]


def test_a_repeat_that_nobody_may_change_says_so() -> None:
    session = start(
        '<data id="a"><r><x/></r></data>',
        "",
        '<repeat nodeset="/data/r" jr:noAddRemove="true()"><input ref="/data/r/x"/></repeat>',
    )
    for step in (
        lambda: session.add_repeat("/data/r"),
        lambda: session.remove_repeat("/data/r[1]"),
    ):
        with pytest.raises(AnswerRefused) as refused:
            step()
        assert refused.value.code == "repeat"


def test_removing_an_outer_row_takes_its_inner_rows_from_every_total() -> None:
    session = start(
        '<data id="a"><o jr:template=""><i jr:template=""><n/><at/></i><sum/></o>'
        "<sum/><count/><first/></data>",
        """<bind nodeset="/data/o/i/n" type="int"/>
        <bind nodeset="/data/o/i/at" calculate="concat(position(../..), '.', position(..))"/>
        <bind nodeset="/data/o/sum" calculate="sum(../i/n)"/>
        <bind nodeset="/data/sum" calculate="sum(/data/o/i/n)"/>
        <bind nodeset="/data/count" calculate="count(/data/o/i)"/>
        <bind nodeset="/data/first"
        calculate="indexed-repeat(/data/o/i/n, /data/o, 1, /data/o/i, 2)"/>""",
        """<repeat nodeset="/data/o"><repeat nodeset="/data/o/i"><input ref="/data/o/i/n"/>
        </repeat></repeat>""",
    )
    for outer, numbers in ((1, (1, 2)), (2, (10, 20, 30))):
        session.add_repeat("/data/o")
        for number in numbers:
            session.answer(f"{session.add_repeat(f'/data/o[{outer}]/i')}/n", number)
    names = ("sum", "count", "first")
    assert [session.value(f"/data/{name}") for name in names] == ["63", "5", "2"]
    session.remove_repeat("/data/o[1]")
    assert [session.value(f"/data/{name}") for name in names] == ["60", "3", "20"]
    assert session.value("/data/o[1]/i[3]/at") == "1.3"
    session.remove_repeat("/data/o[1]/i[1]")
    assert session.value("/data/o[1]/sum") == "50"
    assert session.value("/data/o[1]/i[2]/at") == "1.2"
