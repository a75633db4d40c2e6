"""`fieldkit batch`: looking at a sealed batch."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from fieldkit.cli.options import FILE, FOLDER, echo_json, json_option, read_passphrase
from fieldkit.model.clock import SystemClock
from fieldkit.operations import batches
from fieldkit.operations.batches import BatchInside, BatchOutside
from fieldkit.vault import open_vault


@click.group()
def batch() -> None:
    """Look at a sealed batch; never at an answer."""


@batch.command()
@click.argument("file", metavar="FILE", type=FILE)
@click.argument("folder", metavar="[V]", type=FOLDER, required=False)
@click.option("--user", default=None, help="Who opens the vault V.")
@click.option(
    "--passphrase-file",
    default=None,
    metavar="FILE",
    help="Read the passphrase of V from FILE, or from standard input with '-'.",
)
@json_option
def inspect(
    file: Path,
    folder: Path | None,
    user: str | None,
    passphrase_file: str | None,
    as_json: bool,
) -> None:
    """Say what the batch FILE shows without a key, and, with the vault V, what it carries.

    Nothing is imported. Exit code 1 when the file is refused.
    """
    outside = batches.inspect(file)
    inside = _inside(file, folder, user, passphrase_file) if folder is not None else None
    if as_json:
        found = asdict(outside)
        echo_json(found | {"inside": asdict(inside)} if inside is not None else found)
    else:
        _say(outside, inside)


def _inside(file: Path, folder: Path, user: str | None, passphrase_file: str | None) -> BatchInside:
    passphrase = read_passphrase(passphrase_file)
    with open_vault(folder, user=user, passphrase=passphrase, clock=SystemClock()) as vault:
        return batches.inspect_inside(file, vault)


def _say(outside: BatchOutside, inside: BatchInside | None) -> None:
    click.echo(f"{outside.file}: {outside.size} bytes, complete")
    click.echo(f"hash      {outside.hash}" + ("" if outside.name_fits else "  (not in the name)"))
    click.echo(f"sender    {outside.sender}")
    for recipient in outside.recipients:
        click.echo(f"sealed to {recipient}")
    if inside is None:
        click.echo("Without the coordinator's vault nothing of this is proven.")
        return
    click.echo(f"verified  from {inside.sender_label}, team {inside.team or 'none'}")
    click.echo(
        f"batch {inside.sequence}, {inside.events} events"
        f" ({inside.first_event} to {inside.last_event})"
    )
    for form, count in sorted(inside.forms.items()):
        click.echo(f"  {form}: {count}")
