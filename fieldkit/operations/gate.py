"""The gate of a form: the question for permission, and what a no leaves behind.

Only the answer `yes` opens it; a form without such a question is open from the start.
"""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from fieldkit.forms import FormDefinition, FormSession, Host
from fieldkit.model.clock import new_uuid
from fieldkit.model.errors import AnswerRefused
from fieldkit.model.records import Refusal
from fieldkit.operations.steps import Stamp
from fieldkit.vault import records

YES: Final = "yes"


def answer(session: FormSession) -> str:
    """The answer to the question for permission; "" where there is none yet, or no question."""
    gate = session.definition.gate
    return session.value(gate) if gate is not None else ""


def is_open(session: FormSession) -> bool:
    """Whether identifying answers may be stored."""
    return session.definition.gate is None or answer(session) == YES


def refused(definition: FormDefinition, why: str) -> AnswerRefused:
    """What the rules of the gate do not allow."""
    return AnswerRefused(definition.gate or "", why, code="gate")


def keep_refusal(definition: FormDefinition, record: str, stamp: Stamp) -> str:
    """Delete a draft with everything in it and keep form, version, team and month, in one
    transaction. Returns the id of that fact: one of its own, so that nothing links it to the
    visit."""
    vault = stamp.vault
    local = stamp.clock.now().astimezone(ZoneInfo(Host().timezone))
    refusal = Refusal(
        form_id=definition.form_id,
        form_version=definition.version,
        team=vault.get_setting("team"),
        month=local.strftime("%Y-%m"),
    )
    fact = f"uuid:{new_uuid(stamp.randomness)}"
    with vault.transaction():
        records.erase_draft(vault, record)
        records.refuse(vault, fact, refusal, form_hash=definition.form_hash)
    return fact
