"""`fieldkit demo`: the whole path on the sample deployment."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

import click

from fieldkit import platform
from fieldkit.cli.options import FOLDER, echo_json, json_option
from fieldkit.demo.walk import DemoReport, walk
from fieldkit.model.counting import counted


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
@click.option("--window", is_flag=True, help="Open the window on it, if there is a screen.")
@json_option
@click.pass_obj
def demo(
    open_window: Callable[[Path], int] | None,
    folder: Path,
    records: int,
    seed: int | None,
    window: bool,
    as_json: bool,
) -> int:
    """Walk the whole path on invented people, into the new folder FOLDER."""
    chosen = secrets.randbelow(1_000_000) if seed is None else seed
    tell = _silent if as_json else click.echo
    report = walk(folder, records=records, seed=chosen, tell=tell)
    if as_json:
        echo_json(report.as_json())
    else:
        _say(report)
    return _look(folder, open_window, tell) if window else 0


def _look(
    folder: Path, open_window: Callable[[Path], int] | None, tell: Callable[[str], None]
) -> int:
    """Open the window on the sample; without a screen the walk was all there is to do."""
    if open_window is None or not platform.has_display():
        tell("\nThere is no screen here, so the window was not opened.")
        return 0
    tell("\nThe window opens on the sample; its passphrases are offered on the first page.")
    return open_window(folder)


def _silent(_words: str) -> None:
    """Nothing but JSON goes to standard output."""


def _say(report: DemoReport) -> None:
    tally = report.tally
    click.echo(f"\nDone (seed {report.seed}).")
    for form, count in sorted(tally.records.items()):
        click.echo(f"  {form}: {counted(count, 'record')}")
    for repeat, count in sorted(tally.repeats.items()):
        click.echo(f"  {repeat}: {counted(count, 'row')}")
    click.echo(f"  refused at the gate: {tally.refusals}, kept as a fact without a person")
    click.echo(f"  {counted(tally.batches, 'batch', 'batches')} sent, {tally.imported} imported")
    records = counted(report.conflicts, "record")
    click.echo(f"  {records} with two versions that wait for a decision")
    click.echo("\nThe Excel for the municipality lies here:")
    for form in sorted(tally.records):
        click.echo(f"  {report.folder}/municipality/{form}/{form}_latest.xlsx")
    click.echo(f"{report.folder}/README.md says what every other file is.")
