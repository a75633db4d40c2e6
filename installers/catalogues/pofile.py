"""Catalogue files in memory, and back: read, written and compiled by Babel.

Babel keeps only the headers it knows, dates every file, and takes “50 % done” for a %-format; what
is written here has our headers, no date of its making, and brace fields as its only format.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, PoFileParser, generate_po

from fieldkit.languages.fields import fields_of
from installers.catalogues.messages import COMMENT_TAG

_BRACES = "python-brace-format"


class Unreadable(ValueError):
    """The file is no catalogue. `line` says where."""

    def __init__(self, words: str, line: int) -> None:
        super().__init__(words)
        self.line = line


@dataclass(frozen=True)
class Entry:
    """A message and its translation: one string, or one for each plural form.

    `files` say where it is used, `comments` come from the source, `notes` from translators.
    """

    singular: str
    plural: str = ""
    strings: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fuzzy: bool = False
    line: int = 0

    @property
    def key(self) -> tuple[str, str]:
        return self.singular, self.plural

    @property
    def is_translated(self) -> bool:
        return bool(self.strings) and all(self.strings)

    @property
    def fields(self) -> frozenset[str]:
        return fields_of(self.plural or self.singular)


@dataclass(frozen=True)
class PoFile:
    """The headers and entries of one file, in its order."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    entries: tuple[Entry, ...] = ()

    def by_key(self) -> dict[tuple[str, str], Entry]:
        return {entry.key: entry for entry in self.entries}


def read_po(path: Path) -> PoFile:
    """Read a .po or .pot file. Raises Unreadable."""
    catalog = _Catalog()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        PoFileParser(catalog, ignore_obsolete=True, abort_invalid=True).parse(lines)
    except PoFileError as error:
        raise Unreadable(str(error), (error.lineno or 0) + 1) from error
    except UnicodeDecodeError as error:
        raise Unreadable("the file is not UTF-8", 0) from error
    entries = tuple(_entry(message) for message in catalog if message.id)
    return PoFile(dict(catalog.headers), entries)


def po_text(file: PoFile) -> str:
    """The file as it is written; equal files give equal text."""
    return "".join(generate_po(_catalog(file), include_lineno=False)).strip("\n") + "\n"


def mo_bytes(file: PoFile) -> bytes:
    """The compiled file; entries without a complete translation, and fuzzy ones, are left out."""
    done = tuple(entry for entry in file.entries if entry.is_translated and not entry.fuzzy)
    compiled = io.BytesIO()
    write_mo(compiled, _catalog(PoFile(file.headers, done)))
    return compiled.getvalue()


class _Catalog(Catalog):
    """A Babel catalogue whose headers are exactly the ones it was given."""

    def __init__(self) -> None:
        super().__init__(header_comment="", fuzzy=False, charset="utf-8")
        self.headers: list[tuple[str, str]] = []

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [*self.headers[:-1], (self.headers[-1][0], self.headers[-1][1] + "\n")]

    @mime_headers.setter
    def mime_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        self.headers = list(headers)
        Catalog.mime_headers.fset(self, self.headers)  # the number of plural forms


def _catalog(file: PoFile) -> _Catalog:
    catalog = _Catalog()
    catalog.mime_headers = file.headers.items()
    for entry in file.entries:
        is_plural = bool(entry.plural)
        message = catalog.add(
            (entry.singular, entry.plural) if is_plural else entry.singular,
            entry.strings if is_plural else "".join(entry.strings),
            locations=[(name, 0) for name in entry.files],
            auto_comments=entry.comments,
            user_comments=entry.notes,
        )
        message.flags = {_BRACES} if entry.fields else set()
        message.flags |= {"fuzzy"} if entry.fuzzy else set()
    return catalog


def _entry(message: Message) -> Entry:
    is_plural = isinstance(message.id, tuple)
    singular, plural = message.id if is_plural else (message.id, "")
    return Entry(
        singular,
        plural,
        tuple(message.string) if is_plural else (message.string,),
        tuple(name for name, _ in message.locations),
        _unwrapped(message.auto_comments),
        tuple(message.user_comments),
        fuzzy=message.fuzzy,
        line=message.lineno or 0,
    )


def _unwrapped(lines: list[str]) -> tuple[str, ...]:
    """Comments from the source as they were, each in one piece: writing breaks them into lines."""
    comments: list[str] = []
    for line in lines:
        if comments and not line.startswith(COMMENT_TAG):
            comments[-1] += f" {line}"
        else:
            comments.append(line)
    return tuple(comments)
