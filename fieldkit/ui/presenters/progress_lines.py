"""The list of sections at the leading edge: which there are now, and how far each is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from fieldkit.languages.digits import native
from fieldkit.ui.models.interview import Bilingual, SectionLine, SectionState
from fieldkit.ui.models.words import Words
from fieldkit.ui.presenters.board import Board, Tally
from fieldkit.ui.presenters.places import place_at
from fieldkit.ui.presenters.questions import Asking
from fieldkit.ui.presenters.sections import SectionPlan


def section_lines(board: Board, asking: Asking) -> tuple[SectionLine, ...]:
    """The sections in which anything is shown now. Parts of a long one are counted among those."""
    tallies = [board.tally(asking.session, at) for at in range(len(board.outline.plans))]
    present = [
        (plan, tally)
        for plan, tally in zip(board.outline.plans, tallies, strict=True)
        if tally.shown
    ]
    parts = Counter(plan.whole for plan, _ in present)
    refused = _refused_sections(board, asking)
    seen: Counter[str] = Counter()
    lines: list[SectionLine] = []
    for plan, tally in present:
        seen[plan.whole] += 1
        title = _numbered(board.title(asking, plan), seen[plan.whole], parts[plan.whole])
        lines.append(_line(plan, tally, title, has_refused=plan.id in refused))
    return tuple(lines)


def _line(plan: SectionPlan, tally: Tally, title: Bilingual, *, has_refused: bool) -> SectionLine:
    return SectionLine(
        id=plan.id,
        label=title,
        state=_state(tally, has_refused=has_refused),
        answered=tally.answered,
        asked=tally.asked,
        missing=tally.missing,
    )


def _state(tally: Tally, *, has_refused: bool) -> SectionState:
    if tally.wrong or has_refused:
        return SectionState.ATTENTION
    if tally.answered == tally.asked:
        return SectionState.COMPLETE
    return SectionState.STARTED if tally.answered else SectionState.UNTOUCHED


def _refused_sections(board: Board, asking: Asking) -> set[str]:
    """The sections with something typed that was not taken, at a question that is asked now."""
    places = (place_at(asking.session, key) for key in asking.refused)
    return {
        board.outline.plans[board.outline.section_of[place.node.path]].id
        for place in places
        if board.standing(asking.session, place).relevant
    }


def _numbered(title: Bilingual, part: int, parts: int) -> Bilingual:
    """The title with the number of its part, in the digits of each language."""
    if parts < 2:
        return title
    second = None if title.second is None else _with_number(title.second, part, parts)
    return Bilingual(_with_number(title.lead, part, parts), second)


def _with_number(words: Words, part: int, parts: int) -> Words:
    number = native(f"{part}/{parts}", words.language)
    return replace(words, text=f"{words.text} ({number})")
