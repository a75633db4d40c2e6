"""`fieldkit form read` and `move`: drafts and submissions as files, outside any vault."""

from __future__ import annotations

from pathlib import Path

import click

from fieldkit.cli.moved import ToldAnswer, tell
from fieldkit.cli.options import EXISTING_FILE, FILE, echo_json, json_option
from fieldkit.forms import FormSession
from fieldkit.model.clock import SystemClock, SystemRandomness
from fieldkit.operations import form_drafts
from fieldkit.operations.form_drafts import TakenUp
from fieldkit.platform import StorageError, replace_durably

FORM = click.Path(exists=True, path_type=Path)

submission_option = click.option(
    "--out",
    "submission",
    type=FILE,
    metavar="FILE",
    help="Where to write the OpenRosa submission (XML, not encrypted).",
)
draft_option = click.option(
    "--draft-out",
    "draft",
    type=FILE,
    metavar="FILE",
    help="Where to write the draft as it stands (JSON, not encrypted).",
)


@click.command("read")
@click.argument("path", metavar="FORM", type=FORM)
@click.argument("file", metavar="FILE", type=EXISTING_FILE)
@submission_option
@draft_option
@json_option
def read_command(
    path: Path, file: Path, submission: Path | None, draft: Path | None, as_json: bool
) -> None:
    """Read a draft (JSON) or an OpenRosa submission (XML) of FORM and show its answers.

    --out and --draft-out write it as the one or the other. Says what a submission has that FORM has
    no place for.
    """
    taken = form_drafts.read(path, file, SystemClock(), SystemRandomness())
    write(submission, taken.session.submission())
    write(draft, taken.draft())
    answers = _answers(taken.session)
    if as_json:
        echo_json(
            {
                "record": taken.session.record,
                "form": taken.session.definition.form_id,
                "version": taken.session.definition.version,
                "made_with": taken.made_with,
                "answers": answers,
                "problems": [
                    {"path": each.path, "kind": each.kind} for each in taken.session.validate()
                ],
                "aside": len(taken.aside.answers),
                "left_out": list(taken.left_out),
            }
        )
        return
    tell_differences(taken)
    for name, value in answers.items():
        click.echo(f"{name}\t{value}")


@click.command("move")
@click.argument("old", metavar="OLD", type=FORM)
@click.argument("new", metavar="NEW", type=FORM)
@click.argument("draft", metavar="DRAFT", type=EXISTING_FILE)
@click.option("--draft-out", "out", type=FILE, metavar="FILE", help="Write the moved draft there.")
@json_option
def move_command(old: Path, new: Path, draft: Path, out: Path | None, as_json: bool) -> None:
    """Show what becomes of DRAFT, a draft of the form OLD, in NEW, a version of the same form.

    DRAFT itself stays as it is.
    """
    moved = form_drafts.move(old, new, draft, SystemClock(), SystemRandomness())
    write(out, moved.draft)
    told = [ToldAnswer(each.key, each.fate, each.now) for each in moved.answers]
    if as_json:
        echo_json(
            {
                "answers": [each.as_json() for each in told],
                "added": list(moved.added),
                "aside": moved.aside,
            }
        )
    else:
        tell(told, moved.added)


def write(path: Path | None, content: bytes) -> None:
    """Write a file that was asked for; a link is followed.

    Raises StorageError, for a device or a pipe too: a new file would take its place.
    """
    if path is None:
        return
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise StorageError(
            f"{path} is no ordinary file; nothing was written.",
            next_step="Name a file to write to.",
        )
    replace_durably(target, content)


def tell_differences(taken: TakenUp) -> None:
    """Say, beside the output, in what a submission is not of this very form version."""
    version = taken.session.definition.version
    if taken.made_with != version:
        click.echo(f"Made with version {taken.made_with}, read by version {version}.", err=True)
    for path in taken.left_out:
        click.echo(f"Left out, since the form has no {path}.", err=True)


def _answers(session: FormSession) -> dict[str, str]:
    """What is relevant and not blank, by path."""
    return dict(session.record_content("", {}).answers)
