"""The review page: the way to every problem, the answers, finishing, reopening, deleting."""

from __future__ import annotations

from dataclasses import replace

import interview_views as views
from accessible import findings
from driving import plain
from interview_pages import click, settle, tap
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fieldkit.ui.language import language
from fieldkit.ui.models.interview import (
    AnswerLine,
    AsideLine,
    FinishView,
    ProblemLine,
    QuestionKind,
    ReviewSection,
    ReviewView,
    RowTitle,
    SurplusLine,
)
from fieldkit.ui.pages.review import ReviewPage
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.problem_link import ProblemLink
from fieldkit.ui.widgets.review_answers import ReviewAnswers
from fieldkit.ui.widgets.surplus import SurplusBanner

ROSTER = views.both("Μέλος του νοικοκυριού", "فرد من الأسرة")
NAME = AnswerLine("name", views.both("Όνομα", "الاسم"), views.both("Αμάλ"))
BORN = AnswerLine(
    "born", views.both("Γέννηση", "الميلاد"), views.both("1990-04-03"), QuestionKind.DATE
)
SIZE = AnswerLine("size", views.both("Άτομα", "أشخاص"), views.both("4"), QuestionKind.INTEGER)
BIRTHDAY = QDate(1990, 4, 3)
TOWN = AnswerLine("town", views.both("Πόλη", "مدينة"), None)
SON = AnswerLine(
    *("m1/name", views.both("Όνομα", "الاسم"), views.both("Νίκος")),
    row=RowTitle("m1", ROSTER, 1, "Νίκος"),
)
MISSING = ProblemLine("town", "first", TOWN.question, views.both("Γράψτε την πόλη", "المدينة"))
NAMELESS = ProblemLine(
    *("m2/name", "second", SON.question, views.both("Γράψτε το όνομα", "الاسم")),
    row=RowTitle("m2", ROSTER, 2, ""),
)


