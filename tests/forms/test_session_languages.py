"""Two languages of one form at once: asked for by code, without leaving the session's language."""

from __future__ import annotations

import pytest
from small_forms import start

from fieldkit.forms import FormSession
from fieldkit.model.errors import AnswerRefused

NAME, PICK, LATE = "/data/name", "/data/pick", "/data/late"


def text(text_id: str, words: str) -> str:
    return f'<text id="{text_id}"><value>{words}</value></text>'


OUTPUTS = (
    '<output value="/data/name"/> '
    "<output value=\"jr:choice-name(/data/pick, '/data/pick')\"/> "
    "<output value=\"jr:itext('kind')\"/>"
)


def bilingual() -> FormSession:
    english = (
        text("l", f"You are {OUTPUTS}")
        + '<text id="h"><value>Ask</value><value form="guidance">Ask kindly</value></text>'
        + text("m", "Not that")
        + text("kind", "friend")
        + text("c-1", "Well")
        + text("c-2", "Only English")
        + text("late", "-")
    )
    greek = (
        text("l", f"Είσαι {OUTPUTS}")
        + '<text id="h"><value>-</value><value form="guidance">Ευγενικά</value></text>'
        + text("m", "Όχι αυτό")
        + text("kind", "φίλος")
        + text("c-1", "Καλά")
        + text("late", "Αργά")
    )
    return start(
        '<data id="w"><name/><pick/><late/><said/><row><made/></row></data>',
        f"""<itext><translation lang="English (en)" default="true()">{english}</translation>
        <translation lang="Ελληνικά (el)">{greek}</translation></itext>
        <instance id="c"><root><item><itextId>c-1</itextId><name>one</name></item>
        <item><itextId>c-2</itextId><name>two</name></item></root></instance>
        <bind nodeset="/data/name" constraint=". != 'x'" jr:constraintMsg="jr:itext('m')"/>
        <bind nodeset="/data/late" required="true()"/>
        <bind nodeset="/data/said" calculate="jr:choice-name(/data/pick, '/data/pick')"/>""",
        """<input ref="/data/name"><label ref="jr:itext('l')"/><hint ref="jr:itext('h')"/></input>
        <select1 ref="/data/pick"><label>Own words</label>
        <itemset nodeset="instance('c')/root/item"><value ref="name"/>
        <label ref="jr:itext(itextId)"/></itemset></select1>
        <select1 ref="/data/late"><label ref="jr:itext('late')"/>
        <itemset nodeset="instance('c')/root/item"><value ref="name"/>
        <label ref="concat('* ', jr:itext(itextId))"/></itemset></select1>
        <select1 ref="/data/row/made"><label ref="concat(jr:itext('kind'), '!')"/>
        <item><label ref="jr:itext('c-2')"/><value>a</value></item>
        <item><label>Plain</label><value>b</value></item></select1>""",
    )


def test_every_part_of_a_text_speaks_the_language_it_is_asked_for_in() -> None:
    session = bilingual()
    session.answer(NAME, "x")
    session.answer(PICK, "one")
    assert session.label(NAME) == session.label(NAME, "en") == "You are x Well friend"
    assert session.label(NAME, "el") == "Είσαι x Καλά φίλος"
    assert session.label(NAME, "Ελληνικά (el)") == "Είσαι x Καλά φίλος"
    assert session.label("/data/row/made", "el") == "φίλος!"
    assert (session.hint(NAME), session.hint(NAME, "el")) == ("Ask", "Ask")
    assert (session.guidance(NAME), session.guidance(NAME, "el")) == ("Ask kindly", "Ευγενικά")
    messages = [session.problem(NAME, code) for code in ("", "en", "el")]
    assert [each.message for each in messages if each] == ["Not that", "Not that", "Όχι αυτό"]
    assert [each.message for each in session.validate("el")][:1] == ["Όχι αυτό"]
    assert [each.message for each in session.problems_below(NAME, "el")] == ["Όχι αυτό"]


def test_looking_in_another_language_changes_and_computes_nothing() -> None:
    session = bilingual()
    session.answer(PICK, "one")
    session.changes()
    before, evaluations = session.draft(), session.evaluations
    for path in (NAME, PICK, LATE, "/data/row/made"):
        session.label(path, "el")
        session.spoken(path, "el")
        session.problem(path, "el")
        session.choices(path, "el")
    assert (session.language, session.value("/data/said")) == ("en", "Well")
    session.answer(NAME, "y")  # a step now: nothing was left on the list of things to compute
    assert (session.evaluations, session.value("/data/said")) == (evaluations, "Well")
    assert [change.path for change in session.changes()] == [NAME]
    assert {**session.draft().values, "/data/name": ""} == {**before.values, "/data/name": ""}


