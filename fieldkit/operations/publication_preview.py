"""What a publication would hold: forms, rows and columns. Looks only: no file, no ledger entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from fieldkit.forms.form import FormDefinition
from fieldkit.model.clock import SystemRandomness
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.operations.form_titles import FormTitle, title_of
from fieldkit.operations.registries import Registry, registry_of, waiting
from fieldkit.publishing.columns import CellType, Column, Part, Question, Table, contract
from fieldkit.publishing.labels import label, language_of
from fieldkit.publishing.profiles import Profile, profile_named
from fieldkit.vault import Vault


class Fate(Enum):
    """What becomes of a column. LEFT_OUT: the profile has none of its sensitivity; MONTH: dates are
    cut to their month; OURS: a column of FieldKit's own, about the record."""

    PUBLISHED = "published"
    MONTH = "month"
    OURS = "ours"
    LEFT_OUT = "left-out"


@dataclass(frozen=True)
class PreviewColumn:
    """One question, or a column of our own (no label, no sensitivity).

    `label` stands in `language` ("": the form does not say); `choices` counts the columns that
    stand beside it, one for each choice of a select_multiple.
    """

    name: str
    fate: Fate
    label: str = ""
    language: str = ""
    sensitivity: Sensitivity | None = None
    choices: int = 0


@dataclass(frozen=True)
class PreviewTable:
    """A table of a form: `data` with a row per record, or one with a row per row of a repeat."""

    name: str
    is_data: bool
    columns: tuple[PreviewColumn, ...]


@dataclass(frozen=True)
class PreviewForm:
    """A form as it would be published. `records` are the rows of `data`; `waiting` counts records
    whose form version is not here, which would not be shown."""

    form_id: str
    form_title: FormTitle
    records: int
    refusals: int
    waiting: int
    tables: tuple[PreviewTable, ...]


@dataclass(frozen=True)
class PublicationPreview:
    """All forms that have something to publish, and the languages their labels can be in (pairs of
    code and the form's own name)."""

    profile: str
    forms: tuple[PreviewForm, ...]
    languages: tuple[tuple[str, str], ...]


def preview(vault: Vault, profile: str, language: str = "") -> PublicationPreview:
    """What `publish_registry` would publish now, as far as can be said without reading an answer.

    `language` is that of the labels; a form that does not have it answers in its own. Raises
    PublicationRefused (`profile`, `columns`), NoDeployment, RegistryError for a laptop's vault.
    """
    looking = _Looking(registry_of(vault), profile_named(profile), language)
    forms = tuple(looking.forms())
    return PublicationPreview(profile, forms, tuple(looking.languages.items()))


class _Looking:
    """One look at a registry; `languages` fills up with what the forms speak."""

    def __init__(self, registry: Registry, profile: Profile, language: str) -> None:
        self._registry = registry
        self._profile = profile
        self._language = language
        # The ledger is only asked here, but it can be written to only by somebody.
        self._ledger = registry.columns(registry.vault.clock, SystemRandomness())
        self.languages: dict[str, str] = {}

    def forms(self) -> Iterator[PreviewForm]:
        """Every form of the registry."""
        view = self._registry.view()
        counted = Counter(standing.form_id for standing in view.standings())
        unseen = {form: len(ids) for form, ids in waiting(self._registry).items()}
        for form_id in view.form_ids():
            versions = self._versions(form_id)
            planned = contract(form_id, versions, self._ledger, self._profile)
            yield PreviewForm(
                form_id=form_id,
                form_title=title_of(versions[-1]) if versions else FormTitle(form_id),
                records=counted[form_id],
                refusals=len(view.refusals(form_id)),
                waiting=unseen.get(form_id, 0),
                tables=tuple(self._table(table) for table in planned.tables),
            )

    def _versions(self, form_id: str) -> list[FormDefinition]:
        forms = self._registry.forms
        versions = [forms.definition(form_hash) for form_hash in forms.hashes(form_id)]
        for definition in versions:
            self.languages.update(definition.language_names)
        return versions

    def _table(self, table: Table) -> PreviewTable:
        ours = [PreviewColumn(each.name, Fate.OURS) for each in table.columns if not each.question]
        published = [self._published(column, table) for column in table.columns]
        left_out = [(each, self._column(each, Fate.LEFT_OUT, 0)) for each in table.left_out]
        asked = sorted(
            [*filter(None, published), *left_out], key=lambda pair: pair[0].newest.node.order
        )
        return PreviewTable(table.name, table.is_data, (*ours, *(column for _, column in asked)))

    def _published(self, column: Column, table: Table) -> tuple[Question, PreviewColumn] | None:
        """A question's column; None for our own columns and for those beside a question's."""
        question = column.question
        if question is None or column.part is not Part.WHOLE:
            return None
        beside = [each for each in table.columns if each.part is Part.CHOICE]
        choices = sum(1 for each in beside if each.question is question)
        fate = Fate.MONTH if column.type is CellType.MONTH else Fate.PUBLISHED
        return question, self._column(question, fate, choices)

    def _column(self, question: Question, fate: Fate, choices: int) -> PreviewColumn:
        use = question.newest
        wanted = language_of(use.definition, self._language)
        return PreviewColumn(
            name=question.column,
            fate=fate,
            label=label(question, self._language),
            language=use.definition.spoken(use.node.path, wanted),
            sensitivity=question.sensitivity,
            choices=choices,
        )
