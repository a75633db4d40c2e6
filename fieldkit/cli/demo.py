"""`fieldkit demo`: the whole path on the sample deployment."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from fieldkit.cli.options import FOLDER, echo_json, json_option
from fieldkit.demo.walk import DemoReport, walk
from fieldkit.model.errors import FieldKitError


@click.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "--records",
    type=click.IntRange(min=1),
    default=24,
    show_default=True,
    help="How many interviews are held.",
)
@click.option("--seed", type=int, default=None, help="The same seed publishes the same bytes.")
@click.option("--window", is_flag=True, help="Open the window on the sample afterwards.")
@json_option
def demo(folder: Path, records: int, seed: int | None, window: bool, as_json: bool) -> None:
    """Walk the whole path on invented people, into the new folder FOLDER."""
    if window:
        raise FieldKitError(
            "The window is not part of this version yet; nothing was made.",
            code="no-window",
            next_step="Leave out --window.",
        )
    chosen = secrets.randbelow(1_000_000) if seed is None else seed
    tell = _silent if as_json else click.echo
    report = walk(folder, records=records, seed=chosen, tell=tell)
    if as_json:
        echo_json(report.as_json())
    else:
        _say(report)


def _silent(_words: str) -> None:
    """Nothing but JSON goes to standard output."""


def _say(report: DemoReport) -> None:
    tally = report.tally
    click.echo(f"\nDone (seed {report.seed}).")
    for form, count in sorted(tally.records.items()):
        click.echo(f"  {form}: {count} records")
    for repeat, count in sorted(tally.repeats.items()):
        click.echo(f"  {repeat}: {count} rows")
    click.echo(f"  refused at the gate: {tally.refusals}, kept as a fact without a person")
    click.echo(f"  {tally.batches} batches sent, {tally.imported} imported")
    click.echo(f"  {report.conflicts} record with two versions that wait for a decision")
    click.echo("\nThe Excel for the municipality lies here:")
    for form in sorted(tally.records):
        click.echo(f"  {report.folder}/municipality/{form}/{form}_latest.xlsx")
    click.echo(f"{report.folder}/README.md says what every other file is.")
