"""`fieldkit vault`: making a vault, listing who opens it, recovering and verifying it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from fieldkit.cli.options import FOLDER, echo_json, json_option, read_passphrase, vault_options
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemClock
from fieldkit.operations import vaults
from fieldkit.operations.vaults import NewVault
from fieldkit.operations.verify import verify_vault
from fieldkit.vault import open_vault, open_with_recovery, set_passphrase
from fieldkit.vault.users import ROLES, all_users

PASSPHRASE_FILE = click.option(
    "--passphrase-file",
    default=None,
    metavar="FILE",
    help="Read the new passphrase from the first line of FILE, or of standard input with '-'.",
)


@click.group()
def vault() -> None:
    """Make, check and recover a vault."""


@vault.command()
@click.argument("folder", metavar="V", type=FOLDER)
@click.option("--user", required=True, help="Your name; it is kept inside the vault only.")
@PASSPHRASE_FILE
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default="worker",
    show_default=True,
    help="What its user does in the deployment.",
)
@click.option("--sample", is_flag=True, help="Mark it as a sample: real kits will refuse it.")
@click.option("--no-recovery", is_flag=True, help="Make no recovery code (see the warning).")
def create(
    folder: Path,
    user: str,
    passphrase_file: str | None,
    role: str,
    sample: bool,
    no_recovery: bool,
) -> None:
    """Make a vault in the new folder V.

    The recovery code is shown once and must be typed back before the vault is kept.
    """
    passphrase = _new_passphrase(passphrase_file)
    wanted = NewVault(folder, user, passphrase, role=role, sample=sample)
    created = vaults.make(wanted, SystemClock())
    if no_recovery:
        click.echo(
            "Warning: this vault has no recovery code. If the passphrase is forgotten, everything"
            " in it is lost; nobody can open it, not even its makers.",
            err=True,
        )
    else:
        vaults.confirm_recovery(created, _show_code, _ask_code)
    created.vault.close()
    click.echo(f"The vault is ready in {folder}.")


@vault.command()
@click.argument("folder", metavar="V", type=FOLDER)
@vault_options
@json_option
def users(folder: Path, user: str | None, passphrase: HiddenBytes, as_json: bool) -> None:
    """List who may open the vault V."""
    with open_vault(folder, user=user, passphrase=passphrase, clock=SystemClock()) as opened:
        known = all_users(opened.connection)
    if as_json:
        echo_json([{"user": u.name, "author": u.label, "role": u.role} for u in known])
        return
    for one in known:
        click.echo(f"{one.name}\t{one.label}\t{one.role}")


@vault.command()
@click.argument("folder", metavar="V", type=FOLDER)
@vault_options
@json_option
@click.pass_context
def verify(
    context: click.Context, folder: Path, user: str | None, passphrase: HiddenBytes, as_json: bool
) -> None:
    """Check the vault V: keystore, every page, audit chain, journals against drafts."""
    with open_vault(folder, user=user, passphrase=passphrase, clock=SystemClock()) as opened:
        found = verify_vault(opened)
    ok = all(check.ok for check in found)
    if as_json:
        rows = [{"check": c.name, "ok": c.ok, "found": c.found} for c in found]
        echo_json({"ok": ok, "checks": rows})
    else:
        for check in found:
            click.echo(f"{'ok ' if check.ok else 'BAD'} {check.name}: {check.found}")
    if not ok:
        context.exit(1)


@vault.command()
@click.argument("folder", metavar="V", type=FOLDER)
@PASSPHRASE_FILE
def recover(folder: Path, passphrase_file: str | None) -> None:
    """Give the first user of the vault V a new passphrase, by the recovery code."""
    passphrase = _new_passphrase(passphrase_file)
    code = _ask_code()
    if code is None:
        raise click.Abort
    with open_with_recovery(folder, code=code, clock=SystemClock()) as opened:
        set_passphrase(opened, opened.user, passphrase)
        name = opened.user
    click.echo(f"{name} opens the vault with the new passphrase now.")


def _new_passphrase(source: str | None) -> HiddenBytes:
    """A new passphrase; at a terminal it is asked for twice."""
    passphrase = read_passphrase(source, prompt="New passphrase")
    if source is None and read_passphrase(None, prompt="Once more") != passphrase:
        raise click.UsageError("The two passphrases differ; nothing was changed.")
    return passphrase


def _show_code(code: HiddenBytes) -> None:
    click.echo("Recovery code (shown once; write it down and keep it away from this computer):")
    click.echo(code.data.decode("ascii"))
    sys.stdout.flush()


def _ask_code() -> HiddenBytes | None:
    click.echo("Type the recovery code: ", nl=False, err=True)
    typed = sys.stdin.readline()
    return HiddenBytes(typed.strip().encode("utf-8")) if typed else None
