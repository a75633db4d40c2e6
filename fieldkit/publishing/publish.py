"""A publication: from the registry's records to the files that a municipality opens.

Two passes over the records. The first counts, and stops before anything is written when free text
holds what looks like an identifier. The second writes each form's immutable revision folder; only
when all of them are whole does `latest.json` of each form point to the new one. The copies in
`latest/` and the workbook beside it follow, each file in one step, `datapackage.json` last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from fieldkit.forms.form import FormDefinition
from fieldkit.model.clock import Clock
from fieldkit.model.protocols import ColumnLedger, RecordSource
from fieldkit.publishing.columns import Contract, contract, record_names
from fieldkit.publishing.identifiers_found import IdentifiersFound
from fieldkit.publishing.latest import point_to
from fieldkit.publishing.replace import Patience, claim, opened
from fieldkit.publishing.revision import Revision, write_revision
from fieldkit.publishing.settings import Settings
from fieldkit.publishing.survey import Survey, survey


@dataclass(frozen=True)
class FormReport:
    """What was published of a form: rows of `data`, rows of each repeat, refusals, columns of all
    tables, questions left out by the profile, records of unknown versions, records with several
    latest versions, and files that could not be replaced because they are open elsewhere."""

    rows: int
    repeats: dict[str, int]
    refusals: int
    columns: int
    left_out: int
    unknown_versions: int
    conflicts: int
    workbook: Path
    pending: list[str]


@dataclass(frozen=True)
class PublicationReport:
    """What a publication did, by form. `unpublished` counts the records of forms of which nothing
    can be shown yet."""

    revision: str
    profile: str
    forms: dict[str, FormReport] = field(default_factory=dict[str, FormReport])
    unpublished: dict[str, int] = field(default_factory=dict[str, int])


def publish(
    source: RecordSource,
    ledger: ColumnLedger,
    forms: Mapping[str, Sequence[FormDefinition]],
    out: Path,
    *,
    settings: Settings,
    clock: Clock,
    patience: Patience = Patience(),  # noqa: B008 - immutable
    waiting: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> PublicationReport:
    """Publish every form of `source` into `out`; `forms` holds all known versions, oldest first.

    `waiting` are the ids of records, by form, that `source` cannot show before their form version
    is here: they are counted and listed, so that nobody takes the rows for all there is.

    Raises PublicationRefused (identifiers found, folder of another profile, a column that would
    change its meaning) and StorageError (disk full, folder in use); either way what was published
    before still stands.
    """
    settings.check_language(version for versions in forms.values() for version in versions)
    profile = settings.profile
    with opened(out, profile, patience) as destination:
        surveys = [
            survey(
                source,
                contract(form, forms.get(form, ()), ledger, profile),
                profile,
                tuple(waiting.get(form, ())),
            )
            for form in source.form_ids()
        ]
        _stop_at_identifiers(surveys)
        for each in surveys:
            record_names(each.contract, ledger)
        revision = source.revision()
        claim(destination)
        revisions = [
            write_revision(destination, source, each, settings, revision) for each in surveys
        ]
        unseen = {form: len(ids) for form, ids in waiting.items() if form not in source.form_ids()}
        report = PublicationReport(revision, profile.name, unpublished=unseen)
        for counted, written in zip(surveys, revisions, strict=True):
            pending = point_to(destination, written, clock)
            report.forms[written.form_id] = _report(counted, written, pending)
        return report


def _stop_at_identifiers(surveys: Sequence[Survey]) -> None:
    findings = [finding for each in surveys for finding in each.findings]
    if not findings:
        return
    raise IdentifiersFound(findings)


def _report(counted: Survey, written: Revision, pending: list[str]) -> FormReport:
    planned: Contract = counted.contract
    rows = dict(counted.rows)
    return FormReport(
        rows=rows.pop(planned.tables[0].name),
        repeats=rows,
        refusals=counted.refusals,
        columns=sum(len(table.columns) for table in planned.tables),
        left_out=sum(len(table.left_out) for table in planned.tables),
        unknown_versions=counted.unknown_versions,
        conflicts=counted.conflicts,
        workbook=written.latest_workbook,
        pending=pending,
    )
