"""What a section shows, in form order: questions, titles of inner groups, repeats as cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fieldkit.forms import FormSession, NodeDefinition
from fieldkit.forms.structure import GROUP, QUESTION
from fieldkit.ui.models.interview import (
    HeadingView,
    Item,
    QuestionKind,
    RosterView,
    RowView,
)
from fieldkit.ui.presenters.board import Board
from fieldkit.ui.presenters.places import Place, asked_for, inside, is_free, outside, rows_of
from fieldkit.ui.presenters.questions import Asking, kind_of


def section_items(
    board: Board, asking: Asking, entries: Iterable[NodeDefinition]
) -> tuple[Item, ...]:
    """The items of a section; what is not asked now is left out."""
    return tuple(_Laying(board, asking).items(entries, None))


class _Laying:
    """Lays out the entries of one section."""

    def __init__(self, board: Board, asking: Asking) -> None:
        self._board = board
        self._asking = asking
        self._session = asking.session

    def items(self, entries: Iterable[NodeDefinition], row: Place | None) -> Iterator[Item]:
        """A title comes only with the first thing that is shown below it."""
        titles: list[Place] = []
        for entry in entries:
            place = outside(entry) if row is None else inside(row, entry)
            if entry.kind == GROUP:
                titles.append(place)
                continue
            item = self._item(place)
            if item is None:
                continue
            around = [each for each in titles if each.node.path in entry.lineage]
            titles.clear()
            yield from self._headings(around)
            yield item

    def _item(self, place: Place) -> Item | None:
        if place.node.kind == QUESTION:
            asked = self._board.standing(self._session, place).relevant
            return self._board.question(self._asking, place) if asked else None
        return self._roster(place) if self._board.offers(self._session, place) else None

    def _headings(self, groups: Iterable[Place]) -> Iterator[HeadingView]:
        for place in groups:
            if place.node.body.label is not None:
                yield HeadingView(place.key, self._asking.wording.label(place))

    def _roster(self, place: Place) -> RosterView:
        rows = [row for row in rows_of(self._session, place) if self._session.relevant(row.path)]
        asked = asked_for(self._session, place, len(rows))
        surplus = rows[asked:] if asked is not None else []
        return RosterView(
            key=place.key,
            path=place.path,
            label=self._asking.wording.label(place),
            rows=tuple(self._row(row, position) for position, row in enumerate(rows, start=1)),
            is_free=is_free(place.node),
            asked_for=asked,
            answered=sum(map(self._is_answered, surplus)),
        )

    def _is_answered(self, row: Place) -> bool:
        """Whether somebody answered something in a row: not what only the form wrote."""
        places = self._board.questions(self._session, self._board.outline.rows[row.node.path], row)
        return any(
            each.key in self._asking.answered_in and self._session.value(each.path)
            for each in places
        )

    def _row(self, row: Place, position: int) -> RowView:
        entries = self._board.outline.rows[row.node.path]
        standings = (
            self._board.standing(self._session, place)
            for place in self._board.questions(self._session, entries, row)
        )
        return RowView(
            key=row.key,
            path=row.path,
            position=position,
            name=row_name(self._board, self._asking, row),
            missing=sum(1 for standing in standings if standing.missing),
            items=tuple(self.items(entries, row)),
        )


def row_name(board: Board, asking: Asking, row: Place) -> str:
    """What a row is called by: the first text that somebody answered in it, "" where nobody did."""
    for entry in board.outline.rows[row.node.path]:
        if entry.kind == QUESTION and kind_of(entry) is QuestionKind.TEXT:
            place = inside(row, entry)
            standing = board.standing(asking.session, place)
            if standing.asks and standing.value and place.key in asking.answered_in:
                return standing.value
    return ""


def first_question(
    board: Board, session: FormSession, entries: Iterable[NodeDefinition], row: Place
) -> str:
    """The key of the first question of a row that asks for an answer; "" where none does."""
    places = board.questions(session, entries, row)
    return next((each.key for each in places if board.standing(session, each).asks), "")
