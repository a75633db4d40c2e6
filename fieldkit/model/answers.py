"""Answers that hide themselves.

Whatever a person said must not reach a log, a traceback or an error message by accident
(invariant 14), so the types that carry it show nothing when printed or formatted. Reading the
content is always a visible act: `.text` or `.data`.
"""

from __future__ import annotations

from typing import Final, NoReturn

_SHOWN: Final = "<answer>"


class Answer:
    """The text of one answer, in its canonical stored form (XForms lexical form, "" = blank)."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    @property
    def text(self) -> str:
        """The content. Every use of this property is a place where an answer could leak."""
        return self._text

    @property
    def is_blank(self) -> bool:
        """True when nothing was answered. Refused or unknown are answers (codes), not blanks."""
        return self._text == ""

    def __repr__(self) -> str:
        return _SHOWN

    def __str__(self) -> str:
        return _SHOWN

    def __format__(self, spec: str) -> str:
        return _SHOWN

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answer) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> NoReturn:
        raise TypeError("answers are not pickled: a pickle is plaintext on its way to a disk")


BLANK: Final = Answer("")


class HiddenBytes:
    """Bytes that hold answers or keys (a payload, a passphrase-derived key) and never print."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def data(self) -> bytes:
        """The content; the same caution as `Answer.text`."""
        return self._data

    def __len__(self) -> int:
        return len(self._data)

    def __repr__(self) -> str:
        return f"<{len(self._data)} hidden bytes>"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HiddenBytes) and other._data == self._data

    def __hash__(self) -> int:
        return hash(self._data)

    def __reduce__(self) -> NoReturn:
        raise TypeError("hidden bytes are not pickled: a pickle is plaintext on its way to a disk")
