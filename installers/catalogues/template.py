"""The template `locales/fieldkit.pot`: every message of the source, the same text on every run.

Line numbers stay out of it, so that it changes with the messages and not with the code around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from fieldkit.languages.fields import has_plain_fields
from installers.catalogues.calls import KEYWORDS, Module, parse
from installers.catalogues.checkout import Checkout
from installers.catalogues.messages import Found, messages_in
from installers.catalogues.passed_on import messages_passed_on
from installers.catalogues.pofile import Entry, PoFile

PROJECT: Final = "FieldKit"
ENCODING: Final = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


WINDOW: Final = "fieldkit/ui/"
_HOMES: Final = {keyword.home for keyword in KEYWORDS.values()}

_COLOUR: Final = re.compile("#[0-9A-Fa-f]{6}")


def modules_of(checkout: Checkout) -> list[Module]:
    """The modules that have to do with messages, parsed. Raises SyntaxError."""
    read = ((checkout.name(path), path.read_text("utf-8")) for path in checkout.sources)
    return [
        parse(name, source)
        for name, source in read
        if name.startswith(WINDOW) or any(home in source for home in _HOMES)
    ]


def messages_of(modules: Iterable[Module]) -> list[Found]:
    """Every message of the source, each place once, in the order of files and lines."""
    modules = list(modules)
    named = [found for module in modules for found in messages_in(module)]
    known = {(found.file, found.line, found.singular) for found in named}
    passed_on = messages_passed_on(m for m in modules if m.name.startswith(WINDOW))
    new = [
        found
        for found in passed_on
        if (found.file, found.line, found.singular) not in known
        # A value is followed by the name of what holds it, and a line can be words or a colour.
        and not _COLOUR.fullmatch(found.singular)
    ]
    return sorted([*named, *new], key=lambda found: (found.file, found.line))


def template_of(messages: Iterable[Found]) -> PoFile:
    """The template with each message once.

    Of two that clash it has the first; one that is empty, or whose braces cannot be read, is left
    out: `check` names them all.
    """
    entries: dict[str, Entry] = {}
    for found in messages:
        if not found.singular or not all(map(has_plain_fields, (found.singular, found.plural))):
            continue
        entry = entries.setdefault(found.singular, Entry(found.singular, found.plural))
        comments = (*entry.comments, found.comment) if found.comment else entry.comments
        entries[found.singular] = replace(
            entry,
            files=tuple(dict.fromkeys((*entry.files, found.file))),
            comments=tuple(dict.fromkeys(comments)),
        )
    headers = {"Project-Id-Version": PROJECT, **ENCODING}
    return PoFile(headers, tuple(entries.values()))
