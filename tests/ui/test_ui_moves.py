"""A draft moves to a newer version of its form in the window: shown, confirmed, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import home_models
import pytest
from driving import button, click, focused, press, says
from field_world import LAPTOP, Field, Seat, chance, clock, copied, sit_down, stand_up
from presenter_world import questions
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tour_sample import SHELTER, shelter_package
from tour_versions import newer

from fieldkit.forms import FormPackage
from fieldkit.operations import interview
from fieldkit.ui.flows.home import HomeFlow
from fieldkit.ui.flows.move import MoveFlow
from fieldkit.ui.language import language
from fieldkit.ui.models.interview import QuestionKind
from fieldkit.ui.models.move import MoveView, Part, Way
from fieldkit.ui.pages.home import HomePage
from fieldkit.ui.pages.move import MovePage
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.presenters.access import Access, Locked
from fieldkit.ui.presenters.home import HomePresenter
from fieldkit.ui.presenters.interview import InterviewPresenter
from fieldkit.ui.presenters.moves import MovePresenter
from fieldkit.ui.runner import Runner
from fieldkit.ui.widgets.draft_row import DraftRow
from fieldkit.vault import Vault, forms_store, records

SAID = "What was said, in the person's words"


def install(vault: Vault, package: FormPackage, version: str) -> None:
    with vault.transaction():
        forms_store.add_form(vault, SHELTER, version, package.hash, package.to_bytes())


def half_done(vault: Vault) -> str:
    """A draft of the first version, in a vault that has the second."""
    install(vault, shelter_package(), "1")
    live = interview.start(vault, SHELTER, clock(22), chance(5))
    live.answer("/data/visit/needs", ["heating", "school"])
    live.answer("/data/visit/said", "It is cold.")
    live.answer("/data/visit/next", "A call")
    install(vault, newer(), "2")
    return live.record


def answer(vault: Vault, record: str) -> None:
    interview.resume(vault, record, clock(23), chance(6)).answer("/data/visit/children", "Two")


@pytest.fixture
def field(tmp_path: Path) -> Field:
    return copied(tmp_path / "field")


# --- the presenter, without Qt


@pytest.fixture
def access(field: Field) -> Iterator[Access]:
    opened = Access(clock(24), chance())
    opened.unlock(field.vault(LAPTOP), None, field.passphrase(LAPTOP))
    yield opened
    opened.lock()


def labels(view: MoveView, code: str) -> dict[Part, list[str]]:
    return {part: [line.question.within(code).text for line in lines] for part, lines in view.parts}


def test_a_plan_names_questions_in_the_words_of_the_form(access: Access) -> None:
    record = half_done(access.vault)
    view = MovePresenter(access, record, Way.FORTH).plan()
    assert (view.before, view.after, view.kept, view.person) == ("1", "2", 0, "")
    assert labels(view, "en") == {
        Part.FLAGGED: ["Which needs are met?"],
        Part.REMOVED: [SAID],
        Part.ADDED: [SAID],  # the new question has the same words
        Part.RENAMED: ["What should happen next?"],
    }
    assert labels(view, "el")[Part.FLAGGED] == ["Ποιες ανάγκες καλύπτονται;"]
    words = dict(view.parts)[Part.RENAMED][0].question.within("ar")
    assert (words.language, words.fallback) == ("en", True)
    assert "It is cold." not in repr(view)


def test_a_move_and_what_taking_it_back_would_lose(access: Access) -> None:
    record = half_done(access.vault)
    forth = MovePresenter(access, record, Way.FORTH)
    forth.plan()
    forth.take()
    (line,) = (each for each in HomePresenter(access).view().drafts if each.record == record)
    assert (line.can_move, line.can_move_back) == (False, True)
    back = MovePresenter(access, record, Way.BACK)
    assert back.plan().parts == ()
    answer(access.vault, record)
    view = back.plan()
    assert labels(view, "en") == {Part.LOST: [SAID]}
    back.take()
    assert records.line(access.vault, record).form_version == "1"


def moved(access: Access) -> InterviewPresenter:
    """The interview after its move, with somebody who reads Arabic."""
    record = half_done(access.vault)
    forth = MovePresenter(access, record, Way.FORTH)
    forth.plan()
    forth.take()
    return InterviewPresenter.take_up(access, record, ("en", "ar"))


def test_the_review_shows_what_was_kept_aside_and_where_it_is_asked_now(access: Access) -> None:
    presenter = moved(access)
    needs, said = presenter.review().aside
    assert (needs.key, needs.kind) == ("/data/visit/needs", QuestionKind.SELECT_MULTIPLE)
    assert (needs.question.lead.text, needs.shown.lead.text) == (
        "Which needs are met?", "Heating, School for the children"
    )  # fmt: skip
    assert needs.shown.second is not None
    assert needs.shown.second.language == "ar"
    assert (said.key, said.question.lead.text, said.shown.lead.text) == ("", SAID, "It is cold.")
    assert "It is cold." not in repr(said)
    assert "It is cold." not in repr(presenter.review())


def test_what_was_kept_aside_stands_at_its_question_until_it_is_answered(access: Access) -> None:
    presenter = moved(access)
    view = presenter.view()
    assert view.aside == 2
    needs = next(each for each in questions(view.items) if each.key.endswith("/needs"))
    assert needs.value == "heating"  # what is left of it
    assert needs.aside is not None
    assert needs.aside.shown.lead.text == "Heating, School for the children"
    step = presenter.answer("/data/visit/needs", ("heating", "water"))
    assert step.view is not None
    assert step.view.aside == 1
    needs = next(each for each in questions(step.view.items) if each.key.endswith("/needs"))
    assert needs.aside is None
    again = InterviewPresenter.take_up(access, step.view.record, ("en", "ar"))
    assert again.view().aside == 1
    assert [line.is_answered for line in again.review().aside] == [True, False]


def test_nothing_is_taken_in_another_vault_than_the_one_that_was_looked_at(
    access: Access, field: Field
) -> None:
    forth = MovePresenter(access, half_done(access.vault), Way.FORTH)
    forth.plan()
    access.unlock(field.vault(LAPTOP), None, field.passphrase(LAPTOP))
    with pytest.raises(Locked):
        forth.take()


# --- the window


@pytest.fixture
def laptop(
    qtbot: QtBot, field: Field, runner: Runner, preferences: PreferencesFile
) -> Iterator[Seat]:
    seat = sit_down(field, LAPTOP, runner, preferences)
    yield seat
    stand_up(seat)


@pytest.fixture
def draft(laptop: Seat) -> str:
    made: list[str] = []
    laptop.do(lambda vault: made.append(half_done(vault)))
    return made[0]


def begun(seat: Seat, record: str, way: Way) -> tuple[MoveFlow, MovePage]:
    flow = MoveFlow(seat.desk, record, way)
    flow.begin()
    seat.settle()
    page = seat.window.page
    assert isinstance(page, MovePage)
    seat.window.activateWindow()
    page.focus_first()
    return flow, page


def version(seat: Seat, record: str) -> str:
    found: list[str] = []
    seat.do(lambda vault: found.append(records.line(vault, record).form_version))
    return found[0]


def test_home_offers_the_newer_version_and_the_way_back(laptop: Seat, draft: str) -> None:
    flow = HomeFlow(laptop.desk)
    flow.begin()
    laptop.settle()
    page = laptop.window.page
    assert isinstance(page, HomePage)
    click(button(page, "New version of the form: No person code yet, Visit to a shelter"))
    assert laptop.ways.gone == [("move", draft)]


def test_the_versions_of_a_move_are_told_in_the_digits_of_the_window(
    laptop: Seat, draft: str
) -> None:
    _flow, page = begun(laptop, draft, Way.FORTH)
    language().set("ar")
    assert says(page, "بالإصدار \u2068١\u2069")
    assert says(page, "الإصدار \u2068٢\u2069")


def test_esc_and_staying_change_nothing(laptop: Seat, draft: str) -> None:
    _flow, page = begun(laptop, draft, Way.FORTH)
    assert focused() is page.cancel
    press(Qt.Key.Key_Escape)
    click(page.cancel)
    laptop.settle()
    assert laptop.ways.gone == [("home", draft), ("home", draft)]
    assert version(laptop, draft) == "1"


def test_a_confirmed_move_is_done_once_and_told(laptop: Seat, draft: str) -> None:
    _flow, page = begun(laptop, draft, Way.FORTH)
    assert says(page, "To be asked again")
    click(page.confirm)
    click(page.confirm)
    laptop.settle()
    assert laptop.ways.gone == [("home", draft)]
    assert says(laptop.window, "The interview goes on in the new version.")
    assert version(laptop, draft) == "2"


def test_a_move_is_taken_back(laptop: Seat, draft: str) -> None:
    _forth, page = begun(laptop, draft, Way.FORTH)
    click(page.confirm)
    laptop.settle()
    laptop.do(lambda vault: answer(vault, draft))
    _back, page = begun(laptop, draft, Way.BACK)
    assert says(page, "Answered since the move")
    click(page.confirm)
    laptop.settle()
    assert says(laptop.window, "The move was taken back.")
    assert version(laptop, draft) == "1"


def test_a_plan_out_of_date_is_refused_on_the_page(laptop: Seat, draft: str) -> None:
    _flow, page = begun(laptop, draft, Way.FORTH)
    laptop.do(
        lambda vault: interview.resume(vault, draft, clock(23), chance(6)).answer(
            "/data/visit/said", "Warmer now."
        )
    )
    click(page.confirm)
    laptop.settle()
    assert says(page, "The interview went on since this was shown.")
    assert page.confirm.isEnabled()
    assert version(laptop, draft) == "1"


def test_where_nothing_can_be_moved_home_says_why(laptop: Seat, draft: str) -> None:
    flow = MoveFlow(laptop.desk, draft, Way.BACK)
    flow.begin()
    laptop.settle()
    assert laptop.ways.gone == [("home", draft)]
    assert says(laptop.window, "There is no move to take back any more.")


def test_the_plan_scrolls_from_the_buttons_below_it(laptop: Seat, draft: str) -> None:
    _flow, page = begun(laptop, draft, Way.FORTH)
    laptop.window.resize(900, 560)
    laptop.settle()
    bar = page._column.verticalScrollBar()
    assert bar.maximum() > 0
    press(Qt.Key.Key_PageDown)
    assert bar.value() > 0


def test_home_begins_at_the_draft_that_was_moved(laptop: Seat, draft: str) -> None:
    flow = HomeFlow(laptop.desk, draft)
    flow.begin()
    laptop.window.activateWindow()
    laptop.settle()
    page = laptop.window.page
    assert isinstance(page, HomePage)
    row = page.drafts.list.row(draft)
    assert row is not None
    assert row.isAncestorOf(focused())
    assert not row.visibleRegion().isEmpty()  # it was scrolled to


def test_a_draft_in_the_list_offers_both_ways_and_hides_them_while_it_asks(qtbot: QtBot) -> None:
    line = replace(home_models.draft(1, person="FK-0001-ABCD"), can_move=True, can_move_back=True)
    row = DraftRow(line)
    qtbot.addWidget(row)
    row.show()
    asked: list[tuple[str, str]] = []
    row.move_wanted.connect(lambda record: asked.append(("move", record)))
    row.move_back_wanted.connect(lambda record: asked.append(("back", record)))
    names = [each.accessibleName() for each in row.stops]
    assert [name.partition(":")[0] for name in names] == [
        "Continue", "Delete the draft", "New version of the form", "Take the move back"
    ]  # fmt: skip
    assert all("FK-0001-ABCD" in name for name in names)
    forth, back = row.stops[2:]
    click(forth)
    click(back)
    assert asked == [("move", "draft-1"), ("back", "draft-1")]
    click(row.stops[1])
    assert not forth.isVisible()
    assert forth not in row.stops
    click(button(row, "Keep it"))
    assert forth.isVisible()


def test_a_draft_without_another_version_offers_nothing_more(qtbot: QtBot) -> None:
    row = DraftRow(home_models.draft(1))
    qtbot.addWidget(row)
    row.show()
    assert len(row.stops) == 2
    assert not says(row, "A newer version of this form is here.")
