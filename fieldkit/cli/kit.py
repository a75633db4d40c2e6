"""`fieldkit kit`: what the coordinator hands to her laptops."""

from __future__ import annotations

from pathlib import Path

import click

from fieldkit.cli.options import (
    EXISTING_FILE,
    FILE,
    FOLDER,
    echo_json,
    json_option,
    vault_options,
)
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemClock, SystemRandomness
from fieldkit.operations import kits
from fieldkit.sync.kit import Kit
from fieldkit.vault import open_vault


@click.group()
def kit() -> None:
    """Build, look into and install the kit of a deployment."""


@kit.command()
@click.argument("registry", metavar="R", type=FOLDER)
@click.argument("out", metavar="OUT", type=FILE)
@click.option("--form", "forms", multiple=True, required=True, type=EXISTING_FILE, metavar="FORM",
              help="A workbook or form package; may be given several times.")  # fmt: skip
@click.option("--name", default="", help="Name of the deployment (needed for the first kit).")
@click.option("--municipality", default="", help="Its municipality (needed for the first kit).")
@click.option("--team", "teams", multiple=True, help="A team; may be given several times.")
@click.option("--setting", "settings", multiple=True, metavar="NAME=VALUE",
              help="A setting for the forms; may be given several times.")  # fmt: skip
@vault_options
@json_option
def build(
    registry: Path,
    out: Path,
    forms: tuple[Path, ...],
    name: str,
    municipality: str,
    teams: tuple[str, ...],
    settings: tuple[str, ...],
    as_json: bool,
    user: str | None,
    passphrase: HiddenBytes,
) -> None:
    """Make the next kit of the coordinator's vault R and write it to the file OUT.

    The first kit founds the deployment.
    """
    pairs = dict(_pair(setting) for setting in settings)
    clock = SystemClock()
    plan = kits.KitPlan(kits.read_forms(forms), name, municipality, teams, pairs)
    with open_vault(registry, user=user, passphrase=passphrase, clock=clock) as vault:
        built = kits.build_kit(vault, plan, out, clock=clock, randomness=SystemRandomness())
    if as_json:
        echo_json(_described(built))
    else:
        click.echo(f"Kit version {built.content.version} written to {out}.")


@kit.command()
@click.argument("file", metavar="FILE", type=FILE)
@json_option
def inspect(file: Path, as_json: bool) -> None:
    """Say what is in the kit FILE. Its signature is checked; whose it is, only words can tell."""
    found = kits.inspect_kit(file)
    if as_json:
        echo_json(_described(found))
        return
    content = found.content
    click.echo(f"{content.name} ({content.municipality}), kit version {content.version}")
    click.echo("sample data only" if content.sample else "for real work")
    for form in content.forms:
        click.echo(f"  {form.form_id}  {form.version}  {form.title}")


@kit.command()
@click.argument("folder", metavar="V", type=FOLDER)
@click.argument("file", metavar="FILE", type=FILE)
@vault_options
@json_option
def install(
    folder: Path, file: Path, as_json: bool, user: str | None, passphrase: HiddenBytes
) -> None:
    """Install the kit FILE in the laptop's vault V."""
    data = kits.read_small_file(file)
    with open_vault(folder, user=user, passphrase=passphrase, clock=SystemClock()) as vault:
        done = kits.install_kit(vault, data)
    if as_json:
        echo_json({"state": done.state, "version": done.version, "deployment": done.deployment})
    elif done.state == "already":
        click.echo(f"Kit version {done.version} was installed already.")
    else:
        click.echo(f"Kit version {done.version} installed. Next: fieldkit device enrol.")


def _pair(setting: str) -> tuple[str, str]:
    name, equals, value = setting.partition("=")
    if not equals or not name:
        raise click.BadParameter("a setting is written NAME=VALUE", param_hint="--setting")
    return name, value


def _described(found: Kit) -> dict[str, object]:
    content = found.content
    return {
        "deployment": content.deployment,
        "name": content.name,
        "municipality": content.municipality,
        "version": content.version,
        "sample": content.sample,
        "hash": found.hash,
        "coordinator": content.coordinator.id,
        "teams": content.teams,
        "settings": content.settings,
        "forms": [
            {
                "form": form.form_id,
                "version": form.version,
                "title": form.title,
                "hash": form.hash,
            }
            for form in content.forms
        ],
    }
