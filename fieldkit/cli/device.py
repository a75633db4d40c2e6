"""`fieldkit device`: a laptop joins a deployment, or is shut out of it."""

from __future__ import annotations

from pathlib import Path

import click

from fieldkit.cli.options import FILE, FOLDER, echo_json, json_option, vault_options
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemClock
from fieldkit.operations import devices
from fieldkit.operations.kits import read_small_file
from fieldkit.vault import open_vault


@click.group()
def device() -> None:
    """Enrol, approve, list and revoke devices."""


@device.command()
@click.argument("folder", metavar="V", type=FOLDER)
@click.option("--out", type=FILE, metavar="REQUEST", help="Write the request to this file.")
@click.option("--confirm", metavar="WORDS", help="The six words the coordinator read back.")
@click.option("--team", default="", help="The team of this laptop, as the kit names it.")
@click.option("--label", default="", help="What to call this laptop; not a person's name.")
@vault_options
@json_option
def enrol(
    folder: Path,
    out: Path | None,
    confirm: str | None,
    team: str,
    label: str,
    as_json: bool,
    user: str | None,
    passphrase: HiddenBytes,
) -> None:
    """Ask to join (--out), then complete it with the coordinator's words (--confirm)."""
    if (out is None) == (confirm is None):
        raise click.UsageError("Give either --out REQUEST or --confirm WORDS.")
    clock = SystemClock()
    with open_vault(folder, user=user, passphrase=passphrase, clock=clock) as vault:
        if out is not None:
            _say_requested(
                devices.request(vault, out, label=label, team=team, clock=clock), out, as_json
            )
        elif confirm is not None:
            joined = devices.confirm(vault, confirm)
            if as_json:
                echo_json({"state": "approved", "deployment": joined.deployment})
            else:
                click.echo(f"This laptop has joined {joined.name}. It may send now.")


@device.command()
@click.argument("registry", metavar="R", type=FOLDER)
@click.argument("request", metavar="REQUEST", type=FILE)
@click.option("--words", default=None, help="The six words heard (default: asked for).")
@vault_options
@json_option
def approve(
    registry: Path,
    request: Path,
    words: str | None,
    as_json: bool,
    user: str | None,
    passphrase: HiddenBytes,
) -> None:
    """Approve the laptop of REQUEST in the coordinator's vault R, if its words are right."""
    data = read_small_file(request)
    asked = devices.read_enrolment(data)
    if words is None:
        click.echo(
            f"{asked.device.label} (team {asked.device.team or 'none'}, author {asked.author})"
            " asks to join. Have its user read you the six words.",
            err=True,
        )
        words = str(click.prompt("Words", err=True))
    with open_vault(registry, user=user, passphrase=passphrase, clock=SystemClock()) as vault:
        done = devices.approve(vault, data, words)
    if as_json:
        echo_json(
            {
                "device": done.device,
                "label": done.label,
                "team": done.team,
                "author": done.author,
                "words": done.words,
            }
        )
    else:
        click.echo(f"{done.label} is approved. Read these words back to its user:")
        click.echo(done.words)


@device.command()
@click.argument("registry", metavar="R", type=FOLDER)
@click.argument("name", metavar="DEVICE")
@vault_options
@json_option
def revoke(
    registry: Path, name: str, as_json: bool, user: str | None, passphrase: HiddenBytes
) -> None:
    """Refuse everything from DEVICE (its label, or 8 digits of its id) from now on."""
    with open_vault(registry, user=user, passphrase=passphrase, clock=SystemClock()) as vault:
        peer = devices.revoke(vault, name)
    if as_json:
        echo_json({"device": peer.device.id, "label": peer.device.label, "status": "revoked"})
    else:
        click.echo(f"{peer.device.label} is revoked. What was imported from it before stays.")


@device.command(name="list")
@click.argument("registry", metavar="R", type=FOLDER)
@vault_options
@json_option
def list_devices(registry: Path, as_json: bool, user: str | None, passphrase: HiddenBytes) -> None:
    """List the devices a vault knows."""
    with open_vault(registry, user=user, passphrase=passphrase, clock=SystemClock()) as vault:
        known = devices.known_devices(vault)
    if as_json:
        echo_json(
            [
                {
                    "device": peer.device.id,
                    "label": peer.device.label,
                    "team": peer.device.team,
                    "author": peer.author,
                    "role": peer.role,
                    "status": peer.status.value,
                }
                for peer in known
            ]
        )
        return
    for peer in known:
        click.echo(
            f"{peer.device.id[:16]}  {peer.status.value:<9}  {peer.role:<11}"
            f"  {peer.device.label}  {peer.device.team}"
        )


def _say_requested(done: devices.Requested, out: Path, as_json: bool) -> None:
    if as_json:
        echo_json(
            {
                "device": done.device,
                "label": done.label,
                "team": done.team,
                "request": str(out),
                "words": done.words,
            }
        )
        return
    click.echo(f"Request of {done.label} written to {out}. Give it to your coordinator,")
    click.echo("and read these words to her yourself (by telephone, or face to face):")
    click.echo(done.words)
