"""One immutable publication of one form: its CSV files, `datapackage.json` and the workbook.

Built completely in staging and given its name in one step, so that a folder under `revisions/` is
whole or not there. Its name holds the registry's revision and a digest of the settings; the same
pair gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fieldkit.model.protocols import RecordSource
from fieldkit.publishing.canonical_csv import CanonicalCsv, csv_name
from fieldkit.publishing.columns import DATA, Contract
from fieldkit.publishing.datapackage import PublishedFile, datapackage
from fieldkit.publishing.guard import file_name
from fieldkit.publishing.labels import drafts
from fieldkit.publishing.replace import Destination, file_digest
from fieldkit.publishing.settings import SAMPLE, Settings
from fieldkit.publishing.survey import Survey
from fieldkit.publishing.tables import Issue, record_rows
from fieldkit.publishing.wording import Facts, readme_lines
from fieldkit.publishing.workbook import FormWorkbook, SheetPlan, open_workbook, plan_sheets

DATAPACKAGE: Final = "datapackage.json"
REVISIONS: Final = "revisions"


@dataclass(frozen=True)
class Revision:
    """A whole revision folder. `files` are its CSV files and the workbook, in a fixed order."""

    form_id: str
    revision: str
    profile: str
    folder: Path
    form_folder: Path
    workbook: str
    files: tuple[PublishedFile, ...]

    @property
    def latest_workbook(self) -> Path:
        """Where people find the newest workbook."""
        return self.form_folder / self.workbook


def write_revision(
    destination: Destination,
    source: RecordSource,
    counted: Survey,
    settings: Settings,
    revision: str,
) -> Revision:
    """Write (or find unchanged) the revision folder of a form. Raises StorageError."""
    planned = counted.contract
    name = file_name(planned.form_id)
    workbook = f"{name}_latest.xlsx"
    staged = destination.staging / name
    destination.make_folder(staged)
    facts = _facts(counted, settings, revision)
    _write_tables(destination, source, facts, settings, staged / workbook)
    files = {table.name: _published(staged / csv_name(table)) for table in planned.tables}
    described = datapackage(planned, revision, settings, files)
    destination.write_json(staged / DATAPACKAGE, described)
    book = _published(staged / workbook)
    form_folder = destination.folder / name
    digest = settings.digest(planned, counted.waiting)
    folder = form_folder / REVISIONS / f"{revision[:16]}-{digest[:8]}"
    if not _same(staged, folder):
        destination.settle(staged, folder)
    return Revision(
        form_id=planned.form_id,
        revision=revision,
        profile=settings.profile.name,
        folder=folder,
        form_folder=form_folder,
        workbook=workbook,
        files=(*files.values(), book),
    )


def _write_tables(
    destination: Destination,
    source: RecordSource,
    facts: _Facts,
    settings: Settings,
    workbook: Path,
) -> None:
    """The second pass: every row into its CSV file and its sheet at once."""
    with ExitStack() as stack:
        stream = stack.enter_context(destination.new_file(workbook))
        engine = stack.enter_context(open_workbook(stream, destination.staging))
        planned = facts.contract
        book = FormWorkbook(engine, planned, facts.plans, readme_lines(facts.told), settings)
        files = {
            table.name: CanonicalCsv(
                stack.enter_context(destination.new_file(workbook.with_name(csv_name(table)))),
                table,
            )
            for table in planned.tables
        }
        for current in source.current(planned.form_id):
            shown = record_rows(planned, current, settings.profile)
            for table, row in shown.rows:
                files[table.name].add(row.cells)
                book.add(table, row)
            for issue in shown.issues:
                book.issue(issue)
        for unseen in facts.waiting:
            book.issue(Issue(DATA, unseen, "", "unknown-version"))
        book.finish(_meta(facts.told, planned))


@dataclass(frozen=True)
class _Facts:
    """What is known before the first row is written: tables, sheets and what the README tells."""

    contract: Contract
    plans: list[SheetPlan]
    told: Facts
    waiting: tuple[str, ...]


def _facts(counted: Survey, settings: Settings, revision: str) -> _Facts:
    planned = counted.contract
    plans = plan_sheets(planned, counted.rows, settings.rows_per_sheet)
    told = Facts(
        title=planned.definitions[-1].title if planned.definitions else planned.form_id,
        form_id=planned.form_id,
        profile=settings.profile.name,
        sample=settings.sample,
        revision=revision,
        records=counted.rows[DATA],
        repeats={t.name: counted.rows[t.name] for t in planned.tables if not t.is_data},
        refusals=counted.refusals,
        conflicts=counted.conflicts,
        unknown_versions=counted.unknown_versions,
        left_out=sum(len(table.left_out) for table in planned.tables),
        drafts=drafts(planned.definitions),
        sheets=list(_sheets(plans)),
    )
    return _Facts(planned, plans, told, counted.waiting)


def _sheets(plans: list[SheetPlan]) -> Iterator[tuple[str, str]]:
    yield "README", "README"
    for plan in plans:
        yield from ((name, "data" if plan.table.is_data else "rows") for name in plan.names)
    yield from ((name, name) for name in ("codebook", "choices", "_issues", "meta"))


def _meta(facts: Facts, planned: Contract) -> Iterator[tuple[str, str | int]]:
    yield "form", facts.form_id
    yield "title", facts.title
    yield "profile", facts.profile
    if facts.sample:
        yield "sample", SAMPLE
    yield "revision", facts.revision
    yield "records", facts.records
    yield "refusals", facts.refusals
    yield "conflicts", facts.conflicts
    yield "unknown versions", facts.unknown_versions
    for language, what in facts.drafts.items():
        yield f"labels ({language})", what
    for definition in planned.definitions:
        yield f"form version {definition.version}", definition.form_hash


def _published(path: Path) -> PublishedFile:
    return PublishedFile(path.name, path.stat().st_size, file_digest(path))


def _same(staged: Path, folder: Path) -> bool:
    """Whether `folder` already holds exactly the files of `staged`; anything else is replaced."""
    return all(
        (folder / path.name).is_file() and file_digest(folder / path.name) == file_digest(path)
        for path in staged.iterdir()
    )
