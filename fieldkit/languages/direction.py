"""Which languages are written from right to left. Pure; the code says it, never a guess at text."""

from __future__ import annotations

from typing import Final

# Languages whose usual script is Arabic, Hebrew, Syriac, Thaana or N'Ko. `ku` (Kurmanji) is Latin.
_RIGHT_TO_LEFT: Final = {
    "ar", "arb", "apc", "apd", "acm", "acq", "aeb", "ary", "arz", "arc", "bal", "ckb", "dv", "fa",
    "glk", "haz", "he", "iw", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd", "sdh", "skr",
    "syr", "ug", "ur", "yi",
}  # fmt: skip
_RIGHT_TO_LEFT_SCRIPTS: Final = {"arab", "aran", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg"}

# Workbooks often name a language in English and leave the code out: `label::Arabic`.
_ENGLISH_NAMES: Final = {
    "arabic", "dari", "farsi", "hazaragi", "hebrew", "pashto", "persian", "sorani", "urdu",
    "uyghur", "yiddish",
}  # fmt: skip
_PSEUDO: Final = "qps-rtl"


def is_rtl(code: str) -> bool:
    """Whether the language `code` (`fa`, `fa-AF`, `ku-Arab`) is written from right to left.

    A script in the code decides; then the language. What is unknown is left to right.
    """
    lowered = code.strip().lower().replace("_", "-")
    if lowered == _PSEUDO:
        return True
    language, *subtags = lowered.split("-")
    script = next((subtag for subtag in subtags if len(subtag) == 4 and subtag.isalpha()), "")
    if script:
        return script in _RIGHT_TO_LEFT_SCRIPTS
    return language in _RIGHT_TO_LEFT or lowered in _ENGLISH_NAMES
