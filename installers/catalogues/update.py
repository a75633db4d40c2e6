"""Brings the files of the translators up to the template.

A translation is kept as long as its message is; a message that changed starts empty, since a guess
marked “fuzzy” is never shown and only looks like work done. The English file says what the source
says, and so does every file where there are only fields.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from installers.catalogues.languages import SOURCE, Language
from installers.catalogues.pofile import Entry, PoFile
from installers.catalogues.template import ENCODING, PROJECT

STATE: Final = "X-Translation-State"

# Fields with nothing around them that any language writes differently ("?" is; "/" is not).
_NOTHING_TO_SAY: Final = re.compile(r"(?:\{[^{}]*\}|[\s/·–—-])+")


def updated(existing: PoFile, template: PoFile, language: Language) -> PoFile:
    """The catalogue of a language with exactly the messages of the template."""
    known = existing.by_key()
    entries = (_entry(wanted, known.get(wanted.key), language) for wanted in template.entries)
    return PoFile(_headers(existing, language), tuple(entries))


def _entry(wanted: Entry, known: Entry | None, language: Language) -> Entry:
    if language.code == SOURCE:
        strings = (wanted.singular, wanted.plural) if wanted.plural else (wanted.singular,)
        return replace(wanted, strings=strings)
    if known is not None and len(known.strings) == _forms(wanted, language) and not known.fuzzy:
        return replace(wanted, strings=known.strings, notes=known.notes)
    if not wanted.plural and _NOTHING_TO_SAY.fullmatch(wanted.singular):
        return replace(wanted, strings=(wanted.singular,))
    return replace(wanted, strings=("",) * _forms(wanted, language))


def _forms(entry: Entry, language: Language) -> int:
    return len(language.examples) if entry.plural else 1


def _headers(existing: PoFile, language: Language) -> dict[str, str]:
    """Ours, and what translators and their tools wrote about themselves."""
    kept = existing.headers
    return {
        "Project-Id-Version": PROJECT,
        "PO-Revision-Date": kept.get("PO-Revision-Date", "2026-11-23 00:00+0000"),
        "Last-Translator": kept.get("Last-Translator", "FieldKit"),
        "Language-Team": kept.get("Language-Team", language.code),
        "Language": language.code,
        "Plural-Forms": language.plural_forms,
        **ENCODING,
        STATE: kept.get(STATE, language.state),
    }
