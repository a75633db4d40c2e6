"""What can be wrong with a translation, said to the translator."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from fieldkit.languages.fields import COUNT, fields_of, keeps_fields
from installers.catalogues.languages import SOURCE, Language
from installers.catalogues.pofile import Entry

# Names and keys that stay as they are in every script; what is written like USB, F7 or XLSForm
# stays without being listed.
STAYING: Final = {
    "alt", "csv", "ctrl", "enter", "esc", "excel", "kobo", "linux", "noto", "odk", "qt", "shift",
    "tab", "windows", "xlsx",
}  # fmt: skip
LEAST_SHARE: Final = 0.75
# From this many words on a French message that equals the English one was not translated.
SAME_WORDS: Final = 3

_MNEMONIC: Final = re.compile(r"&(?=\w)(?![a-z]+;)")
_MARKUP: Final = re.compile(r"\{[^{}]*\}|</?[A-Za-z][^<>]*>|&[a-z]+;|%\d|https?://\S+|\*\.\w+")
# Runs of one alphabet: Arabic joins its article to a Latin name.
_RUN: Final = re.compile(r"[A-Za-z](?:[A-Za-z0-9'’-]*[A-Za-z0-9])?|[^\W\d_A-Za-z]+")
_TWO_ALPHABETS: Final = re.compile(r"[A-Za-z][Ͱ-Ͽἀ-῿]|[Ͱ-Ͽἀ-῿][A-Za-z]")


def problems(entry: Entry, strings: tuple[str, ...], language: Language) -> Iterator[str]:
    """Everything wrong with `strings` as the translation of an entry; nothing when all is well."""
    wanted = len(language.examples) if entry.plural else 1
    if len(strings) != wanted:
        yield f"{wanted} form(s) are needed and {len(strings)} given"
        return
    if not all(string.strip() for string in strings):
        yield "a form is empty"
        return
    for form, string in enumerate(strings):
        for words in _problems_of_one(entry, string, form, language):
            yield f"form {form}: {words}" if entry.plural else words


def _problems_of_one(entry: Entry, string: str, form: int, language: Language) -> Iterator[str]:
    source = entry.plural or entry.singular
    if not _fields_agree(entry, string, form, language):
        yield f"the fields must be {_list(entry.fields)} and are {_list_in(string)}"
    if len(_MNEMONIC.findall(string)) != len(_MNEMONIC.findall(source)):
        yield "the & before the letter of the keyboard must be kept, once"
    if string != string.strip():
        yield "it starts or ends with a space or a line break"
    if string.count("\n") != source.count("\n"):
        yield "it has another number of lines than the message"
    if language.code != SOURCE:
        yield from _script_problems(source, string, language)


def _fields_agree(entry: Entry, string: str, form: int, language: Language) -> bool:
    alone = bool(entry.plural) and language.names_one_number(form)
    may_omit = frozenset({COUNT} if alone else ())
    return keeps_fields(entry.plural or entry.singular, string, may_omit=may_omit)


def _script_problems(source: str, string: str, language: Language) -> Iterator[str]:
    to_translate = _words_to_translate(source)
    if language.script == "LATIN":
        if string == source and len(to_translate) >= SAME_WORDS:
            yield "it is the English message"
        return
    words = _words_to_translate(string)
    share = _share("".join(words), language.script)
    if to_translate and share < LEAST_SHARE:
        yield f"only {share:.0%} of its letters are {language.script.title()}"
    if foreign := sorted(set(language.foreign) & set(string)):
        yield f"{' '.join(foreign)} are not letters of this language"
    if mixed := _TWO_ALPHABETS.search(_MARKUP.sub(" ", string)):
        yield f"“{mixed[0]}” is of two alphabets in one word"


def _words_to_translate(message: str) -> list[str]:
    """The words of a message without fields, markup, names and codes."""
    plain = _MNEMONIC.sub("", _MARKUP.sub(" ", message))
    return [word for word in _RUN.findall(plain) if not _stays(word)]


def _stays(word: str) -> bool:
    """Whether a word is the same in every script: a listed one, or USB, F7, FK-AB12, XLSForm."""
    is_code = any(c.isupper() or c.isdigit() for c in word[1:])
    return word.lower() in STAYING or (word.isascii() and is_code)


def _share(text: str, script: str) -> float:
    letters = [character for character in text if character.isalpha()]
    if not letters:
        return 0.0
    return sum(script in unicodedata.name(letter, "") for letter in letters) / len(letters)


def _list(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"


def _list_in(string: str) -> str:
    try:
        return _list(fields_of(string))
    except ValueError:
        return "braces that do not pair"
