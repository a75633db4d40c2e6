"""What is known of a record now, kept from step to step until a step can have changed it.

Counting a form of a thousand questions anew at every answer would be felt; what a step can reach
(`Reach`) is forgotten after it and looked at again when it is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fieldkit.forms import FormDefinition, FormSession, NodeDefinition
from fieldkit.forms.structure import QUESTION, REPEAT
from fieldkit.ui.models.interview import Bilingual, ChoiceView, QuestionView
from fieldkit.ui.presenters.places import Place, inside, is_free, outside, rows_of
from fieldkit.ui.presenters.questions import Asking, question_view
from fieldkit.ui.presenters.reach import Reach
from fieldkit.ui.presenters.sections import SectionPlan, outline_of
from fieldkit.ui.presenters.standings import Standing, look


@dataclass(frozen=True)
class Tally:
    """The count of a section: what is shown at all, asked for an answer, answered, missing although
    required, and wrong."""

    shown: int = 0
    asked: int = 0
    answered: int = 0
    missing: int = 0
    wrong: int = 0


class Board:
    """The standings, tallies and words of one interview.

    The session is given each time: after a step that was taken back it is another one.
    """

    def __init__(self, definition: FormDefinition) -> None:
        self.outline = outline_of(definition)
        self.reach = Reach(definition)
        self._standings: defaultdict[str, dict[str, Standing]] = defaultdict(dict)
        self._offered: defaultdict[str, dict[str, bool]] = defaultdict(dict)
        self._views: defaultdict[str, dict[str, QuestionView]] = defaultdict(dict)
        self._choices: dict[str, tuple[ChoiceView, ...]] = {}
        self._labels: dict[str, Bilingual] = {}
        # A group without a label has the title of the one around it.
        self._titled_by: defaultdict[str, set[str]] = defaultdict(set)
        for plan in self.outline.plans:
            for node in plan.titles:
                self._titled_by[node.path].add(plan.whole)
        self._tallies: dict[int, Tally] = {}

    # --- forgetting

    def forget(self, paths: Iterable[str]) -> None:
        """These nodes (definition paths, all rows) may stand or look differently now."""
        for path in paths:
            self._standings.pop(path, None)
            self._offered.pop(path, None)
            self._views.pop(path, None)
            for whole in self._titled_by.get(path, ()):
                self._labels.pop(whole, None)
            section = self.outline.section_of.get(path)
            if section is not None:
                self._tallies.pop(section, None)

    def forget_words(self) -> None:
        """Everything is said differently now; nothing stands differently."""
        self._views.clear()
        self._choices.clear()
        self._labels.clear()

    def forget_all(self) -> None:
        """Time has passed, or everything may have changed."""
        self.forget_words()
        self._standings.clear()
        self._offered.clear()
        self._tallies.clear()

    # --- looking

    def standing(self, session: FormSession, place: Place) -> Standing:
        """How a question stands now."""
        known = self._standings[place.node.path]
        standing = known.get(place.key)
        if standing is None:
            standing = known[place.key] = look(session, place)
        return standing

    def offers(self, session: FormSession, repeat: Place) -> bool:
        """Whether a repeat is shown now, be it empty."""
        known = self._offered[repeat.node.path]
        offered = known.get(repeat.key)
        if offered is None:
            offered = known[repeat.key] = _is_offered(session, repeat)
        return offered

    def questions(
        self, session: FormSession, entries: Iterable[NodeDefinition], row: Place | None = None
    ) -> Iterator[Place]:
        """The places of all questions among entries (of a row, or outside of repeats), those in
        rows included, in form order."""
        for entry in entries:
            place = outside(entry) if row is None else inside(row, entry)
            if entry.kind == QUESTION:
                yield place
            elif entry.kind == REPEAT:
                for each in rows_of(session, place):
                    yield from self.questions(session, self.outline.rows[entry.path], each)

    def tally(self, session: FormSession, section: int) -> Tally:
        """The count of the section at a position of the outline."""
        known = self._tallies.get(section)
        if known is None:
            known = self._tallies[section] = self._count(session, self.outline.plans[section])
        return known

    def question(self, asking: Asking, place: Place) -> QuestionView:
        """The view of a question that is asked now."""
        known = self._views[place.node.path]
        view = known.get(place.key)
        if view is None:
            standing = self.standing(asking.session, place)
            choices = self._choices_at(asking, place)
            view = known[place.key] = question_view(asking, place, standing, choices)
        return view

    def title(self, asking: Asking, plan: SectionPlan) -> Bilingual:
        """The title of a section, without the number of its part."""
        known = self._labels.get(plan.whole)
        if known is None:
            places = tuple(outside(node) for node in plan.titles[:-1])
            form = asking.session.definition.title
            known = self._labels[plan.whole] = asking.wording.title(places, form)
        return known

    def _choices_at(self, asking: Asking, place: Place) -> tuple[ChoiceView, ...]:
        node = place.node
        if not node.is_select:
            return ()
        if not self.reach.fixed_choices(node):
            return asking.wording.choices(place)
        if node.path not in self._choices:
            self._choices[node.path] = asking.wording.choices(place)
        return self._choices[node.path]

    def _count(self, session: FormSession, plan: SectionPlan) -> Tally:
        repeats = (outside(entry) for entry in plan.entries if entry.kind == REPEAT)
        shown = sum(1 for repeat in repeats if self.offers(session, repeat))
        places = self.questions(session, plan.entries)
        standings = [self.standing(session, place) for place in places]
        return Tally(
            shown=shown + sum(1 for each in standings if each.relevant),
            asked=sum(1 for each in standings if each.asks),
            answered=sum(1 for each in standings if each.asks and each.value),
            missing=sum(1 for each in standings if each.missing),
            wrong=sum(1 for each in standings if each.wrong),
        )


def _is_offered(session: FormSession, repeat: Place) -> bool:
    rows = list(rows_of(session, repeat))
    if rows:
        return any(session.relevant(row.path) for row in rows)
    parent = repeat.path.rpartition("/")[0]
    if not is_free(repeat.node) or not session.relevant(parent):
        return False
    return repeat.node.bind.relevant is None or _would_be_relevant(session, repeat)


def _would_be_relevant(session: FormSession, repeat: Place) -> bool:
    """Whether a first row would be asked: only a row can tell, so one is tried out elsewhere."""
    trial = FormSession(
        session.definition, session.moment, record=session.record, draft=session.draft()
    )
    return trial.relevant(trial.add_repeat(repeat.path))
