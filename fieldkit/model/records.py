"""The record: one finished form instance, as it is stored, sent and published.

Answers are flat: absolute path with 1-based positions on repeats -> canonical text. Blank and
hidden (non-relevant) answers are left out; `pnta`, `dk` and `na` are answers like any other.
Repeat instances exist on their own (`rows`), with an id that never changes, so that an empty
household member is still a member and a row keeps its identity when others are removed.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

import msgspec

from fieldkit.model import canonical
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.errors import FieldKitError

T = TypeVar("T")


class BadRecord(FieldKitError):
    """Payload bytes that are no record."""

    code = "bad-record"


class RecordState(Enum):
    """Where a record stands on the laptop."""

    DRAFT = "draft"
    FINAL = "final"
    SENT = "sent"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The complete content of a finished record (kind `record`).

    `record` is the OpenRosa instanceID (`uuid:…`); `subject` the person code or ""; `language`
    the respondent's language at the end; `languages` the one used for each answer (by path);
    `rows` maps each repeat instance (`/data/members/member[2]`) to its row id (a UUID).
    """

    record: str
    form_id: str
    form_version: str
    form_hash: str
    subject: str
    language: str
    answers: dict[str, str]
    languages: dict[str, str]
    rows: dict[str, str]

    def __repr__(self) -> str:
        return f"Record({self.record!r}, {self.form_id!r}, {len(self.answers)} answers)"


class Refusal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that is kept when a person says no at the gate (kind `refusal`)."""

    form_id: str
    form_version: str
    team: str
    month: str


def encode_record(record: Record) -> HiddenBytes:
    """The payload bytes of a record: canonical JSON."""
    return HiddenBytes(canonical.encode(msgspec.to_builtins(record)))


def decode_record(payload: HiddenBytes) -> Record:
    """The record in `payload`. Raises BadRecord, without content, when it is none."""
    return _decode(payload, Record)


def encode_refusal(refusal: Refusal) -> HiddenBytes:
    """The payload bytes of a refusal: canonical JSON."""
    return HiddenBytes(canonical.encode(msgspec.to_builtins(refusal)))


def decode_refusal(payload: HiddenBytes) -> Refusal:
    """The refusal in `payload`. Raises BadRecord when it is none."""
    return _decode(payload, Refusal)


def _decode(payload: HiddenBytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(payload.data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise BadRecord("A record's content cannot be read.") from None
