"""Words of the form in two languages: what is missing is marked, what quotes answers follows."""

from __future__ import annotations

import interview_world
import presenter_world as world
from interview_fixtures import template_vault
from presenter_fixtures import access

from fieldkit.ui.models.interview import Bilingual, HeadingView, QuestionKind, RosterView
from fieldkit.ui.models.words import Words
from fieldkit.ui.presenters.access import Access

__all__ = ["access", "template_vault"]


TEXTS = """<itext><translation lang="English (en)" default="true()">
<text id="name"><value>Name</value></text><text id="hint"><value>As she says it</value></text>
<text id="age"><value>Age of <output value="/data/g/name"/></value></text>
<text id="yes"><value>Yes</value></text><text id="no"><value>No</value></text>
<text id="g"><value>Person</value></text>
</translation><translation lang="العربية (ar)">
<text id="name"><value>الاسم</value></text>
<text id="age"><value>عمر <output value="/data/g/name"/></value></text>
<text id="yes"><value>نعم</value></text><text id="no"><value>لا</value></text>
</translation><translation lang="Ελληνικά (el)">
<text id="name"><value>Όνομα</value></text><text id="yes"><value>Ναι</value></text>
</translation></itext>"""
INSTANCE = '<data id="two"><g><name/><age/><sure/><bare/></g></data>'
BODY = """<group ref="/data/g"><label ref="jr:itext('g')"/>
<input ref="/data/g/name"><label ref="jr:itext('name')"/><hint ref="jr:itext('hint')"/></input>
<input ref="/data/g/age"><label ref="jr:itext('age')"/></input>
<select1 ref="/data/g/sure"><label>Sure?</label>
<item><label ref="jr:itext('yes')"/><value>yes</value></item>
<item><label ref="jr:itext('no')"/><value>no</value></item></select1>
<input ref="/data/g/bare"/></group>"""


def pair(words: Bilingual | None) -> list[tuple[str, str, bool]]:
    assert words is not None
    both = [words.lead] if words.second is None else [words.lead, words.second]
    return [(each.text, each.language, each.fallback) for each in both]


def test_both_languages_stand_side_by_side_and_swap(access: Access) -> None:
    form = world.add_form(access, INSTANCE, TEXTS, BODY)
    presenter = world.begin(access, form, ("en", "ar"))
    name = world.question(presenter.view(), "name")
    assert pair(name.label) == [("Name", "en", False), ("الاسم", "ar", False)]
    name = world.question(presenter.swap(), "name")
    assert pair(name.label) == [("الاسم", "ar", False), ("Name", "en", False)]
    assert presenter.view().languages.lead == "ar"
    name = world.question(presenter.speak("en"), "name")
    assert pair(name.label) == [("Name", "en", False)]


def test_the_worker_reads_another_language(access: Access) -> None:
    form = world.add_form(access, INSTANCE, TEXTS, BODY)
    presenter = world.begin(access, form, ("en", "ar"))
    view = presenter.read_in("el")
    assert pair(world.question(view, "name").label) == [
        ("Όνομα", "el", False),
        ("الاسم", "ar", False),
    ]
    assert presenter.read_in("tr") == view  # not spoken here


def test_a_missing_translation_shows_another_language_with_its_mark(access: Access) -> None:
    form = world.add_form(access, INSTANCE, TEXTS, BODY)
    view = world.begin(access, form, ("ar", "el")).view()
    assert pair(view.sections[0].label) == [("Person", "en", True), ("Person", "en", True)]
    name, sure = world.question(view, "name"), world.question(view, "sure")
    assert pair(name.hint) == [("As she says it", "en", True), ("As she says it", "en", True)]
    assert [pair(choice.label) for choice in sure.choices] == [
        [("نعم", "ar", False), ("Ναι", "el", False)],
        [("لا", "ar", False), ("No", "en", True)],
    ]


def test_a_label_that_says_no_language_stands_once_without_a_mark(access: Access) -> None:
    form = world.add_form(access, INSTANCE, TEXTS, BODY)
    view = world.begin(access, form, ("en", "ar")).view()
    assert pair(world.question(view, "sure").label) == [("Sure?", "und", False)]
    assert pair(world.question(view, "bare").label) == [("bare", "und", False)]  # never a blank


