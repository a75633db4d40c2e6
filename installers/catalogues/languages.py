"""What is decided once for each language of the window: plural forms, script, who reviewed it.

Plural forms follow CLDR for whole numbers, in gettext's notation, and not Babel's own table, which
gives Farsi a single form. French has two: the third one of CLDR is for millions, and no message of
ours counts that far. gettext tools compare the number of forms, so that it must never drift.
"""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

DRAFT: Final = "draft"
REVIEWED: Final = "reviewed"
SOURCE: Final = "en"

_ONE_AND_OTHER: Final = "nplurals=2; plural=(n != 1);"
_UP_TO_ONE_AND_OTHER: Final = "nplurals=2; plural=(n > 1);"
_SIX_OF_ARABIC: Final = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2"
    " : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
)
_TRIED: Final = range(1000)


@dataclass(frozen=True)
class Language:
    """`script` is a part of the Unicode names of its letters; `state` what a new file starts as.

    `foreign` are letters of the same script that only its neighbours write: a sign that words of
    another language, or of another keyboard, were put in.
    """

    code: str
    plural_forms: str
    script: str
    state: str
    foreign: str = ""

    @cached_property
    def examples(self) -> tuple[tuple[int, ...], ...]:
        """For each plural form the numbers below 1000 that take it."""
        header = re.fullmatch(r"nplurals=(\d+); plural=(.+);", self.plural_forms)
        assert header is not None
        form_of = gettext.c2py(header[2])
        return tuple(
            tuple(number for number in _TRIED if form_of(number) == form)
            for form in range(int(header[1]))
        )

    def names_one_number(self, form: int) -> bool:
        """Whether a plural form is for a single number, which it may then say in words."""
        return len(self.examples[form]) == 1


LANGUAGES: Final = {
    language.code: language
    for language in (
        Language("el", _ONE_AND_OTHER, "GREEK", DRAFT),
        Language(SOURCE, _ONE_AND_OTHER, "LATIN", REVIEWED),
        Language("ar", _SIX_OF_ARABIC, "ARABIC", DRAFT, foreign="یک"),
        Language("fa", _UP_TO_ONE_AND_OTHER, "ARABIC", DRAFT, foreign="يك"),
        Language("fr", _UP_TO_ONE_AND_OTHER, "LATIN", DRAFT),
    )
}
