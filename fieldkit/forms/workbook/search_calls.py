"""The call of `search()` in an appearance: reading it, and the condition it stands for.

search('file'), search('file', 'contains', 'columns', value) and the same with a filter column and
its value: the choices are the rows of file.csv whose columns hold the value (ODK documentation,
“Dynamic selects from preloaded data”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fieldkit.model.errors import FieldKitError

CALL = re.compile(r"(?:^|(?<=\s))search\s*\(", re.IGNORECASE)
# How a column of the file is called in the list made of it.
QUERIED = "q"
FILTERED = "f"
FIXED = "fixed"
_TEXT = re.compile(r"""'([^']*)'|"([^"]*)\"""")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_UPPER, _LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
_FOLDED = str.maketrans(_UPPER, _LOWER)
_TESTS = {
    "contains": "contains",
    "startswith": "starts-with",
    "endswith": "ends-with",
}


class BadSearch(FieldKitError):
    """A call of search() that cannot be read."""

    code = "bad-search"


@dataclass(frozen=True)
class Search:
    """A call of search(). `value` and `filter_value` are expressions as written.

    `rest` is what the appearance says besides.
    """

    file: str
    how: str = "contains"
    columns: tuple[str, ...] = ()
    value: str = ""
    filter_column: str = ""
    filter_value: str = ""
    rest: str = ""

    @property
    def arguments(self) -> tuple[str, ...]:
        """The expressions that are computed during an interview."""
        return tuple(filter(None, (self.value, self.filter_value)))

    def condition(self, *, fixed: bool, several: bool) -> str:
        """What an item of the made list must fulfil, "" where all are offered.

        `fixed`: the list has choices of its own, which are always offered. `several`: an item may
        have several cells in a column. Letters from A to Z are the same large and small, as in the
        database that ODK Collect searches.
        """
        parts: list[str] = []
        if self.columns:
            wanted = f"translate(string({self.value}), '{_UPPER}', '{_LOWER}')"
            tests = [
                self._test(f"{QUERIED}{at}", wanted, several) for at in range(len(self.columns))
            ]
            parts.append(tests[0] if len(tests) == 1 else f"({' or '.join(tests)})")
        if self.filter_column:
            parts.append(f"{FILTERED} = string({self.filter_value})")
        whole = " and ".join(parts)
        return f"{FIXED} = '1' or ({whole})" if fixed and whole else whole

    def _test(self, column: str, wanted: str, several: bool) -> str:
        if self.how == "matches":
            return f"{column} = {wanted}"
        test = _TESTS[self.how]
        return f"{column}[{test}(., {wanted})]" if several else f"{test}({column}, {wanted})"


def folded(text: str) -> str:
    """The letters from A to Z small, others as they are: how SQLite compares with LIKE."""
    return text.translate(_FOLDED)


def read_search(appearance: str) -> Search | None:
    """The call of search() in an appearance, None where there is none. Raises BadSearch."""
    found = CALL.search(appearance)
    if found is None:
        return None
    arguments, end = _arguments(appearance.translate(_QUOTES), found.end())
    rest = " ".join((appearance[: found.start()] + " " + appearance[end:]).split())
    if len(arguments) not in (1, 4, 6):
        raise BadSearch(
            f"search() takes 1, 4 or 6 arguments; here are {len(arguments)}.",
            next_step="Write search('file', 'contains', 'column', ${question}).",
        )
    return _search(arguments, rest)


def _search(arguments: list[str], rest: str) -> Search:
    file = _literal(arguments[0], "the file").removesuffix(".csv")
    if len(arguments) == 1:
        return Search(file, rest=rest)
    how = _literal(arguments[1], "how to search").strip().lower()
    if how not in (*_TESTS, "matches"):
        raise BadSearch(
            f"search() knows no way of searching called “{how}”.",
            next_step="Write contains, startswith, endswith or matches.",
        )
    columns = tuple(names(_literal(arguments[2], "the columns")))
    value = arguments[3] if columns else ""
    search = Search(file, how, columns, value, rest=rest)
    if len(arguments) == 4:
        return search
    filter_column = _literal(arguments[4], "the column of the filter").strip()
    return Search(file, how, columns, value, filter_column, arguments[5], rest)


def names(text: str) -> list[str]:
    """The columns in a list of names: between commas, else between spaces."""
    separator = "," if "," in text else None
    return [name.strip() for name in text.split(separator) if name.strip()]


def _literal(argument: str, what: str) -> str:
    found = _TEXT.fullmatch(argument)
    if found is None:
        raise BadSearch(
            f"search() takes {what} as a text in quotation marks.",
            next_step="Write search('file', 'contains', 'column', ${question}).",
        )
    return found[1] if found[1] is not None else found[2]


def _arguments(text: str, at: int) -> tuple[list[str], int]:
    """The arguments from the bracket on, and where the call ends."""
    arguments: list[str] = []
    start, depth = at, 0
    for place, sign in _signs(text, at):
        if sign in "([{":
            depth += 1
        elif sign in ")]}" and depth:
            depth -= 1
        elif sign == "," and not depth:
            arguments.append(text[start:place].strip())
            start = place + 1
        elif sign == ")":
            return [*arguments, text[start:place].strip()], place + 1
    raise BadSearch("The bracket of search( is never closed.", next_step="Add a “)” at its end.")


def _signs(text: str, at: int) -> Iterator[tuple[int, str]]:
    """The characters outside quotation marks, with their places."""
    quote = ""
    for place in range(at, len(text)):
        sign = text[place]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        else:
            yield place, sign