def test_a_label_follows_the_answer_it_quotes_in_both_languages(access: Access) -> None:
    form = world.add_form(access, INSTANCE, TEXTS, BODY)
    presenter = world.begin(access, form, ("en", "ar"))
    view = world.shown(presenter.answer("/data/g/name", "Amal"))
    assert pair(world.question(view, "age").label) == [
        ("Age of Amal", "en", False),
        ("عمر Amal", "ar", False),
    ]


def test_the_language_really_shown_is_stored_with_the_answer(access: Access) -> None:
    form = world.add_form(access, INSTANCE, TEXTS, BODY)
    presenter = world.begin(access, form, ("en", "el"))
    presenter.answer("/data/g/name", "Amal")
    view = world.shown(presenter.answer("/data/g/age", "3"))
    assert world.question(view, "name").answered_in == "el"
    assert world.question(view, "age").answered_in == "en"  # has no Greek: she read English
    again = world.again(access, view.record).view()
    assert world.question(again, "age").answered_in == "en"


def test_languages_are_offered_by_their_own_names_and_numbers(access: Access) -> None:
    view = world.begin(access, world.add_intake(access), ("fr", "fa-AF")).view()
    offered = view.languages.offered
    assert [(each.code, each.own_name, each.number) for each in offered] == [
        ("el", "Ελληνικά", 1),
        ("en", "English", 2),
        ("ar", "العربية", 3),
        ("fa", "فارسی", 4),
        ("fr", "Français", 5),
    ]
    assert (view.languages.worker, view.languages.respondent) == ("fr", "fa")


def test_a_form_without_translations_has_one_language_that_it_does_not_name(
    access: Access,
) -> None:
    form = world.add_form(
        access,
        '<data id="plain"><a/></data>',
        body='<input ref="/data/a"><label>Name {not a field}</label></input>',
    )
    presenter = world.begin(access, form, ("el", "ar"))
    view = presenter.view()
    assert view.languages.offered == ()
    assert (view.languages.lead, view.languages.second) == ("", "")
    # Never "": that would be a message of the window.
    assert world.question(view, "a").label.lead == Words("Name {not a field}", "und")
    assert view.sections[0].label.lead == Words("Small form", "und")
    assert world.shown(presenter.answer("/data/a", "Amal")).sections[0].answered == 1


def test_a_language_the_form_does_not_speak_gives_way_to_its_default(access: Access) -> None:
    form = world.add_form(access, INSTANCE, TEXTS, BODY)
    view = world.begin(access, form, ("fr", "tr")).view()
    assert (view.languages.worker, view.languages.respondent) == ("en", "en")


def test_a_label_that_cannot_be_computed_has_a_gap_instead(access: Access) -> None:
    form = world.add_form(
        access,
        '<data id="gap"><a/><b/></data>',
        """<itext><translation lang="English (en)"><text id="b">
        <value>Code: <output value="jr:choice-name(/data/a, '/data/b')"/></value></text>
        </translation></itext>""",
        '<input ref="/data/a"/><input ref="/data/b"><label ref="jr:itext(\'b\')"/></input>',
    )
    view = world.begin(access, form).view()
    assert pair(world.question(view, "b").label) == [("Code: ${…}", "en", False)]


def test_parts_of_a_long_section_are_numbered_in_the_digits_of_each_language(
    access: Access,
) -> None:
    leaves = [f"q{at}" for at in range(40)]
    text = "<text id='g'><value>{}</value></text>"
    form = world.add_form(
        access,
        f"<data id='many'><g>{''.join(f'<{leaf}/>' for leaf in leaves)}</g></data>",
        f'<itext><translation lang="English (en)">{text.format("Long")}</translation>'
        f'<translation lang="فارسی (fa)">{text.format("بلند")}</translation></itext>'
        + "".join(_after_yes(f"/data/g/{leaf}") for leaf in leaves[20:]),
        "<group ref='/data/g'><label ref=\"jr:itext('g')\"/>"
        + "".join(f'<input ref="/data/g/{leaf}"/>' for leaf in leaves)
        + "</group>",
    )
    presenter = world.begin(access, form, ("en", "fa"))
    assert [line.label.lead.text for line in presenter.view().sections] == ["Long"]
    view = world.shown(presenter.answer("/data/g/q0", "1"))
    assert [pair(line.label) for line in view.sections] == [
        [("Long (1/2)", "en", False), ("بلند (۱/۲)", "fa", False)],
        [("Long (2/2)", "en", False), ("بلند (۲/۲)", "fa", False)],
    ]


