"""`fieldkit publish`: from the registry to the files that a municipality opens."""

from __future__ import annotations

from pathlib import Path

import click

from fieldkit.cli.options import FOLDER, echo_json, json_option, vault_options
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemClock, SystemRandomness
from fieldkit.model.counting import counted
from fieldkit.operations.publish import STYLE, Wanted, publish_registry
from fieldkit.publishing.profiles import PROFILES, STATISTICS
from fieldkit.publishing.publish import PublicationReport
from fieldkit.vault import open_vault


@click.command()
@click.argument("registry", metavar="R", type=FOLDER)
@click.argument("out", metavar="OUT", type=FOLDER)
@click.option(
    "--profile",
    default=STATISTICS.name,
    show_default=True,
    help=f"What may be in it: {', '.join(PROFILES)}.",
)
@click.option("--style", default=STYLE, show_default=True, help="Layout of the tables.")
@click.option("--language", default="", help="Language of labels (default: each form's own).")
@vault_options
@json_option
def publish(
    registry: Path,
    out: Path,
    profile: str,
    style: str,
    language: str,
    as_json: bool,
    user: str | None,
    passphrase: HiddenBytes,
) -> None:
    """Write the registry in the coordinator's vault R as Excel and CSV into the folder OUT.

    Each form gets OUT/<form>/<form>_latest.xlsx for people and OUT/<form>/latest/*.csv for
    programs. What was there before is replaced only when the new publication is whole.
    """
    clock = SystemClock()
    wanted = Wanted(out, profile, style, language)
    with open_vault(registry, user=user, passphrase=passphrase, clock=clock) as vault:
        report = publish_registry(vault, wanted, clock=clock, randomness=SystemRandomness())
    if as_json:
        echo_json(_as_json(report))
    else:
        _say(report)


def _as_json(report: PublicationReport) -> dict[str, object]:
    forms = {
        name: {
            "rows": form.rows,
            "repeats": form.repeats,
            "refusals": form.refusals,
            "columns": form.columns,
            "left_out": form.left_out,
            "unknown_versions": form.unknown_versions,
            "workbook": str(form.workbook),
            "pending": form.pending,
        }
        for name, form in report.forms.items()
    }
    return {
        "revision": report.revision,
        "profile": report.profile,
        "forms": forms,
        "unpublished": report.unpublished,
    }


def _say(report: PublicationReport) -> None:
    for name, count in report.unpublished.items():
        click.echo(f"{name}: {_waiting(count)}; none can be shown yet")
    if not report.forms and not report.unpublished:
        click.echo("The registry is empty: there was nothing to publish.")
    for name, form in report.forms.items():
        rows = "".join(
            f", {counted(count, 'row')} of {repeat}" for repeat, count in form.repeats.items()
        )
        refusals = counted(form.refusals, "refusal")
        click.echo(f"{name}: {counted(form.rows, 'record')}{rows}, {refusals}")
        if form.left_out:
            questions = counted(form.left_out, "question is", "questions are")
            click.echo(f"  {questions} left out by the profile {report.profile}")
        if form.unknown_versions:
            click.echo(f"  {_waiting(form.unknown_versions)}")
        for file in form.pending:
            click.echo(f"  {file} is open in another program and was left as it was", err=True)
        click.echo(f"  {form.workbook}")


def _waiting(count: int) -> str:
    return counted(
        count, "record waits for its form version", "records wait for their form version"
    )
