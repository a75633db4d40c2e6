"""Translations: text ids to words with outputs, by language; and reading labels in the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from fieldkit.forms.expressions import Expression, expression
from fieldkit.forms.structure import Text
from fieldkit.forms.xpath.ast import FunctionCall, Literal

_CODE = re.compile(r"\(([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\)\s*\Z")
# What nearly every label refers to is known without compiling it.
_TEXT_ID = re.compile(r"\s*jr:itext\(\s*('[^']*'|\"[^\"]*\")\s*\)\s*", re.ASCII)
_SPACES = re.compile(r"[ \t\r]+")
_LINE_END = re.compile(r" ?\n ?")
GUIDANCE = "guidance"
PLAIN = ""
# Older forms (and the guidelines of JavaRosa) have a long and a short text instead of one.
LENGTHS = ("long", "short")
MEDIA_FORMS = ("image", "big-image", "audio", "video")
Pieces = tuple[str | Expression, ...]
_Texts = Mapping[tuple[str, str], Pieces]
_UNTRANSLATED: Pieces = ("-",)
_NO_TEXTS: _Texts = {}


@dataclass(frozen=True, slots=True)
class Translations:
    """All texts of a form. `names` maps a language code to the name the form gives it."""

    names: Mapping[str, str] = field(default_factory=dict[str, str])
    default: str = ""
    texts: Mapping[str, _Texts] = field(default_factory=dict[str, _Texts])

    @property
    def languages(self) -> list[str]:
        """The codes, in the order of the form."""
        return list(self.names)

    def code(self, language: str) -> str | None:
        """The code of a language given by code or by the form's name; None when unknown."""
        if language in self.names:
            return language
        return next((code for code, name in self.names.items() if name == language), None)

    def has(self, text_id: str) -> bool:
        """Whether any language knows this text."""
        forms = (PLAIN, GUIDANCE, *MEDIA_FORMS)
        return any((text_id, form) in texts for texts in self.texts.values() for form in forms)

    def pieces(self, text_id: str, language: str, form: str = PLAIN) -> Pieces:
        """The text in `language`, else as `found` says, else nothing."""
        return self.found(text_id, language, form)[1]

    def media(self, text_id: str, language: str) -> dict[str, str]:
        """The files that go with a text, by form (`image` …), as addresses (`jr://images/x.png`).

        Each in `language`, else as `found` says.
        """
        named = {form: self.pieces(text_id, language, form) for form in MEDIA_FORMS}
        return {
            form: "".join(piece for piece in pieces if isinstance(piece, str))
            for form, pieces in named.items()
            if pieces
        }

    def found(self, text_id: str, language: str, form: str = PLAIN) -> tuple[str, Pieces]:
        """The code of the language the text is really there in, and the text.

        The first that has it of: `language`, the default language, the others in the order of the
        form; ("", ()) where none has.
        """
        wanted = text_id, form
        for code in (language, self.default, *self.names):
            text = self.texts.get(code, _NO_TEXTS).get(wanted)
            if text is not None:
                return code, text
        return "", ()


def language_code(name: str) -> str:
    """`el` for `Ελληνικά (el)`; the name itself where it carries no code."""
    match = _CODE.search(name)
    return match[1] if match else name


def read_translations(model: Element) -> Translations:
    """The `itext` block of a form's model. Raises FormError for outputs that cannot be read."""
    block = model.find("itext")
    if block is None:
        return Translations()
    names: dict[str, str] = {}
    texts: dict[str, _Texts] = {}
    default = ""
    for translation in block.findall("translation"):
        name = translation.get("lang", "")
        code = language_code(name)
        code = code if code not in names else name
        names[code] = name
        if not default or translation.get("default") is not None:
            default = code
        texts[code] = dict(_texts(translation))
    return Translations(names, default, _without_placeholders(texts))


def _without_placeholders(texts: Mapping[str, _Texts]) -> dict[str, _Texts]:
    """pyxform writes "-" where a translation is missing: any other language says more."""
    said = {key for own in texts.values() for key, text in own.items() if text != _UNTRANSLATED}
    return {
        code: {key: text for key, text in own.items() if text != _UNTRANSLATED or key not in said}
        for code, own in texts.items()
    }


def _texts(translation: Element) -> Iterator[tuple[tuple[str, str], Pieces]]:
    for text in translation:
        if text.tag == "text":
            text_id, forms = text.get("id", ""), dict[str, Pieces]()
            for value in text:
                if value.tag == "value":
                    forms[value.get("form", PLAIN)] = mixed(value, text_id)
            longest = next((each for each in LENGTHS if each in forms), PLAIN)
            if longest != PLAIN:  # what a label shows, for want of a plain text
                forms.setdefault(PLAIN, forms[longest])
            for form, pieces in forms.items():
                yield (text_id, form), pieces


def mixed(element: Element, owner: str) -> Pieces:
    """Words and outputs of an element, spaces drawn together; the author's line breaks stay."""
    if not len(element):
        return _words(element.text or "").pieces
    pieces: list[str | Expression] = [element.text or ""]
    for child in element:
        if child.tag == "output":
            source = child.get("value") or child.get("ref") or ""
            pieces.append(expression(source, owner, "output"))
        else:
            pieces.extend(mixed(child, owner))
        pieces.append(child.tail or "")
    return _trimmed(pieces)


@lru_cache(maxsize=2048)
def _words(written: str) -> Text:
    # Kept, because the same labels of choices stand in a form again and again.
    words = _spaced(written).strip(" \n")
    return Text((words,) if words else ())


def _trimmed(pieces: list[str | Expression]) -> Pieces:
    joined: list[str | Expression] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    last = len(joined) - 1
    cleaned: list[str | Expression] = []
    for at, piece in enumerate(joined):
        if isinstance(piece, str):
            piece = _spaced(piece)
            piece = piece.lstrip(" \n") if at == 0 else piece
            piece = piece.rstrip(" \n") if at == last else piece
        if piece != "":
            cleaned.append(piece)
    return tuple(cleaned)


def _spaced(words: str) -> str:
    """Spaces drawn together, and none around a line break."""
    if words.isprintable() and "  " not in words:
        return words  # nearly all there are
    return _LINE_END.sub("\n", _SPACES.sub(" ", words))


def read_text(element: Element, owner: str) -> Text:
    """A `label`, `hint` … element: a reference, or words of its own."""
    reference = element.get("ref")
    if reference is not None:
        return referenced(reference, owner, element.tag)
    return Text(mixed(element, owner)) if len(element) else _words(element.text or "")


def referenced(source: str, owner: str, construct: str) -> Text:
    """The text that an expression names, as `ref` of a label does."""
    plain = _TEXT_ID.fullmatch(source)
    if plain is not None:
        return Text(itext=plain[1][1:-1])
    read = expression(source, owner, construct)
    match read.tree:
        case FunctionCall("jr:itext", (Literal(text_id),)):
            return Text(itext=text_id)
        case _:
            return Text(computed=read)


def message(source: str | None, owner: str, construct: str) -> Text | None:
    """A message attribute: `jr:itext('…')`, or plain words."""
    if source is None or not source.strip():
        return None
    if source.strip().startswith("jr:itext("):
        return referenced(source, owner, construct)
    return Text(pieces=(source,))
