"""Publishing, as view models: what may be chosen, what would be published, what was."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fieldkit.languages.names import form_language_name
from fieldkit.model.progress import Progress
from fieldkit.operations.form_titles import FormTitle
from fieldkit.operations.publication_preview import (
    PreviewColumn,
    PreviewForm,
    PublicationPreview,
    preview,
)
from fieldkit.operations.publish import Wanted, check_wanted, publish_registry
from fieldkit.publishing.identifiers_found import IdentifiersFound
from fieldkit.publishing.publish import FormReport, PublicationReport
from fieldkit.publishing.scan import Finding
from fieldkit.ui.models.form_name import FormName
from fieldkit.ui.models.publish import (
    Asked,
    Barrier,
    ColumnRow,
    Fate,
    FindingRow,
    FormPreview,
    LabelLanguage,
    Profile,
    PublishChoices,
    Published,
    PublishedForm,
    PublishPreview,
    StoppedByScan,
)
from fieldkit.ui.models.words import Words
from fieldkit.ui.presenters.access import Access

_COORDINATOR: Final = "coordinator"


class PublishPresenter:
    """Previews and publishes the registry of the open vault. Lives on the operations' thread."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._names: dict[str, FormName] = {}

    def choices(self) -> PublishChoices:
        """What can be chosen. Raises NoDeployment or RegistryError in a laptop's vault."""
        found = self._preview(Profile.STATISTICS, "")
        return PublishChoices(
            barrier=self._barrier(),
            languages=tuple(
                LabelLanguage(code, form_language_name(code, given))
                for code, given in found.languages
            ),
            records=sum(form.records for form in found.forms),
        )

    def preview(self, asked: Asked) -> PublishPreview:
        """What publishing would give; nothing is written.

        Raises PublicationRefused when this user may not publish this, or not into this folder.
        """
        check_wanted(self._access.vault, _wanted(asked))
        found = self._preview(asked.profile, asked.language)
        forms = tuple(self._form(form, asked.language) for form in found.forms)
        return PublishPreview(asked, forms)

    def publish(self, asked: Asked, progress: Progress) -> Published | StoppedByScan:
        """Publish; StoppedByScan when cells look as if they named somebody.

        Raises PublicationRefused for any other reason, StorageError, Cancelled: what was published
        before stands as it was.
        """
        access = self._access
        try:
            report = publish_registry(
                access.vault,
                _wanted(asked),
                clock=access.clock,
                randomness=access.randomness,
                progress=progress,
            )
        except IdentifiersFound as stop:
            return StoppedByScan(asked, tuple(self._finding(each) for each in stop.findings))
        return self._published(asked, report)

    # --- inside

    def _preview(self, profile: Profile, language: str) -> PublicationPreview:
        found = preview(self._access.vault, profile.value, language)
        self._names = {form.form_id: _name(form.form_title) for form in found.forms}
        return found

    def _barrier(self) -> Barrier:
        vault = self._access.vault
        if vault.role != _COORDINATOR:
            return Barrier.NOT_COORDINATOR
        return Barrier.NONE if vault.has_identifier_key else Barrier.NO_IDENTIFIER_KEY

    def _form(self, form: PreviewForm, language: str) -> FormPreview:
        return FormPreview(
            form_id=form.form_id,
            name=_name(form.form_title),
            records=form.records,
            refusals=form.refusals,
            waiting=form.waiting,
            columns=tuple(
                _column(table.name, column, language)
                for table in form.tables
                for column in table.columns
            ),
        )

    def _named(self, form_id: str) -> FormName:
        return self._names.get(form_id, FormName(form_id))

    def _published(self, asked: Asked, report: PublicationReport) -> Published:
        return Published(
            asked=asked,
            forms=tuple(self._row(form_id, form) for form_id, form in report.forms.items()),
            unpublished=tuple(
                (self._named(form_id), count) for form_id, count in report.unpublished.items()
            ),
        )

    def _row(self, form_id: str, form: FormReport) -> PublishedForm:
        return PublishedForm(
            form_id=form_id,
            name=self._named(form_id),
            records=form.rows,
            repeats=tuple(form.repeats.items()),
            refusals=form.refusals,
            conflicts=form.conflicts,
            waiting=form.unknown_versions,
            workbook=str(form.workbook),
            pending=tuple(form.pending),
        )

    def _finding(self, found: Finding) -> FindingRow:
        return FindingRow(
            name=self._named(found.form_id),
            sheet=found.table,
            column=found.column,
            cell=found.cell,
            kind=found.kind,
            record=found.record,
        )


def _wanted(asked: Asked) -> Wanted:
    return Wanted(Path(asked.folder), profile=asked.profile.value, language=asked.language)


def _name(title: FormTitle) -> FormName:
    return FormName(title.title, title.language, title.by_language)


def _column(sheet: str, column: PreviewColumn, wanted: str) -> ColumnRow:
    fallback = bool(wanted and column.language) and column.language != wanted
    return ColumnRow(
        sheet=sheet,
        name=column.name,
        label=Words(column.label, column.language, fallback),
        sensitivity=column.sensitivity,
        fate=Fate(column.fate.value),
        choices=column.choices,
    )
