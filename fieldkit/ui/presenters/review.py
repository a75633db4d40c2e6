"""The review: what is in the way of finishing, with links, and every answer in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fieldkit.forms import NodeDefinition
from fieldkit.forms.structure import QUESTION, REPEAT
from fieldkit.forms.xpath.errors import XPathError
from fieldkit.ui.models.interview import (
    AnswerLine,
    Bilingual,
    ProblemLine,
    ReviewSection,
    ReviewView,
    RowTitle,
    SurplusLine,
)
from fieldkit.ui.presenters.answer_words import in_words
from fieldkit.ui.presenters.board import Board
from fieldkit.ui.presenters.form_names import title_for
from fieldkit.ui.presenters.items import row_name
from fieldkit.ui.presenters.open_record import OpenRecord
from fieldkit.ui.presenters.places import Place, asked_for, inside, outside, place_at, rows_of
from fieldkit.ui.presenters.progress_lines import section_lines
from fieldkit.ui.presenters.questions import Asking, kind_of
from fieldkit.ui.presenters.refusals import GATE_FIRST, NOT_SAVED, problem_of
from fieldkit.ui.presenters.sections import SectionPlan
from fieldkit.ui.presenters.standings import Standing
from fieldkit.ui.presenters.wording import window_words


@dataclass(frozen=True)
class _Asked:
    """A question that is asked now, and the row it is in."""

    place: Place
    standing: Standing
    row: RowTitle | None


def review_view(board: Board, asking: Asking, record: OpenRecord) -> ReviewView:
    """The review of a record as it stands."""
    return _Review(board, asking).view(record)


class _Review:
    def __init__(self, board: Board, asking: Asking) -> None:
        self._board = board
        self._asking = asking
        self._session = asking.session

    def view(self, record: OpenRecord) -> ReviewView:
        interview = record.interview
        lines = section_lines(self._board, self._asking)
        plans = [self._board.outline.plans[self._board.outline.position[each.id]] for each in lines]
        asked = [list(self._asked(plan.entries, None)) for plan in plans]
        return ReviewView(
            record=interview.record,
            form_id=interview.definition.form_id,
            title=title_for(interview.definition, self._asking.languages.lead),
            languages=self._asking.languages,
            problems=tuple(self._problems(plans, asked, gate_is_open=interview.gate_is_open)),
            sections=tuple(
                ReviewSection(line, tuple(self._answers(found)))
                for line, found in zip(lines, asked, strict=True)
            ),
            state=record.state.value,
            saved_at=interview.last_saved_at(),
            held=interview.held,
            aside=self._asking.aside,
            surplus=tuple(each for plan in plans for each in self._surplus(plan.entries, None)),
        )

    # --- what is asked

    def _asked(
        self, entries: Iterable[NodeDefinition], row: Place | None, title: RowTitle | None = None
    ) -> Iterator[_Asked]:
        for entry in entries:
            place = outside(entry) if row is None else inside(row, entry)
            if entry.kind == QUESTION:
                standing = self._board.standing(self._session, place)
                if standing.relevant and not entry.is_note:
                    yield _Asked(place, standing, title)
            elif entry.kind == REPEAT:
                yield from self._asked_in_rows(place)

    def _asked_in_rows(self, repeat: Place) -> Iterator[_Asked]:
        for row, title in self._rows(repeat):
            yield from self._asked(self._board.outline.rows[repeat.node.path], row, title)

    def _rows(self, repeat: Place) -> Iterator[tuple[Place, RowTitle]]:
        rows = [row for row in rows_of(self._session, repeat) if self._session.relevant(row.path)]
        for position, row in enumerate(rows, start=1):
            title = RowTitle(
                key=row.key,
                roster=self._asking.wording.label(repeat),
                position=position,
                name=row_name(self._board, self._asking, row),
            )
            yield row, title

    # --- what nobody asked for

    def _surplus(
        self, entries: Iterable[NodeDefinition], row: Place | None, title: RowTitle | None = None
    ) -> Iterator[SurplusLine]:
        for entry in entries:
            if entry.kind != REPEAT:
                continue
            repeat = outside(entry) if row is None else inside(row, entry)
            rows = list(self._rows(repeat))
            asked = asked_for(self._session, repeat, len(rows))
            if asked is not None:
                label = self._asking.wording.label(repeat)
                yield SurplusLine(rows[-1][0].key, label, asked, len(rows), title)
            for each, name in rows:
                yield from self._surplus(self._board.outline.rows[entry.path], each, name)

    # --- what is in the way

    def _problems(
        self, plans: list[SectionPlan], asked: list[list[_Asked]], *, gate_is_open: bool
    ) -> Iterator[ProblemLine]:
        told: set[str] = set()
        for plan, found in zip(plans, asked, strict=True):
            for each in found:
                problem = self._problem(each)
                is_gate = each.place.node.path == self._session.definition.gate
                if problem is None and is_gate and not gate_is_open:
                    problem = window_words(GATE_FIRST)
                if problem is not None:
                    told.add(each.place.key)
                    label = self._asking.wording.label(each.place)
                    yield ProblemLine(each.place.key, plan.id, label, problem, each.row)
        yield from self._out_of_sight(told)

    def _problem(self, asked: _Asked) -> Bilingual | None:
        if asked.place.key in self._asking.refused:
            return window_words(NOT_SAVED)
        kind = asked.standing.problem
        if not kind:
            return None
        return problem_of(self._asking.wording, self._session, asked.place, kind)

    def _out_of_sight(self, told: set[str]) -> Iterator[ProblemLine]:
        """Values that nobody is asked for can be wrong, too, and then nothing can be finished."""
        try:
            problems = self._session.validate()
        except XPathError:
            return  # a rule that cannot be computed: told at its question
        for problem in problems:
            if problem.key not in told:
                place = place_at(self._session, problem.key)
                yield ProblemLine(
                    key=place.key,
                    section="",
                    question=self._asking.wording.label(place),
                    problem=problem_of(self._asking.wording, self._session, place, problem.kind),
                )

    # --- what was answered

    def _answers(self, asked: Iterable[_Asked]) -> Iterator[AnswerLine]:
        for each in asked:
            if each.standing.asks or each.standing.value:
                view = self._board.question(self._asking, each.place)
                kind = kind_of(each.place.node)
                shown = in_words(kind, view.value, view.choices)
                yield AnswerLine(each.place.key, view.label, shown, kind, each.row)