def test_the_language_a_label_really_stands_in_is_told() -> None:
    session = bilingual()
    assert [session.spoken(NAME, code) for code in ("", "en", "el")] == ["en", "en", "el"]
    assert [session.hint_spoken(NAME, code) for code in ("", "en", "el")] == ["en", "en", "en"]
    assert [session.spoken("/data/row/made", code) for code in ("en", "el")] == ["en", "el"]
    session.set_language("el")
    assert (session.spoken(NAME), session.spoken(NAME, "en")) == ("el", "en")
    assert session.spoken(PICK) == ""  # words of its own, in no language of the form
    assert session.spoken("/data/said") == ""
    assert (session.hint(PICK), session.hint_spoken(PICK)) == ("", "")


def test_a_dash_in_the_default_language_gives_way_to_a_language_that_has_the_text() -> None:
    session = bilingual()
    assert (session.label(LATE), session.spoken(LATE)) == ("Αργά", "el")


def test_a_choice_says_the_language_of_its_label() -> None:
    session = bilingual()

    def shown(path: str, code: str) -> list[tuple[str, str]]:
        return [(choice.label, choice.language) for choice in session.choices(path, code)]

    assert shown(PICK, "") == [("Well", "en"), ("Only English", "en")]
    assert shown(PICK, "el") == [("Καλά", "el"), ("Only English", "en")]
    assert shown(PICK, "el") == [("Καλά", "el"), ("Only English", "en")]  # the second time too
    assert shown(LATE, "el") == [("* Καλά", "el"), ("* Only English", "en")]
    assert shown("/data/row/made", "el") == [("Only English", "en"), ("Plain", "")]
    assert [choice.value for choice in session.choices(PICK, "el")] == ["one", "two"]


def test_a_text_with_an_answer_in_it_is_never_remembered() -> None:
    session = bilingual()
    session.answer(NAME, "Amal")
    assert session.label(NAME, "el").startswith("Είσαι Amal")
    session.answer(NAME, "Bilal")
    assert session.label(NAME, "el").startswith("Είσαι Bilal")


@pytest.mark.parametrize("ask", ["label", "hint", "guidance", "spoken", "choices", "problem"])
def test_a_language_the_form_does_not_speak_is_refused_when_looking(ask: str) -> None:
    session = bilingual()
    with pytest.raises(AnswerRefused) as refused:
        getattr(session, ask)(PICK, "sw")
    assert refused.value.code == "language"
    assert session.label(NAME).startswith("You are")


def test_the_language_comes_back_when_a_text_cannot_be_computed() -> None:
    session = start(
        '<data id="w"><x/></data>',
        """<itext><translation lang="en" default="true()"><text id="t"><value>One
        <output value="jr:choice-name(/data/x, '/data/x')"/></value></text></translation>
        <translation lang="el"><text id="t"><value>Ένα
        <output value="jr:choice-name(/data/x, '/data/x')"/></value></text></translation></itext>
        """,
        """<input ref="/data/x"><label ref="jr:itext('t')"/></input>""",
    )
    with pytest.raises(Exception, match="choices"):
        session.label("/data/x", "el")
    assert session.language == "en"


def test_a_form_in_one_unnamed_language_speaks_none() -> None:
    session = start(
        '<data id="a"><x/></data>', "", '<input ref="/data/x"><label>How many?</label></input>'
    )
    assert (session.label("/data/x"), session.spoken("/data/x")) == ("How many?", "")


def test_rules_and_messages_that_cannot_be_computed_are_problems_not_faults() -> None:
    broken = "jr:choice-name('a', '/data/plain')"
    session = start(
        '<data id="w"><plain/><asked/><bound/></data>',
        f"""<bind nodeset="/data/asked" required="{broken} = 'a'"/>
        <bind nodeset="/data/bound" constraint=". = 'x'" jr:constraintMsg="jr:itext('m')"/>
        <itext><translation lang="en"><text id="m"><value>Not
        <output value="{broken}"/></value></text></translation></itext>""",
        '<input ref="/data/plain"/><input ref="/data/asked"/><input ref="/data/bound"/>',
    )
    session.answer("/data/bound", "y")
    assert [(problem.path, problem.kind) for problem in session.validate()] == [
        ("/data/asked", "calculation"),
        ("/data/bound", "constraint"),
    ]
    assert session.validate()[1].message == "This answer does not fit the question."
