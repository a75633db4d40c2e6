"""Everything that must hold of the catalogues of a checkout, and how complete they are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installers.catalogues.calls import Module
from installers.catalogues.checkout import Checkout
from installers.catalogues.findings import Finding
from installers.catalogues.languages import DRAFT, LANGUAGES, REVIEWED, Language
from installers.catalogues.messages import Found
from installers.catalogues.plain_words import words_without_text
from installers.catalogues.pofile import PoFile, Unreadable, read_po
from installers.catalogues.problems import problems
from installers.catalogues.rules import broken_messages, broken_rules, meanings_that_clash
from installers.catalogues.template import WINDOW, messages_of, modules_of, template_of
from installers.catalogues.update import STATE

LEAST_COMPLETE: Final = 0.95

_REFRESH: Final = "run `make locales`"
_MSGFMT_LINE: Final = re.compile(r".*?:(\d+): (.*)")


@dataclass(frozen=True)
class Completeness:
    """How much of a language is translated; `state` is what its header says."""

    code: str
    state: str
    translated: int
    total: int

    @property
    def share(self) -> float:
        return self.translated / self.total if self.total else 1.0


def check(checkout: Checkout) -> list[Finding]:
    """Every finding: in the source, the template and the files of the five languages."""
    modules = modules_of(checkout)
    messages = messages_of(modules)
    return [
        *check_source(modules, messages),
        *_check_template(checkout, template_of(messages)),
        *(finding for code in LANGUAGES for finding in check_language(checkout, code)),
    ]


def check_source(modules: Iterable[Module], messages: Iterable[Found]) -> Iterator[Finding]:
    """What in the source no catalogue could hold."""
    for module in modules:
        yield from broken_rules(module)
        if module.name.startswith(WINDOW):
            yield from words_without_text(module)
    yield from broken_messages(messages)
    yield from meanings_that_clash(messages)


def check_language(checkout: Checkout, code: str) -> Iterator[Finding]:
    """What is wrong with the file of a language: form, header, translations, completeness."""
    language, path = LANGUAGES[code], checkout.po(code)
    name = checkout.name(path)
    try:
        file, template = read_po(path), read_po(checkout.template)
    except FileNotFoundError as error:
        yield Finding(name, 0, f"{Path(str(error.filename)).name} is missing; {_REFRESH}")
        return
    except Unreadable as error:
        yield Finding(name, error.line, str(error))
        return
    if file.by_key().keys() != template.by_key().keys():
        yield Finding(name, 0, f"its messages are not those of the template; {_REFRESH}")
    for words in _header_problems(file, language):
        yield Finding(name, 1, words)
    yield from _check_entries(file, name, language)
    yield from _msgfmt(path, name)
    yield from _check_completeness(file, name, language)


def completeness(checkout: Checkout) -> list[Completeness]:
    """One row for each language whose file is there."""
    paths = {code: checkout.po(code) for code in LANGUAGES}
    return [_completeness(read_po(path), code) for code, path in paths.items() if path.exists()]


def _completeness(file: PoFile, code: str) -> Completeness:
    done = sum(entry.is_translated and not entry.fuzzy for entry in file.entries)
    return Completeness(code, file.headers.get(STATE, "?"), done, len(file.entries))


def _check_template(checkout: Checkout, current: PoFile) -> Iterator[Finding]:
    name = checkout.name(checkout.template)
    if not checkout.template.exists():
        yield Finding(name, 0, f"it is missing; {_REFRESH}")
        return
    try:
        written = {entry.key: entry.comments for entry in read_po(checkout.template).entries}
    except Unreadable as error:
        yield Finding(name, error.line, str(error))
        return
    wanted = {entry.key: entry.comments for entry in current.entries}
    for singular in sorted({key[0] for key, _ in wanted.items() ^ written.items()}):
        yield Finding(name, 0, f"“{singular}” in the source and here differ; {_REFRESH}")


def _header_problems(file: PoFile, language: Language) -> Iterator[str]:
    if file.headers.get("Language") != language.code:
        yield f"the header Language must be {language.code}"
    if file.headers.get("Plural-Forms") != language.plural_forms:
        yield f"the header Plural-Forms must be {language.plural_forms}"
    if file.headers.get(STATE) not in (DRAFT, REVIEWED):
        yield f"the header {STATE} must be {DRAFT} or {REVIEWED}"


def _check_entries(file: PoFile, name: str, language: Language) -> Iterator[Finding]:
    for entry in file.entries:
        if entry.fuzzy:
            yield Finding(name, entry.line, "fuzzy: decide, and take the mark away")
        if any(entry.strings):
            for words in problems(entry, entry.strings, language):
                yield Finding(name, entry.line, f"“{entry.singular}”: {words}")


def _check_completeness(file: PoFile, name: str, language: Language) -> Iterator[Finding]:
    row = _completeness(file, language.code)
    if row.share < LEAST_COMPLETE:
        words = f"{row.share:.0%} translated ({row.translated} of {row.total})"
        yield Finding(name, 0, f"{words}; at least {LEAST_COMPLETE:.0%} are needed")


def _msgfmt(path: Path, name: str) -> Iterator[Finding]:
    """What gettext's own check says; it sees wrong fields that Babel's check lets pass."""
    program = shutil.which("msgfmt")
    if program is None:
        yield Finding(name, 0, "msgfmt is not installed (Debian: apt-get install gettext)")
        return
    done = subprocess.run(  # noqa: S603 - no shell, and the arguments are ours
        [program, "-c", "-o", os.devnull, str(path)],
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C"},
        check=False,
    )
    for line in done.stderr.splitlines() if done.returncode else []:
        if "warning:" not in line and (match := _MSGFMT_LINE.match(line)):
            yield Finding(name, int(match[1]), f"msgfmt: {match[2]}")
