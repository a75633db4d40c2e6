"""`fieldkit sync`: between a vault and a drop."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from fieldkit.cli.options import FOLDER, echo_json, json_option, vault_options
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemClock, SystemRandomness
from fieldkit.model.counting import counted
from fieldkit.operations.kits import prepare_drop
from fieldkit.operations.receive import ReceiveReport
from fieldkit.operations.receive import receive as receive_from
from fieldkit.operations.send import send as send_to
from fieldkit.sync.drop.folder import FolderDrop
from fieldkit.vault import open_vault


@click.group()
def sync() -> None:
    """Send finished records to a drop, and receive what came back."""


@sync.command()
@click.argument("folder", metavar="V", type=FOLDER)
@click.argument("drop", metavar="DROP", type=FOLDER)
@vault_options
@json_option
def send(
    folder: Path, drop: Path, as_json: bool, user: str | None, passphrase: HiddenBytes
) -> None:
    """Seal what is finished and leave it on DROP, a stick or a shared folder.

    Batches that no receipt has confirmed are copied again when they are missing there.
    """
    clock = SystemClock()
    target = FolderDrop(drop)
    with open_vault(folder, user=user, passphrase=passphrase, clock=clock) as vault:
        sent = send_to(vault, target, clock=clock, randomness=SystemRandomness())
    if as_json:
        lines = [
            {"file": each.file, "state": each.state.value, "records": each.records} for each in sent
        ]
        echo_json({"batches": lines})
        return
    if not sent:
        click.echo("There is nothing to send.")
    for each in sent:
        click.echo(f"{each.state.value:<8} {each.file}  ({counted(each.records, 'record')})")


@sync.command()
@click.argument("folder", metavar="V", type=FOLDER)
@click.argument("drop", metavar="DROP", type=FOLDER)
@vault_options
@json_option
@click.pass_context
def receive(
    context: click.Context,
    folder: Path,
    drop: Path,
    as_json: bool,
    user: str | None,
    passphrase: HiddenBytes,
) -> None:
    """Read the coordinator's receipts and newer kits from DROP.

    Exit code 1 when something there was not believed.
    """
    source = FolderDrop(drop)
    with open_vault(folder, user=user, passphrase=passphrase, clock=SystemClock()) as vault:
        report = receive_from(vault, source)
    if as_json:
        echo_json(asdict(report))
    else:
        _say_received(report)
    if report.refused:
        context.exit(1)


@sync.command()
@click.argument("registry", metavar="R", type=FOLDER)
@click.argument("drop", metavar="DROP", type=FOLDER)
@vault_options
@json_option
def prepare(
    registry: Path, drop: Path, as_json: bool, user: str | None, passphrase: HiddenBytes
) -> None:
    """Mark DROP as the deployment's of the coordinator's vault R, and leave the newest kit."""
    target = FolderDrop(drop)
    with open_vault(registry, user=user, passphrase=passphrase, clock=SystemClock()) as vault:
        done = prepare_drop(vault, target, randomness=SystemRandomness())
    if as_json:
        echo_json({"files": {name: state.value for name, state in done.items()}})
        return
    for name, state in done.items():
        click.echo(f"{state.value:<8} {name}")


def _say_received(report: ReceiveReport) -> None:
    for file in report.receipts + report.kits:
        click.echo(f"{file.state:<8} {file.file}" + (f"  {file.message}" if file.message else ""))
    for name in report.confirmed:
        click.echo(f"confirmed  {name}")
    for name, reason in report.rejected.items():
        click.echo(f"rejected  {name}  ({reason})")
    if not report.receipts and not report.kits:
        click.echo("Nothing new on this drop.")