def _after_yes(path: str) -> str:
    return f"<bind nodeset='{path}' relevant=\"/data/g/q0 = '1'\"/>"


KINDS = """<input ref="/data/text"/><input ref="/data/lines" appearance="multiline"/>
<input ref="/data/whole"/><input ref="/data/part"/><input ref="/data/day"/>
<input ref="/data/hour"/><input ref="/data/moment"/><input ref="/data/note"/>
<trigger ref="/data/ok"/><range ref="/data/range" start="1" end="5" step="1"/>
<select1 ref="/data/one"><item><label>A</label><value>a</value></item></select1>
<select ref="/data/some"><item><label>A</label><value>a</value></item></select>"""


def test_how_each_kind_of_question_is_answered(access: Access) -> None:
    names = [
        "text",
        "lines",
        "whole",
        "part",
        "day",
        "hour",
        "moment",
        "note",
        "ok",
        "range",
        "one",
        "some",
    ]
    types = {
        "whole": "int", "part": "decimal", "day": "date", "hour": "time", "moment": "dateTime",
        "range": "int",
    }  # fmt: skip
    form = world.add_form(
        access,
        f"<data id='kinds'>{''.join(f'<{name}/>' for name in names)}</data>",
        "".join(f'<bind nodeset="/data/{name}" type="{kind}"/>' for name, kind in types.items())
        + '<bind nodeset="/data/note" readonly="true()"/>',
        KINDS,
    )
    presenter = world.begin(access, form)
    kinds = {each.path[6:]: each.kind for each in world.questions(presenter.view().items)}
    assert kinds == {
        "text": QuestionKind.TEXT,
        "lines": QuestionKind.MULTILINE,
        "whole": QuestionKind.INTEGER,
        "part": QuestionKind.DECIMAL,
        "day": QuestionKind.DATE,
        "hour": QuestionKind.TIME,
        "moment": QuestionKind.MOMENT,
        "note": QuestionKind.NOTE,
        "ok": QuestionKind.ACKNOWLEDGE,
        "range": QuestionKind.INTEGER,
        "one": QuestionKind.SELECT_ONE,
        "some": QuestionKind.SELECT_MULTIPLE,
    }
    stored = {
        "whole": ("۱۲", "12"), "part": ("٢٫٥", "2.5"), "day": ("1.2.2026", "2026-02-01"),
        "hour": ("14:30", "14:30:00.000"), "ok": ("OK", "OK"), "range": ("3", "3"),
        "one": ("a", "a"), "some": (("a",), "a"),
    }  # fmt: skip
    for name, (typed, value) in stored.items():
        view = world.shown(presenter.answer(f"/data/{name}", typed))
        assert world.question(view, name).value == value
    for name in stored:
        view = world.shown(presenter.answer(f"/data/{name}", None))
        assert world.question(view, name).value == ""


def test_a_title_of_a_group_comes_only_with_what_it_is_the_title_of(access: Access) -> None:
    form = world.add_form(
        access,
        "<data id='titles'><g><a/><h><b/></h><i><c/></i></g></data>",
        '<bind nodeset="/data/g/h" relevant="/data/g/a = \'1\'"/>',
        """<group ref="/data/g" appearance="field-list"><label>G</label><input ref="/data/g/a"/>
        <group ref="/data/g/h"><label>H</label><input ref="/data/g/h/b"/></group>
        <group ref="/data/g/i"><input ref="/data/g/i/c"/></group></group>""",
    )
    presenter = world.begin(access, form)
    assert not [item for item in presenter.view().items if isinstance(item, HeadingView)]
    items = world.shown(presenter.answer("/data/g/a", "1")).items
    assert [item.key for item in items] == ["/data/g/a", "/data/g/h", "/data/g/h/b", "/data/g/i/c"]
    assert isinstance(items[1], HeadingView)
    assert not any(isinstance(item, RosterView) for item in items)


def test_questions_without_words_are_called_by_their_names(access: Access) -> None:
    view = world.begin(access, interview_world.UNGATED).view()
    assert world.question(view, "place").label.lead == Words("place", "und")
