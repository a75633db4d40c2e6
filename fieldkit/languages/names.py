"""What languages call themselves, from CLDR: Ελληνικά, العربية, Français."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import cast

from babel.core import Locale, UnknownLocaleError

_IN_PARENTHESES = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*$")


@cache
def own_name(code: str) -> str:
    """The name of the language `code` in itself, without a remark in parentheses.

    In languages that write their names small the first letter is made a capital, since the name
    stands alone in a menu. A code that CLDR does not know comes back as it is.
    """
    return _known_name(code) or code


def form_language_name(code: str, given: str = "") -> str:
    """How a language of a form is shown: its own name where `code` is known to CLDR.

    Otherwise what the form calls it (`given`, such as `Hazaragi (haz)`) without the code.
    """
    return _known_name(code) or _spelled(given) or code


@cache
def _known_name(code: str) -> str:
    try:
        locale = Locale.parse(code.strip().replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return ""
    names = cast(Mapping[str, str], locale.languages)
    # Dari is fa_AF: CLDR names it as a language of its own, not as Persian of Afghanistan.
    name = names.get(f"{locale.language}_{locale.territory}") or names.get(locale.language, "")
    return _spelled(name)


def _spelled(name: str) -> str:
    plain = _IN_PARENTHESES.sub("", " ".join(name.split()))
    # islower: isiZulu and kiSwahili carry their capital inside, on purpose.
    return plain[:1].upper() + plain[1:] if plain.islower() else plain
