"""An intake as lines for `fieldkit interview`, with words that can be looked for afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Line = dict[str, Any]

CODE = "FK-7Q4M-2XKD"
NAME = "Ζαραθούστρα Άγνωστος"
PLACE = "dimos_koukouvagia"
MEMBERS = ("Κιρκασιανή", "بلقيس")
WORDS = "Ζητά βοήθεια με ένα γράμμα — «σήμερα»"

META, ALL = "/data/meta_block", "/data/all_block"
GATE = "/data/gate/may_continue"


def answer(path: str, value: object) -> Line:
    return {"answer": path, "value": value}


def before_the_gate() -> list[Line]:
    return [
        {"language": "fr"},
        answer(f"{META}/visit_date", "2026-11-23"),
        answer(f"{META}/municipality_code", PLACE),
        answer(f"{META}/team_code", "north"),
        answer(f"{META}/subject_code", CODE),
    ]


def after_the_gate() -> list[Line]:
    return [
        answer(f"{ALL}/name_block/name_native", NAME),
        answer(f"{ALL}/birth_block/dob_precision", "unknown"),
        answer(f"{ALL}/person_block/lang_other", ["ell", "eng"]),
        answer(f"{ALL}/status_block/arrival_year", 2019),
        answer(f"{ALL}/hh_size", 3),
        answer(f"{ALL}/member[1]/m_name", MEMBERS[0]),
        answer(f"{ALL}/member[1]/m_dob_precision", "unknown"),
        {"add_repeat": f"{ALL}/member"},
        {"language": "Ελληνικά (el)"},
        answer(f"{ALL}/member[2]/m_name", MEMBERS[1]),
        answer(f"{ALL}/member[2]/m_dob_precision", "year"),
        answer(f"{ALL}/member[2]/m_birth_year", "2015"),
        answer(f"{ALL}/request_block/requests", ["housing", "legal"]),
        answer(f"{ALL}/request_block/request_words", WORDS),
    ]


def intake(permission: str = "yes") -> list[Line]:
    """A whole intake; `permission` is the answer at the gate."""
    decided = [answer(GATE, permission)]
    return [*before_the_gate(), *decided, *after_the_gate(), {"finish": True}]


def written(lines: Iterable[Line], path: Path) -> Path:
    """The lines as a file."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def read(output: str) -> list[Line]:
    """JSON Lines as a program printed them."""
    return [json.loads(line) for line in output.splitlines()]
