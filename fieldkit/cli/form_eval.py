"""`fieldkit form eval`: expressions in, values out, one JSON object a line."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, TextIO, cast

import click

from fieldkit.cli.options import echo_json, json_option
from fieldkit.forms.evaluation import ERROR, CaseRefused, Outcome, case_from, evaluate
from fieldkit.model.clock import SystemClock


@click.command("eval")
@click.argument("cases", type=click.File("r", encoding="utf-8"), default="-")
@json_option
def eval_command(cases: TextIO, as_json: bool) -> None:
    """Evaluate XPath cases read as JSON Lines from CASES (standard input by default).

    Each line names `id` and `expr`, and may name `context_xml`, `context`, `xform`, `lang`, `tz`,
    `now` and the wanted type in `as`. Out comes one line each, in order.
    """
    instant = SystemClock().now()
    for line in cases:
        if line.strip():
            outcome = _outcome(line, instant)
            if as_json:
                echo_json(_as_fields(outcome))
            else:
                click.echo(_as_text(outcome))


def _outcome(line: str, instant: datetime) -> Outcome:
    try:
        fields = json.loads(line)
    except ValueError:
        return Outcome("", ERROR, None, "This line is no JSON.")
    if not isinstance(fields, dict):
        return Outcome("", ERROR, None, "This line is no JSON object.")
    record = cast(dict[str, Any], fields)
    try:
        case = case_from(record)
    except CaseRefused as error:
        return Outcome(str(record.get("id", "")), ERROR, None, error.message)
    return evaluate(case, instant=instant)


def _as_fields(outcome: Outcome) -> dict[str, object]:
    fields: dict[str, object] = {"id": outcome.id, "type": outcome.type, "value": outcome.value}
    if outcome.message:
        fields["message"] = outcome.message
    return fields


def _as_text(outcome: Outcome) -> str:
    return f"{outcome.id}\t{outcome.type}\t{outcome.message or outcome.value}"
