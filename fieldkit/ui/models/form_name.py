"""The name of a form in its languages, so that a page follows the window without asking again."""

from __future__ import annotations

from dataclasses import dataclass

from fieldkit.ui.models.words import Words


@dataclass(frozen=True)
class FormName:
    """`titles` are pairs of language code and title; `default` is the language of `title`, which
    stands where a language has none of its own ("": nobody knows which language it is)."""

    title: str
    default: str = ""
    titles: tuple[tuple[str, str], ...] = ()

    def within(self, code: str) -> Words:
        """The title for who reads `code`: in that language, in a near one (`fa` for `fa-AF`), or
        the default title, marked as a fallback."""
        known = dict(self.titles)
        base = _base(code)
        near = [each for each in known if _base(each) == base]
        for each in (code, *near):
            if known.get(each):
                return Words(known[each], each)
        return Words(self.title, self.default, fallback=bool(self.default) and self.default != code)


def _base(code: str) -> str:
    return code.replace("_", "-").partition("-")[0]