def review(*problems: ProblemLine, state: str = "draft", **changes: object) -> ReviewView:
    """A record with two sections of answers."""
    made = ReviewView(
        record="uuid:1",
        form_id="visit",
        title="Επίσκεψη",
        languages=views.GREEK_ARABIC,
        problems=problems,
        sections=(
            ReviewSection(views.section("first"), (NAME, BORN, SIZE, TOWN)),
            ReviewSection(views.section("second"), (SON,)),
        ),
        state=state,
        saved_at="2026-11-23T12:32:00+00:00",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


class Looking:
    """The page in sight; `asked` holds its intents."""

    def __init__(self, view: ReviewView) -> None:
        self.page = ReviewPage()
        self.page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.asked: list[tuple[str, ...]] = []
        page, asked = self.page, self.asked
        page.question_wanted.connect(lambda key: asked.append(("question", key)))
        for name in ("back", "finish", "reopen", "discard", "another", "home", "leave"):
            signal = getattr(page, f"{name}_wanted")
            signal.connect(lambda name=name: asked.append((name,)))
        page.show_model(view)
        page.resize(1366, 700)
        page.show()
        page.activateWindow()
        settle()
        page.focus_first()

    @property
    def links(self) -> list[ProblemLink]:
        """The ways to what is to be put right."""
        return [each for each in self.page.findChildren(ProblemLink) if each.isVisible()]

    def texts(self) -> list[str]:
        """Everything that can be read."""
        labels = self.page.findChildren(QLabel)
        return [plain(label.text()) for label in labels if label.isVisible()]


def test_each_problem_is_a_way_to_its_question(qtbot: QtBot) -> None:
    looking = Looking(review(MISSING, NAMELESS))
    assert [link.hasFocus() for link in looking.links] == [True, False]
    click(looking.links[1])
    tap(Qt.Key.Key_Return)
    assert looking.asked == [("question", "m2/name")] * 2


def test_a_problem_is_told_with_its_row_and_its_reason_in_both_languages(qtbot: QtBot) -> None:
    link = Looking(review(NAMELESS)).links[0]
    name = plain(link.accessibleName())
    assert "Μέλος του νοικοκυριού 2: Όνομα" in name
    assert "فرد من الأسرة ٢: الاسم" in name
    assert "Γράψτε το όνομα" in plain(link.accessibleDescription())


def test_finishing_leads_to_the_first_problem_while_there_is_one(qtbot: QtBot) -> None:
    looking = Looking(review(MISSING, NAMELESS))
    click(looking.page.bar.finish)
    assert looking.asked == []
    assert looking.links[0].hasFocus()
    assert plain(looking.page.banner.text()).startswith("2 things to put right")


def test_finishing_is_one_press_where_nothing_is_missing(qtbot: QtBot) -> None:
    looking = Looking(review())
    assert QApplication.focusWidget() is looking.page.bar.finish
    tap(Qt.Key.Key_Return)
    assert looking.asked == [("finish",)]


def test_a_finished_record_can_be_reopened_and_left(qtbot: QtBot) -> None:
    looking = Looking(review())
    looking.page.show_finished(FinishView(ok=True, review=review(state="final")))
    settle()
    assert any("ready to send" in words for words in looking.texts())
    assert looking.page.bar.home.hasFocus()
    assert not looking.page.bar.finish.isVisible()
    assert not looking.page.delete.isVisible()
    for button in (looking.page.bar.reopen, looking.page.bar.another, looking.page.bar.home):
        click(button)
    assert looking.asked == [("reopen",), ("another",), ("home",)]


def test_a_sent_record_is_not_reopened_here(qtbot: QtBot) -> None:
    looking = Looking(review(state="sent"))
    assert not looking.page.bar.reopen.isVisible()
    assert any("was sent" in words for words in looking.texts())


def test_what_changed_meanwhile_is_said(qtbot: QtBot) -> None:
    looking = Looking(review())
    problem = views.both("Κάτι άλλαξε")
    looking.page.show_finished(FinishView(ok=False, review=review(MISSING), problem=problem))
    settle()
    assert "Κάτι άλλαξε" in looking.texts()
    assert looking.links[0].hasFocus()


def test_answers_are_written_for_people(qtbot: QtBot) -> None:
    texts = Looking(review()).texts()
    greek = QLocale("el_GR").toString(BIRTHDAY, QLocale.FormatType.LongFormat)
    arabic = QLocale("ar_EG").toString(BIRTHDAY, QLocale.FormatType.LongFormat)
    assert f"{greek} · {arabic}" in texts
    assert "4 · ٤" in texts
    assert "Not answered" in texts
    assert "Νίκος" in texts


def test_each_section_leads_back_to_its_questions(qtbot: QtBot) -> None:
    looking = Looking(review())
    edits = [card.edit for card in looking.page.findChildren(ReviewAnswers) if card.isVisible()]
    click(edits[1])
    assert looking.asked == [("question", "m1/name")]
    assert plain(edits[0].accessibleName()) == "Edit: Ενότητα first"


def test_deleting_takes_two_steps_and_the_first_changes_nothing(qtbot: QtBot) -> None:
    looking = Looking(review())
    click(looking.page.delete.ask)
    assert looking.asked == []
    assert looking.page.delete.keep.hasFocus()
    tap(Qt.Key.Key_Return)
    assert looking.page.delete.ask.hasFocus()
    tap(Qt.Key.Key_Return)
    click(looking.page.delete.delete)
    assert looking.asked == [("discard",)]


def test_the_way_back_and_out(qtbot: QtBot) -> None:
    looking = Looking(review())
    click(looking.page.bar.back)
    tap(Qt.Key.Key_Escape)
    assert looking.asked == [("back",), ("leave",)]


def test_the_page_follows_the_language_of_the_window(qtbot: QtBot) -> None:
    looking = Looking(review(MISSING))
    before = looking.page.banner.text()
    language().set("ar")
    settle()
    assert looking.page.banner.text() != before
    assert looking.page.layoutDirection() == Qt.LayoutDirection.RightToLeft


ASIDE = AsideLine(
    "town", views.both("Ποια πόλη;", "أي مدينة؟"), views.both("12", "12"), QuestionKind.INTEGER
)
GONE = AsideLine("", views.both("Τι ειπώθηκε;"), views.both("Κρύο"), QuestionKind.TEXT, SON.row)


def test_what_was_kept_aside_is_shown_with_the_way_to_its_question(qtbot: QtBot) -> None:
    anew = replace(ASIDE, key="", is_answered=True)
    looking = Looking(review(aside=(ASIDE, GONE, anew)))
    words = looking.texts()
    for said in (
        "Kept aside when the form changed", "Ποια πόλη;", "12", "Νίκος: Τι ειπώθηκε;", "Κρύο",
        "This is not asked any more.", "Answered anew since.",
    ):  # fmt: skip
        assert any(each.startswith(said) for each in words), said
    assert any("١٢" in each for each in words)  # for who reads Arabic
    (way,) = ways_to_questions(looking)
    assert plain(way.accessibleName()) == "To the question: Ποια πόλη;"
    click(way)
    assert looking.asked == [("question", "town")]
    assert not findings(looking.page)


def test_of_a_finished_record_what_was_kept_aside_is_only_read(qtbot: QtBot) -> None:
    looking = Looking(review(state="final", aside=(ASIDE,)))
    assert "Kept aside when the form changed" in looking.texts()
    assert not ways_to_questions(looking)
    looking.page.show_model(review())
    settle()
    assert "Kept aside when the form changed" not in looking.texts()


def ways_to_questions(looking: Looking) -> list[ActionButton]:
    buttons = looking.page.findChildren(ActionButton)
    return [each for each in buttons if each.isVisible() and each.text() == "To the question"]


def test_rows_above_a_count_are_named_with_the_way_there_and_finishing_goes_on(
    qtbot: QtBot,
) -> None:
    lines = (
        SurplusLine("m5", ROSTER, 3, 5),
        SurplusLine("m1/pet2", views.both("Ζώο"), 0, 1, RowTitle("m1", ROSTER, 1, "Νίκος")),
    )
    looking = Looking(review(surplus=lines))
    told = "The form asks for 3 here, and there are 5. Remove the ones that do not belong."
    assert told in looking.texts()
    assert "Νίκος: Ζώο" in looking.texts()
    ways = looking.page.findChildren(SurplusBanner)
    assert not findings(looking.page)
    click(ways[0].stops[0])
    click(ways[1].stops[0])
    click(looking.page.bar.finish)
    assert looking.asked == [("question", "m5"), ("question", "m1/pet2"), ("finish",)]
    looking.page.show_model(review(surplus=lines, state="sent"))
    settle()
    ways = [each for each in looking.page.findChildren(SurplusBanner) if each.isVisible()]
    assert [each.stops for each in ways] == [[], []]
    looking.page.show_model(review())
    settle()
    assert not any(each.isVisible() for each in looking.page.findChildren(SurplusBanner))
