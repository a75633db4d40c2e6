"""`fieldkit records move` and `undo-move`: a draft goes on in a newer version of its form."""

from __future__ import annotations

from pathlib import Path

import click

from fieldkit.cli.moved import ToldAnswer, tell
from fieldkit.cli.options import FOLDER, echo_json, json_option, vault_options
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemClock, SystemRandomness
from fieldkit.operations import moves, undo_moves
from fieldkit.operations.moves import PlannedMove
from fieldkit.operations.undo_moves import PlannedUndo
from fieldkit.vault import open_vault

confirm_option = click.option("--confirm", is_flag=True, help="Do it; without this it is shown.")


@click.command()
@click.argument("folder", metavar="V", type=FOLDER)
@click.argument("record", metavar="RECORD")
@click.option("--to", "version", default="", metavar="VERSION", help="Default: the newest here.")
@confirm_option
@vault_options
@json_option
def move(
    folder: Path,
    record: str,
    version: str,
    confirm: bool,
    user: str | None,
    passphrase: HiddenBytes,
    as_json: bool,
) -> None:
    """Move a draft of the vault V to a newer version of its form.

    Shows what becomes of each answer; nothing is changed without --confirm. Until the record is
    finished, undo-move takes it back.
    """
    with open_vault(folder, user=user, passphrase=passphrase, clock=SystemClock()) as vault:
        planned = moves.plan(vault, record, SystemClock(), SystemRandomness(), version=version)
        if confirm:
            moves.take(planned)
        told = [
            ToldAnswer(planned.path_before(each), each.fate, planned.path_after(each))
            for each in planned.answers
        ]
    if as_json:
        echo_json(_as_json(planned, told, moved=confirm))
        return
    click.echo(f"{record}: version {planned.before.version} -> {planned.after.version}")
    tell(told, planned.added)
    if confirm:
        click.echo("The draft was moved. Until it is finished, undo-move takes this back.")
    else:
        click.echo("Nothing was changed. Add --confirm to move it.")


@click.command("undo-move")
@click.argument("folder", metavar="V", type=FOLDER)
@click.argument("record", metavar="RECORD")
@confirm_option
@vault_options
@json_option
def undo_move(
    folder: Path,
    record: str,
    confirm: bool,
    user: str | None,
    passphrase: HiddenBytes,
    as_json: bool,
) -> None:
    """Take the last move of a draft of the vault V back.

    Shows which answers, given since, would go; nothing is changed without --confirm.
    """
    with open_vault(folder, user=user, passphrase=passphrase, clock=SystemClock()) as vault:
        planned = undo_moves.plan_undo(vault, record, SystemClock(), SystemRandomness())
        if confirm:
            undo_moves.take_undo(planned)
    if as_json:
        echo_json(_undo_as_json(planned, undone=confirm))
        return
    click.echo(f"{record}: version {planned.before.version} -> {planned.after.version}")
    for path in planned.lost:
        click.echo(f"  answered since the move, and gone: {path}")
    if confirm:
        click.echo("The move was taken back: the draft is what it was before.")
    else:
        click.echo("Nothing was changed. Add --confirm to take the move back.")


def _as_json(planned: PlannedMove, told: list[ToldAnswer], *, moved: bool) -> dict[str, object]:
    return {
        "record": planned.record,
        "form": planned.after.form_id,
        "before": planned.before.version,
        "after": planned.after.version,
        "moved": moved,
        "answers": [each.as_json() for each in told],
        "added": list(planned.added),
        "aside": planned.aside,
    }


def _undo_as_json(planned: PlannedUndo, *, undone: bool) -> dict[str, object]:
    return {
        "record": planned.record,
        "form": planned.after.form_id,
        "before": planned.before.version,
        "after": planned.after.version,
        "undone": undone,
        "lost": list(planned.lost),
    }
