"""What a form says at a place: labels, hints and messages, answers filled in, in one language."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from fieldkit.forms.expressions import Expression
from fieldkit.forms.instance import Node
from fieldkit.forms.itext import PLAIN, Pieces, Translations
from fieldkit.forms.structure import Text
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.environment import Environment
from fieldkit.forms.xpath.values import to_string

# Words, and the code of the language they really stand in ("" where the form does not say).
Said = tuple[str, str]


class Speech:
    """The texts of a form in the active language.

    `origin` is the node at which something is being said: outputs of translated texts are computed
    from there, wherever the expression stands that asks for the text.
    """

    def __init__(self, translations: Translations, world: Environment, origin: Node) -> None:
        self.language = translations.default
        self._translations = translations
        self._world = world
        self._origin = origin
        self._heard = ""
        self._fixed: dict[tuple[str, str, str], Said] = {}  # texts without answers in them

    @contextmanager
    def speaking(self, language: str) -> Generator[None]:
        """Words are in `language` (a code of the form) inside; nothing is computed anew for it."""
        before, self.language = self.language, language
        try:
            yield
        finally:
            self.language = before

    def text(self, text: Text | None, node: Node) -> str:
        """A label, hint or message at `node`, in the active language."""
        return self.said(text, node)[0]

    def said(self, text: Text | None, node: Node) -> Said:
        """A label, hint or message at `node`, and the language it really stands in."""
        if text is None:
            return "", ""
        if text.computed is not None:
            return self.computed(text.computed, node, node)
        if text.itext:
            return self.translated(text.itext, node, text.form)
        return self._joined(text.pieces, node), ""

    def computed(self, expression: Expression, at: Node, origin: Node) -> Said:
        """What an expression at the node `at` says, for who is spoken to at `origin`."""
        self._heard = ""
        before, self._origin = self._origin, origin
        try:
            return to_string(expression.evaluate(Context(at, self._world))), self._heard
        finally:
            self._origin = before

    def itext(self, text_id: str) -> str:
        """A translated text, its outputs computed from where something is being said."""
        return self.translated(text_id, self._origin)[0]

    def translated(self, text_id: str, node: Node, form: str = PLAIN) -> Said:
        """A translated text at `node`, and the language it really stands in."""
        wanted = text_id, self.language, form
        said = self._fixed.get(wanted)
        if said is None:
            code, pieces = self._translations.found(*wanted)
            said = self._joined(pieces, node), code
            if all(isinstance(piece, str) for piece in pieces):
                self._fixed[wanted] = said
        self._heard = said[1]  # for who evaluates an expression and cannot see which text it took
        return said

    def media(self, text: Text | None) -> dict[str, str]:
        """The files that go with a label in the active language, by form; none for plain words."""
        return self.media_of(text.itext) if text is not None and text.itext else {}

    def media_of(self, text_id: str) -> dict[str, str]:
        """The files that go with a translated text in the active language, by form."""
        return self._translations.media(text_id, self.language)

    def _joined(self, pieces: Pieces, node: Node) -> str:
        return "".join(
            piece if isinstance(piece, str) else self.computed(piece, node, node)[0]
            for piece in pieces
        )
