"""How far the words of each language may be trusted (docs/decisions/0004): draft or reviewed.

Written in the sheet `fk_translations` of a workbook, carried in the metadata of the form package.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fieldkit.model import canonical
from fieldkit.model.errors import FieldKitError

SHEET = "fk_translations"
DRAFT = "draft"
REVIEWED = "reviewed"
MACHINE = "machine"


class BadTranslationStates(FieldKitError):
    """Metadata of a package that should tell the state of its translations and does not."""

    code = "translations"


@dataclass(frozen=True, slots=True)
class TranslationState:
    """One language, named as the form names it; `title` is the form's title in it, `origin` who
    wrote its words (`author`, `machine`, "" where nobody says), `date` the day of the state."""

    language: str
    state: str = DRAFT
    origin: str = ""
    title: str = ""
    date: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether nobody has reviewed this language yet."""
        return self.state != REVIEWED

    def __str__(self) -> str:
        return f"{self.state} ({self.origin})" if self.origin else self.state


def states_to_metadata(states: Iterable[TranslationState]) -> dict[str, str]:
    """The entry of a package's metadata that says it; none where there is nothing to say.

    The reviewer's name stays in the workbook: no laptop needs it.
    """
    rows = [
        {
            "language": each.language,
            "state": each.state,
            "origin": each.origin,
            "title": each.title,
            "date": each.date,
        }
        for each in states
    ]
    return {SHEET: canonical.encode(rows).decode("utf-8")} if rows else {}


def states_from_metadata(metadata: Mapping[str, str]) -> tuple[TranslationState, ...]:
    """What a package's metadata says. Raises BadTranslationStates."""
    written = metadata.get(SHEET, "")
    if not written:
        return ()
    try:
        rows = canonical.decode(written.encode("utf-8"))
    except ValueError:
        raise _unreadable() from None
    if not isinstance(rows, list):
        raise _unreadable()
    return tuple(_state(row) for row in rows)


def _state(row: canonical.Json) -> TranslationState:
    if not isinstance(row, Mapping):
        raise _unreadable()
    texts = [row.get(key) for key in ("language", "state", "origin", "title", "date")]
    words = [text for text in texts if isinstance(text, str)]
    if len(words) != len(texts):
        raise _unreadable()
    return TranslationState(*words)


def _unreadable() -> BadTranslationStates:
    return BadTranslationStates(
        "The form does not say in a readable way which of its languages are drafts.",
        next_step="Ask the coordinator for the form again.",
    )
