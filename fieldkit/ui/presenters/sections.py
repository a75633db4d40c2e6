"""How a form is laid out in sections: one for each group that holds only questions.

Found from the form alone, so that a question never moves to another section while answers come in;
what is not asked now is left out by whoever shows a section.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from fieldkit.forms import FormDefinition, NodeDefinition
from fieldkit.forms.structure import GROUP, QUESTION, REPEAT

MOST_QUESTIONS: Final = 30
_ONE_PAGE: Final = "field-list"


@dataclass(frozen=True)
class SectionPlan:
    """A section: `entries` are its questions, repeats and inner groups (headings) in form order.

    `titles` are the nodes whose labels can title it, best first, the form itself last. `part`
    counts from 1 where a long section is split, and is 0 where it is not.
    """

    id: str
    titles: tuple[NodeDefinition, ...]
    entries: tuple[NodeDefinition, ...]
    part: int = 0

    @property
    def whole(self) -> str:
        """The same for all parts of a section that is split."""
        return self.titles[0].path


@dataclass(frozen=True)
class Outline:
    """The sections of a form in form order, and their positions by id; what each row of a repeat
    shows, by the path of the repeat; the position of the section that each question is in, by path.
    """

    plans: tuple[SectionPlan, ...]
    position: Mapping[str, int]
    rows: Mapping[str, tuple[NodeDefinition, ...]]
    section_of: Mapping[str, int]


def outline_of(definition: FormDefinition) -> Outline:
    """The outline of a form."""
    layout = _Layout()
    layout.walk(definition.root, ())
    layout.close(definition.root)
    plans = tuple(part for plan in layout.plans() for part in _split(plan))
    repeats = (node for node in definition.nodes.values() if node.kind == REPEAT)
    return Outline(
        plans=plans,
        position={plan.id: at for at, plan in enumerate(plans)},
        rows={repeat.path: tuple(shown_inside(repeat)) for repeat in repeats},
        section_of={
            path: at
            for at, plan in enumerate(plans)
            for entry in plan.entries
            for path in _paths_of(entry)
        },
    )


def _paths_of(entry: NodeDefinition) -> Iterator[str]:
    yield entry.path
    if entry.kind == REPEAT:  # what is in an inner group is an entry itself
        for child in entry.children:
            yield from _all_paths(child)


def _all_paths(node: NodeDefinition) -> Iterator[str]:
    yield node.path
    for child in node.children:
        yield from _all_paths(child)


def shown_inside(container: NodeDefinition) -> Iterator[NodeDefinition]:
    """What a group or a row shows: questions, repeats, and inner groups before what is in them."""
    for child in container.children:
        if not _asks(child):
            continue
        yield child
        if child.kind == GROUP:
            yield from shown_inside(child)


class _Layout:
    """One walk over a form. `_loose` are questions that wait for the section they belong to."""

    def __init__(self) -> None:
        self._loose: list[NodeDefinition] = []
        self._made: list[tuple[tuple[NodeDefinition, ...], list[NodeDefinition]]] = []

    def walk(self, container: NodeDefinition, above: tuple[NodeDefinition, ...]) -> None:
        """Lay out the children of the form or of a group that is no section itself."""
        titles = (container, *above)
        first, after_repeat = len(self._made), False
        for child in container.children:
            if child.kind == QUESTION:
                (self._made[-1][1] if after_repeat else self._loose).append(child)
            elif child.kind in (GROUP, REPEAT) and _asks(child):
                self._place(child, titles)
                after_repeat = child.kind == REPEAT
        if len(self._made) > first:
            self._made[-1][1].extend(self._taken())

    def close(self, root: NodeDefinition) -> None:
        """Give questions that found no section one of their own, titled by the form."""
        if self._loose:
            self._made.append(((root,), self._taken()))

    def plans(self) -> Iterator[SectionPlan]:
        """What was laid out."""
        for titles, entries in self._made:
            yield SectionPlan(titles[0].path, titles, tuple(entries))

    def _place(self, child: NodeDefinition, titles: tuple[NodeDefinition, ...]) -> None:
        if child.kind == REPEAT:
            self._made.append(((child, *titles), [*self._taken(), child]))
        elif _is_section(child):
            self._made.append(((child, *titles), [*self._taken(), *shown_inside(child)]))
        else:
            self.walk(child, titles)

    def _taken(self) -> list[NodeDefinition]:
        taken, self._loose = self._loose, []
        return taken


def _is_section(group: NodeDefinition) -> bool:
    if _ONE_PAGE in group.body.appearance.split():
        return True
    return not any(child.kind in (GROUP, REPEAT) and _asks(child) for child in group.children)


def _asks(node: NodeDefinition) -> bool:
    return node.kind == QUESTION or any(_asks(child) for child in node.children)


def _split(plan: SectionPlan) -> Iterator[SectionPlan]:
    """The section in parts of nearly the same length, none too long to be read."""
    asked = sum(1 for entry in plan.entries if entry.kind != GROUP)
    parts = -(-asked // MOST_QUESTIONS)
    if parts <= 1:
        yield plan
        return
    rest = list(plan.entries)
    for part in range(1, parts + 1):
        entries = _first(rest, asked * part // parts - asked * (part - 1) // parts)
        rest = rest[len(entries) :]
        yield SectionPlan(f"{plan.id}#{part}", plan.titles, tuple(entries), part)


def _first(entries: list[NodeDefinition], most: int) -> list[NodeDefinition]:
    """The first `most` entries that are no headings, with the headings before each of them."""
    taken: list[NodeDefinition] = []
    count = 0
    for entry in entries:
        if count == most:
            break
        taken.append(entry)
        count += entry.kind != GROUP
    return taken
