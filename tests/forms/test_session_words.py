from __future__ import annotations

import pytest
from small_forms import start

from fieldkit.forms import FormSession
from fieldkit.model.errors import AnswerRefused


def spoken() -> FormSession:
    def texts(label: str, hint: str, first: str, message: str) -> str:
        return (
            f'<text id="l"><value>{label}, <output value="/data/name"/>?</value></text>'
            f'<text id="h"><value>{hint}</value><value form="guidance">more</value></text>'
            f'<text id="c-1"><value>{first}</value></text>'
            f'<text id="m"><value>{message}</value></text>'
        )

    return start(
        '<data id="w"><name/><pick/><said/></data>',
        f"""<itext><translation lang="English (en)" default="true()">
        {texts("How are you", "Ask kindly", "Well", "Not that")}
        <text id="only"><value>Only English</value></text></translation>
        <translation lang="Ελληνικά (el)">{texts("Τι κάνεις", "Ευγενικά", "Καλά", "Όχι αυτό")}
        </translation></itext>
        <instance id="c"><root><item><itextId>c-1</itextId><name>one</name></item></root></instance>
        <bind nodeset="/data/name" constraint=". != 'x'" jr:constraintMsg="jr:itext('m')"/>
        <bind nodeset="/data/said"
        calculate="jr:choice-name(/data/pick, '/data/pick')"/>""",
        """<input ref="/data/name"><label ref="jr:itext('l')"/><hint ref="jr:itext('h')"/></input>
        <select1 ref="/data/pick"><label ref="jr:itext('only')"/>
        <itemset nodeset="instance('c')/root/item"><value ref="name"/>
        <label ref="jr:itext(itextId)"/></itemset></select1>""",
    )


def test_words_follow_the_language_and_answers_do_not() -> None:
    session = spoken()
    assert (session.language, session.definition.languages) == ("en", ["en", "el"])
    session.answer("/data/name", "x")
    session.answer("/data/pick", "one")
    assert session.label("/data/name") == "How are you, x?"
    assert session.hint("/data/name") == "Ask kindly"
    given = {path: session.value(path) for path in ("/data/name", "/data/pick")}
    session.set_language("el")
    assert session.label("/data/name") == "Τι κάνεις, x?"
    assert session.label("/data/pick") == "Only English"
    assert [choice.label for choice in session.choices("/data/pick")] == ["Καλά"]
    problem = session.problem("/data/name")
    assert problem is not None
    assert problem.message == "Όχι αυτό"
    assert {path: session.value(path) for path in given} == given


def test_a_choice_name_is_said_in_the_active_language() -> None:
    session = spoken()
    session.answer("/data/pick", "one")
    assert session.value("/data/said") == "Well"
    session.set_language("Ελληνικά (el)")
    assert session.value("/data/said") == "Καλά"


def test_a_language_the_form_does_not_speak_is_refused() -> None:
    session = spoken()
    with pytest.raises(AnswerRefused) as refused:
        session.set_language("sw")
    assert refused.value.code == "language"
    assert session.language == "en"


def test_words_without_a_session_show_where_answers_stand() -> None:
    definition = spoken().definition
    assert definition.label("/data/name", "en") == "How are you, ${name}?"
    assert definition.label("/data/name") == "How are you, ${name}?"
    assert definition.hint("/data/name", "el") == "Ευγενικά"
    assert definition.label("/data/said", "el") == ""
    assert definition.choices("/data/pick") == [("one", {"en": "Well", "el": "Καλά"})]
    assert definition.choices("/data/name") == []


def test_line_breaks_of_the_author_are_kept() -> None:
    session = start(
        '<data id="a"><x/></data>',
        "",
        """<input ref="/data/x"><label>
          Read this:
          - one  <output value="1 + 1"/>

          - three
        </label></input>""",
    )
    assert session.label("/data/x") == "Read this:\n- one 2\n\n- three"


def test_the_dash_that_marks_a_missing_translation_gives_way_to_the_default_language() -> None:
    session = start(
        '<data id="a"><x/><y/></data>',
        """<itext><translation lang="English (en)" default="true()">
          <text id="x"><value>Name</value></text><text id="y"><value>-</value></text></translation>
        <translation lang="French (fr)">
          <text id="x"><value>-</value></text><text id="y"><value>Nom</value></text></translation>
        </itext>""",
        """<input ref="/data/x"><label ref="jr:itext('x')"/></input>
        <input ref="/data/y"><label ref="jr:itext('y')"/></input>""",
    )
    session.set_language("fr")
    assert [session.label("/data/x"), session.label("/data/y")] == ["Name", "Nom"]
