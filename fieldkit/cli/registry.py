"""`fieldkit registry`: the coordinator's set of records. Only `review` prints what people said."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from fieldkit.cli.options import EXISTING_FILE, FOLDER, echo_json, json_option, vault_options
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemClock, SystemRandomness
from fieldkit.model.counting import counted
from fieldkit.operations import correct as corrections
from fieldkit.operations.correct import Correcting
from fieldkit.operations.import_batches import (
    BatchLine,
    ImportReport,
    import_drop,
    preview_drop,
)
from fieldkit.operations.registries import Registry, registry_of
from fieldkit.registry.chains import Gap
from fieldkit.registry.conflicts import Conflict, conflicts
from fieldkit.registry.review import review as review_of
from fieldkit.vault import open_vault


@click.group()
def registry() -> None:
    """Import batches, and see, correct and reconcile what they brought."""


@contextmanager
def _opened(folder: Path, user: str | None, passphrase: HiddenBytes) -> Generator[Registry]:
    with open_vault(folder, user=user, passphrase=passphrase, clock=SystemClock()) as vault:
        yield registry_of(vault)


def _correcting(opened: Registry) -> Correcting:
    return Correcting(opened, SystemClock(), SystemRandomness())


@registry.command("import")
@click.argument("folder", metavar="R", type=FOLDER)
@click.argument("drop", metavar="DROP", type=FOLDER)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@vault_options
@json_option
@click.pass_context
def import_(
    context: click.Context,
    folder: Path,
    drop: Path,
    dry_run: bool,
    as_json: bool,
    user: str | None,
    passphrase: HiddenBytes,
) -> None:
    """Import every batch on DROP into R and leave receipts there.

    Exit code 1 when any batch was refused; the others are imported all the same.
    """
    clock = SystemClock()
    with open_vault(folder, user=user, passphrase=passphrase, clock=clock) as vault:
        report = preview_drop(vault, drop) if dry_run else import_drop(vault, drop, clock=clock)
    if as_json:
        echo_json(_as_json(report))
    else:
        _say(report)
    if report.refused:
        context.exit(1)


@registry.command()
@click.argument("folder", metavar="R", type=FOLDER)
@vault_options
@json_option
def digest(folder: Path, as_json: bool, user: str | None, passphrase: HiddenBytes) -> None:
    """Print the hash of the current view: it changes exactly when the view does."""
    with _opened(folder, user, passphrase) as opened:
        found = opened.view().revision()
    if as_json:
        echo_json({"digest": found})
    else:
        click.echo(found)


@registry.command()
@click.argument("folder", metavar="R", type=FOLDER)
@vault_options
@json_option
def records(folder: Path, as_json: bool, user: str | None, passphrase: HiddenBytes) -> None:
    """List the current records: ids, forms and versions, no answers."""
    with _opened(folder, user, passphrase) as opened:
        found = [
            {"record": standing.record, "form": standing.form_id, "heads": standing.heads}
            for standing in opened.view().standings()
        ]
    if as_json:
        echo_json({"records": found})
        return
    for line in found:
        click.echo(f"{line['record']}  {line['form']}  {counted(len(line['heads']), 'version')}")


@registry.command("conflicts")
@click.argument("folder", metavar="R", type=FOLDER)
@vault_options
@json_option
def conflicts_(folder: Path, as_json: bool, user: str | None, passphrase: HiddenBytes) -> None:
    """List the records with several current versions, and where they differ; no answers."""
    with _opened(folder, user, passphrase) as opened:
        found = list(conflicts(opened.store))
    if as_json:
        echo_json({"conflicts": [asdict(conflict) for conflict in found]})
        return
    for conflict in found:
        _say_conflict(conflict)
    if not found:
        click.echo("No record has more than one current version.")


@registry.command()
@click.argument("folder", metavar="R", type=FOLDER)
@click.argument("record", metavar="RECORD")
@vault_options
@json_option
def review(
    folder: Path, record: str, as_json: bool, user: str | None, passphrase: HiddenBytes
) -> None:
    """Show the differing answers of RECORD's versions side by side. Prints what people said."""
    with _opened(folder, user, passphrase) as opened:
        shown = review_of(opened.store, record).side_by_side()
    plain = {key: {e: said.text for e, said in side.items()} for key, side in shown.items()}
    if as_json:
        echo_json({"record": record, "differing": plain})
        return
    for key, side in plain.items():
        click.echo(key)
        for event, said in side.items():
            click.echo(f"  {event[:16]}  {said}")


