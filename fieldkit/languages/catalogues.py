"""The window's words in each of its languages: gettext catalogues compiled into the package.

`make env` compiles `locales/<code>/LC_MESSAGES/fieldkit.po` to `compiled/<code>.mo`. A message that
is not translated comes back in English; so does one whose translation lost or invented a field.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from fieldkit.languages.fields import COUNT, keeps_fields
from fieldkit.languages.pseudo import lengthened, mirrored

SOURCE: Final = "en"
COMPILED: Final = Path(__file__).parent / "compiled"

_CODES: Final = ("el", "en", "ar", "fa", "fr")
_PSEUDO: Final[dict[str, Callable[[str], str]]] = {"qps": lengthened, "qps-rtl": mirrored}
_STATE: Final = "x-translation-state"
_REVIEWED: Final = "reviewed"


class CatalogueMissing(LookupError):
    """There is no catalogue for this language: it is not offered, or it was not compiled."""


class Catalogue:
    """The messages of one language.

    `is_draft` says that no person has reviewed the translations. `rewrite` changes every
    translation found, and nothing else: the pseudo-languages.
    """

    def __init__(self, code: str, compiled: bytes, rewrite: Callable[[str], str] = str) -> None:
        self.code = code
        self._translations = gettext.GNUTranslations(BytesIO(compiled))
        # What gettext does not know it asks of this one, which says "nothing" in place of English.
        self._translations.add_fallback(_Nothing())
        self.is_draft = self._translations.info().get(_STATE) != _REVIEWED
        self._rewrite = rewrite
        self._texts: dict[str, str] = {}

    def text(self, msgid: str) -> str:
        """The translation of `msgid`, its fields still in braces; `msgid` where there is none."""
        known = self._texts.get(msgid, "")
        if not known and (known := self._found(msgid)):
            self._texts[msgid] = known
        return known or msgid

    def ntext(self, singular: str, plural: str, count: int) -> str:
        """The form of a plural message that goes with `count`, its fields still in braces."""
        found = self._translations.ngettext(singular, plural, count)
        if found and keeps_fields(plural, found, may_omit=frozenset({COUNT})):
            return self._rewrite(found)
        return singular if count == 1 else plural

    def has(self, msgid: str) -> bool:
        """Whether `msgid`, or the plural message that starts with it, is translated here."""
        if not msgid:
            return False
        return bool(self._found(msgid) or self._translations.ngettext(msgid, "", 1))

    def _found(self, msgid: str) -> str:
        # gettext answers the empty message with the header of the file.
        found = self._translations.gettext(msgid) if msgid else ""
        return self._rewrite(found) if found and keeps_fields(msgid, found) else ""


class _Nothing(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return ""


def available() -> list[str]:
    """The codes of the languages that the window offers, in the order of its menu."""
    return list(_CODES)


@cache
def catalogue(code: str) -> Catalogue:
    """The catalogue of a language of `available`, or of `qps` and `qps-rtl` (pseudo-languages).

    Raises CatalogueMissing for any other code, and where the compiled file is not there: the caller
    decides what to show then, it is never English by accident.
    """
    return load(code, COMPILED)


def load(code: str, folder: Path) -> Catalogue:
    """Read the catalogue of a language from a folder of compiled files. Raises CatalogueMissing."""
    if code not in _CODES and code not in _PSEUDO:
        raise CatalogueMissing(f"The window is not translated into “{code}”.")
    file = folder / f"{SOURCE if code in _PSEUDO else code}.mo"
    try:
        compiled = file.read_bytes()
    except FileNotFoundError:
        raise CatalogueMissing(f"{file} is missing; `make env` compiles it.") from None
    return Catalogue(code, compiled, _PSEUDO.get(code, str))
