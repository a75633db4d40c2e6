"""Translating in batches: what is missing goes out as JSON Lines, and comes back the same way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from installers.catalogues.languages import Language
from installers.catalogues.messages import Found
from installers.catalogues.pofile import Entry, PoFile
from installers.catalogues.problems import problems

_EXAMPLES = 5


@dataclass(frozen=True)
class Filled:
    """The file with what was accepted, how much that was, and what was refused (line, words)."""

    file: PoFile
    accepted: int
    refused: tuple[tuple[int, str], ...]


def untranslated(
    file: PoFile, language: Language, messages: Iterable[Found]
) -> Iterator[dict[str, object]]:
    """The entries without a translation: `msgid`, `msgid_plural`, `fields`, `where`, `comment`.

    A plural entry also says which numbers each of its forms stands for, in the order of `msgstrs`.
    """
    places: dict[tuple[str, str], list[str]] = {}
    for found in messages:
        places.setdefault((found.singular, found.plural), []).append(f"{found.file}:{found.line}")
    for entry in file.entries:
        if not entry.is_translated:
            yield {**_described(entry, language), "where": places.get(entry.key, [])}


def fill(file: PoFile, language: Language, lines: Iterable[str]) -> Filled:
    """Take translations in: `{"msgid", "msgstr"}`, or `{"msgid", "msgstrs": […]}` for a plural.

    A line that is wrong is refused by itself, with the reason; the others are accepted. A message
    that has a translation already gets the new one.
    """
    entries = {entry.singular: entry for entry in file.entries}
    refused: list[tuple[int, str]] = []
    accepted: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = _translated(line, entries, language)
        except ValueError as error:
            refused.append((number, str(error)))
        else:
            entries[entry.singular] = entry
            accepted.add(entry.singular)
    return Filled(PoFile(file.headers, tuple(entries.values())), len(accepted), tuple(refused))


def _described(entry: Entry, language: Language) -> dict[str, object]:
    described: dict[str, object] = {"msgid": entry.singular}
    if entry.plural:
        described["msgid_plural"] = entry.plural
        described["forms"] = [list(numbers[:_EXAMPLES]) for numbers in language.examples]
    described["fields"] = sorted(entry.fields)
    if entry.comments:
        described["comment"] = " ".join(entry.comments)
    return described


def _translated(line: str, entries: dict[str, Entry], language: Language) -> Entry:
    try:
        given = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"this is no JSON: {error.msg}") from error
    entry = entries.get(given.get("msgid", "")) if isinstance(given, dict) else None
    if entry is None:
        raise ValueError("there is no such msgid in the catalogue")
    strings = _strings(given, entry)
    if found := list(problems(entry, strings, language)):
        raise ValueError(f"“{entry.singular}”: {'; '.join(found)}")
    return replace(entry, strings=strings, fuzzy=False)


def _strings(given: dict[str, object], entry: Entry) -> tuple[str, ...]:
    key = "msgstrs" if entry.plural else "msgstr"
    value = given.get(key)
    strings = value if entry.plural else [value]
    if not isinstance(strings, list) or not all(isinstance(string, str) for string in strings):
        raise ValueError(f"“{entry.singular}” needs its translation in {key}")
    return tuple(strings)
