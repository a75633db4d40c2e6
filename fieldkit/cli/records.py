"""`fieldkit records`: what is in a vault, one record, how it came about, its form version."""

from __future__ import annotations

from pathlib import Path

import click

from fieldkit.cli.options import FOLDER, echo_json, json_option, vault_options
from fieldkit.cli.record_moves import move, undo_move
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemClock
from fieldkit.operations import records as operation
from fieldkit.vault import open_vault


@click.group()
def records() -> None:
    """Look at the records of a vault, and move drafts to newer versions of their forms."""


records.add_command(move)
records.add_command(undo_move)


@records.command("list")
@click.argument("folder", metavar="V", type=FOLDER)
@vault_options
@json_option
def list_records(folder: Path, user: str | None, passphrase: HiddenBytes, as_json: bool) -> None:
    """List the records and refusals of the vault V."""
    with open_vault(folder, user=user, passphrase=passphrase, clock=SystemClock()) as vault:
        lines = operation.all_lines(vault)
    rows = [
        {
            "record": line.record,
            "kind": line.kind,
            "form": line.form_id,
            "version": line.form_version,
            "state": line.state.value,
        }
        for line in lines
    ]
    if as_json:
        echo_json(rows)
        return
    for row in rows:
        click.echo("\t".join(row.values()))


@records.command()
@click.argument("folder", metavar="V", type=FOLDER)
@click.argument("record", metavar="RECORD")
@vault_options
@json_option
def show(
    folder: Path, record: str, user: str | None, passphrase: HiddenBytes, as_json: bool
) -> None:
    """Show one record of the vault V: the draft as it stands, or its last finished version."""
    with open_vault(folder, user=user, passphrase=passphrase, clock=SystemClock()) as vault:
        shown = operation.show(vault, record)
    if as_json:
        echo_json(
            {
                "record": shown.line.record,
                "form": shown.line.form_id,
                "version": shown.line.form_version,
                "state": shown.line.state.value,
                "answers": shown.content.answers,
                "languages": shown.content.languages,
                **({"aside": dict(shown.aside)} if shown.aside else {}),
            }
        )
        return
    click.echo(f"{shown.line.record} {shown.line.form_id} {shown.line.state.value}")
    for path, value in shown.content.answers.items():
        click.echo(f"{path}\t{value}")
    for key, value in shown.aside.items():
        click.echo(f"kept aside: {key}\t{value}")


@records.command()
@click.argument("folder", metavar="V", type=FOLDER)
@click.argument("record", metavar="RECORD")
@vault_options
@json_option
def history(
    folder: Path, record: str, user: str | None, passphrase: HiddenBytes, as_json: bool
) -> None:
    """Tell the steps of one record of the vault V, in order."""
    with open_vault(folder, user=user, passphrase=passphrase, clock=SystemClock()) as vault:
        steps = operation.history(vault, record)
    if not as_json:
        for step in steps:
            click.echo(f"{step.step}\t{step.at}\t{step.kind}\t{step.key}")
        return
    echo_json(
        [
            {
                "step": step.step,
                "kind": step.kind,
                "key": step.key,
                "value": step.given,
                "language": step.language,
                "author": step.author,
                "at": step.at,
                "clock_suspect": step.clock_suspect,
            }
            for step in steps
        ]
    )
