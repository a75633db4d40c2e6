"""`fieldkit form`: check, test, evaluate and fill in forms. No vault is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

import click

from fieldkit.cli.form_drafts import (
    draft_option,
    move_command,
    read_command,
    submission_option,
    tell_differences,
    write,
)
from fieldkit.cli.form_eval import eval_command
from fieldkit.cli.options import EXISTING_FILE, echo_json, json_option
from fieldkit.forms.scenario_coverage import Coverage
from fieldkit.forms.workbook import FormCheck
from fieldkit.model.clock import SystemClock, SystemRandomness
from fieldkit.model.counting import counted
from fieldkit.model.shortening import without_long_words
from fieldkit.operations import form_tests, forms

FORM = click.Path(exists=True, path_type=Path)


@click.group()
def form() -> None:
    """Check, test and try out forms (XLSForm workbooks, XForms)."""


form.add_command(eval_command)
form.add_command(move_command)
form.add_command(read_command)


@form.command()
@click.argument("paths", metavar="FORM...", nargs=-1, required=True, type=FORM)
@click.option("--strict", is_flag=True, help="Warnings (a missing translation) count as errors.")
@json_option
@click.pass_context
def check(context: click.Context, paths: Sequence[Path], strict: bool, as_json: bool) -> None:
    """Say everything that is wrong with FORM: sheet, row, column, and what to change.

    Also says how far each language is translated, whether it is a draft that nobody has reviewed,
    and how sensitive the questions are. Exit code 1 when a form has errors; warnings alone do not
    stop it, unless --strict is given.
    """
    checked = forms.check_forms(paths, SystemClock())
    sound = all(found.ok and not (strict and found.findings) for found in checked)
    if as_json:
        echo_json({"ok": sound, "forms": [*map(_as_json, checked)]})
    else:
        for found in checked:
            _print(found)
    context.exit(0 if sound else 1)


@form.command()
@click.argument("paths", metavar="[FORM] FILES...", nargs=-1, required=True, type=FORM)
@click.option("--coverage", is_flag=True, help="Say which rules of FORM no scenario looks at.")
@json_option
@click.pass_context
def test(context: click.Context, paths: Sequence[Path], coverage: bool, as_json: bool) -> None:
    """Run interviews written down as scenarios (JSON Lines) and say which hold.

    FORM may be left out where each scenario carries its form. Exit code 1 when one fails. With
    --json, one object a line: id, ok, step (from 0), message; with --coverage one more at the
    end: rules, looked_at, missing.
    """
    form_path = None if form_tests.is_scenario_file(paths[0]) else paths[0]
    files = paths if form_path is None else paths[1:]
    if not files:
        raise click.UsageError("Name at least one file of scenarios (.jsonl).")
    if coverage and form_path is None:
        raise click.UsageError("Name the form whose rules are counted, before the scenarios.")
    total = failed = 0
    for tested in form_tests.run_scenarios(form_path, files):
        total, failed = total + 1, failed + (not tested.result.ok)
        if as_json:
            echo_json(asdict(tested.result))
        elif not tested.result.ok:
            click.echo(_failure(tested))
    if not as_json:
        click.echo(f"{total - failed} of {total} scenarios hold.")
    if coverage and form_path is not None:
        _tell_coverage(form_tests.rules_looked_at(form_path, files), as_json)
    context.exit(1 if failed else 0)


def _tell_coverage(found: Coverage, as_json: bool) -> None:
    looked_at, rules = len(found.rules) - len(found.missing), len(found.rules)
    missing = [str(rule) for rule in found.missing]
    if as_json:
        echo_json({"rules": rules, "looked_at": looked_at, "missing": missing})
        return
    click.echo(f"{looked_at} of {rules} rules are looked at.")
    for rule in missing:
        click.echo(f"  no scenario looks at the {rule}")


def _failure(tested: form_tests.TestedScenario) -> str:
    result = tested.result
    name = f" ({result.id})" if result.id else ""
    step = "" if result.step is None else f", step {result.step + 1}"
    return f"{tested.file.name}, line {tested.line}{name}{step}: {result.message}"


@form.command()
@click.argument("path", metavar="FORM", type=FORM)
@click.option(
    "--answers",
    required=True,
    type=click.File("r", encoding="utf-8"),
    help="JSON Lines: answer, add_repeat, remove_repeat, language, finish ('-': standard input).",
)
@click.option(
    "--from",
    "begun",
    type=EXISTING_FILE,
    metavar="FILE",
    help="Go on from a draft (JSON) or a submission (XML) instead of a blank form.",
)
@submission_option
@draft_option
@click.pass_context
def fill(
    context: click.Context,
    path: Path,
    answers: TextIO,
    begun: Path | None,
    submission: Path | None,
    draft: Path | None,
) -> None:
    """Fill in FORM from a file of answers; write the OpenRosa submission or the draft.

    Prints one line of JSON for each line read; an answer that breaks the constraint of its question
    is taken, and has a problem there. Exit code 1 when a line was refused; what is written then
    holds what was taken. For trying forms out: the files are not encrypted.
    """
    if submission is None and draft is None:
        raise click.UsageError("Say where to write: --out, --draft-out or both.")
    filled = forms.fill(path, answers, SystemClock(), SystemRandomness(), begun=begun)
    tell_differences(filled.taken)
    for reply in filled.replies:
        echo_json(_reply(reply))
    write(submission, filled.submission)
    write(draft, filled.draft)
    context.exit(0 if all(reply.taken for reply in filled.replies) else 1)


def _reply(reply: forms.Reply) -> dict[str, object]:
    if reply.problem:
        return {
            "taken": reply.number,
            "path": reply.path,
            "problem": reply.problem,
            "message": reply.message,
        }
    if reply.taken:
        return {"taken": reply.number, "path": reply.path}
    return {
        "refused": reply.code,
        "line": reply.number,
        "path": reply.path,
        "message": reply.message,
    }


def _as_json(found: FormCheck) -> dict[str, object]:
    metadata = dict(found.package.metadata) if found.package else dict[str, str]()
    return {
        "file": str(found.path),
        "ok": found.ok,
        "form_id": metadata.get("form_id", ""),
        "version": metadata.get("version", ""),
        "title": metadata.get("title", ""),
        "form_hash": found.package.hash if found.package else "",
        "findings": [finding.as_json() for finding in found.findings],
        "languages": [
            {
                "language": spoken.language,
                **{kind: {"done": s.done, "of": s.of} for kind, s in spoken.shares.items()},
            }
            for spoken in found.languages
        ],
        "translations": [
            {"language": each.language, "state": each.state, "origin": each.origin}
            for each in found.translations
        ],
        "sensitivity": {
            **{tag: list(names) for tag, names in found.sensitivity.questions.items()},
            "untagged": list(found.sensitivity.untagged),
        },
    }


def _print(found: FormCheck) -> None:
    errors = sum(finding.is_error for finding in found.findings)
    warnings = len(found.findings) - errors
    verdict = "can be used" if found.ok else "cannot be used"
    counts = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    click.echo(f"{found.path.name}: {verdict} ({counts})")
    for finding in found.findings:
        click.echo(f"  {finding}")
    for spoken in found.languages:
        gaps = [
            f"{kind} {share.done} of {share.of}"
            for kind, share in spoken.shares.items()
            if share.done < share.of
        ]
        name = without_long_words(spoken.language) or "(columns without a language)"
        click.echo(f"  language {name}: {', '.join(gaps) if gaps else 'complete'}")
    for each in found.translations:
        click.echo(f"  translation {without_long_words(each.language)}: {each}")
    for tag, names in found.sensitivity.questions.items():
        click.echo(f"  sensitivity {tag}: {counted(len(names), 'question')}")
    if untagged := found.sensitivity.untagged:
        names = without_long_words(", ".join(untagged))
        click.echo(f"  untagged, treated as identifiers: {len(untagged)} ({names})")