@registry.command()
@click.argument("folder", metavar="R", type=FOLDER)
@click.argument("record", metavar="RECORD")
@click.option("--answers", required=True, type=EXISTING_FILE, help="Lines as for `interview`.")
@vault_options
@json_option
def correct(
    folder: Path,
    record: str,
    answers: Path,
    as_json: bool,
    user: str | None,
    passphrase: HiddenBytes,
) -> None:
    """Correct RECORD by the lines of a file, as its form allows; a new signed version."""
    lines = corrections.read_lines(answers)
    with _opened(folder, user, passphrase) as opened:
        done = _correcting(opened).correct(record, lines)
    _say_corrected(done, as_json)


@registry.command()
@click.argument("folder", metavar="R", type=FOLDER)
@click.argument("record", metavar="RECORD")
@click.option("--keep", required=True, metavar="EVENT", help="The version to start from.")
@click.option(
    "--take",
    multiple=True,
    nargs=2,
    metavar="KEY EVENT",
    help="Take one answer or row (a key that `conflicts` lists) from another version.",
)
@vault_options
@json_option
def resolve(
    folder: Path,
    record: str,
    keep: str,
    take: tuple[tuple[str, str], ...],
    as_json: bool,
    user: str | None,
    passphrase: HiddenBytes,
) -> None:
    """Make one version of RECORD out of several, answer by answer."""
    with _opened(folder, user, passphrase) as opened:
        done = _correcting(opened).resolve(record, keep, dict(take))
    _say_corrected(done, as_json)


def _as_json(report: ImportReport) -> dict[str, object]:
    return {
        "batches": [_batch_as_json(line) for line in report.batches],
        "gaps": [asdict(gap) for gap in report.gaps],
        "ignored": report.ignored,
        "parked": report.parked,
        "receipts": report.receipts,
        "receipts_problem": report.receipts_problem,
    }


def _batch_as_json(line: BatchLine) -> dict[str, object]:
    return {
        "file": line.file,
        "state": line.outcome.value,
        "reason": line.reason,
        "message": line.message,
        **asdict(line.counts),
    }


def _say(report: ImportReport) -> None:
    for line in report.batches:
        counts = ", ".join(f"{n} {what}" for what, n in asdict(line.counts).items() if n)
        click.echo(f"{line.outcome.value:<9} {line.file}  {line.message or counts}".rstrip())
    for name in report.ignored:
        click.echo(f"ignored   {name}  (no whole batch)")
    for gap in report.gaps:
        click.echo(f"missing   device {gap.device[:16]}: {_missing(gap)}")
    if report.parked:
        versions = counted(report.parked, "version waits", "versions wait")
        click.echo(f"{versions} for a form version that is not here.")
    if report.receipts_problem:
        click.echo(f"No receipts could be left on the drop: {report.receipts_problem}")
    if not report.batches:
        click.echo("There are no batches on this drop.")


def _missing(gap: Gap) -> str:
    named = [("batch", first, last) for first, last in gap.batches]
    named += [("event", first, last) for first, last in gap.events]
    return ", ".join(f"{what} {a}" if a == b else f"{what} {a}-{b}" for what, a, b in named)


def _say_conflict(conflict: Conflict) -> None:
    click.echo(f"{conflict.record}  {conflict.form_id}")
    for version in conflict.versions:
        click.echo(f"  {version.event}  {version.author} on device {version.device[:16]}")
    for key in conflict.differing:
        click.echo(f"  differs: {key}")


def _say_corrected(done: corrections.Corrected, as_json: bool) -> None:
    if as_json:
        echo_json(asdict(done))
    else:
        click.echo(f"Stored as version {done.event}.")
