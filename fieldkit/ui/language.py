"""The language of the window, switched live: nothing is closed, retyped or scrolled away.

Every text that a person sees goes through `text` or `bind`. A binding remembers the setter and what
it was set to, and sets it again when the language changes; it is dropped with its widget. Qt's own
words (context menus, file dialog) come through the same catalogues, by a QTranslator.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QGuiApplication

from fieldkit.languages import catalogues
from fieldkit.languages.bidi import isolate
from fieldkit.languages.catalogues import Catalogue
from fieldkit.languages.direction import is_rtl
from fieldkit.languages.names import own_name

SOURCE: Final = "en"
# The digits people write: QLocale("ar") alone would mean the digits of the Maghreb.
LOCALES: Final = {"ar": "ar_EG", "fa": "fa_IR", "el": "el_GR", "fr": "fr_FR", "en": "en_GB"}

Render = Callable[[], str]
Bound = tuple["weakref.ref[QObject]", dict[str, Render]]


@dataclass(frozen=True)
class UiLanguage:
    """A language of the window. `is_draft`: no person has reviewed its words yet."""

    code: str
    own_name: str
    is_draft: bool


class CatalogueTranslator(QTranslator):
    """Answers Qt's own strings from our catalogue."""

    def __init__(self, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue

    def isEmpty(self) -> bool:
        """Never empty: Qt would not install it."""
        return False

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """The translation, or None for what we do not know: Qt asks the next translator then.

        An empty string instead of None would blank Qt's buttons.
        """
        known = self._catalogue.has(sourceText)
        return self._catalogue.text(sourceText) if known else None  # pyright: ignore[reportReturnType]


class Language(QObject):
    """The present language of the window and everything bound to it."""

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.code = SOURCE
        self._catalogue = catalogues.catalogue(SOURCE)
        self._translators: list[QTranslator] = []
        self._bound: dict[int, Bound] = {}

    @property
    def locale(self) -> QLocale:
        """How numbers and dates are written in this language."""
        return QLocale(LOCALES.get(self.code, self.code))

    @property
    def direction(self) -> Qt.LayoutDirection:
        """The reading direction of this language."""
        right_to_left = is_rtl(self.code)
        return Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight

    @property
    def catalogue(self) -> Catalogue:
        """The words of this language."""
        return self._catalogue

    def available(self) -> list[UiLanguage]:
        """The languages the window speaks."""
        return [
            UiLanguage(code, own_name(code), catalogues.catalogue(code).is_draft)
            for code in catalogues.available()
        ]

    def set(self, code: str) -> None:
        """Go on in another language. Raises LookupError for one that the window does not speak."""
        if code == self.code and self._translators:
            return
        self._catalogue = catalogues.catalogue(code)
        self.code = code
        self._install_translators()
        QLocale.setDefault(self.locale)
        QGuiApplication.setLayoutDirection(self.direction)
        self._apply()
        self.changed.emit(code)

    def bind(self, target: QObject, setter: str, render: Render) -> None:
        """Set `target` now and at every change of language; replaces what was bound before."""
        key = id(target)
        known = self._bound.get(key)
        if known is None or known[0]() is not target:
            known = self._bound[key] = (weakref.ref(target), {})
            target.destroyed.connect(lambda: self._forget(key, known))
        known[1][setter] = render
        getattr(target, setter)(render())

    @property
    def bindings(self) -> int:
        """How many objects are bound; does not grow with pages that came and went."""
        return len(self._bound)

    def _forget(self, key: int, gone: Bound) -> None:
        if self._bound.get(key) is gone:  # the number may be another object's by now
            del self._bound[key]

    def _apply(self) -> None:
        for key, (reference, setters) in list(self._bound.items()):
            target = reference()
            if target is None:
                self._bound.pop(key, None)
                continue
            for setter, render in list(setters.items()):
                getattr(target, setter)(render())

    def _install_translators(self) -> None:
        app = QCoreApplication.instance()
        assert app is not None
        for translator in self._translators:
            app.removeTranslator(translator)
        self._translators = []
        qt_own = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if qt_own.load(QLocale(self.code), "qtbase", "_", folder):
            self._translators.append(qt_own)
        self._translators.append(CatalogueTranslator(self._catalogue, self))
        for translator in self._translators:  # the one installed last is asked first
            app.installTranslator(translator)


_languages: list[Language] = []


def language() -> Language:
    """The language of this application; made at the first call, after QApplication."""
    if not _languages:
        _languages.append(Language(QCoreApplication.instance()))
    return _languages[0]


def text(message: str, **fields: object) -> str:
    """`message` in the present language, its `{fields}` filled in.

    Each field is isolated, so that a name in one script does not reorder a sentence in another;
    whole numbers are written in the digits of the language.
    """
    return _filled(language().catalogue.text(message), fields)


def ntext(singular: str, plural: str, count: int, **fields: object) -> str:
    """The form of a message that goes with `count`, which is a field of it."""
    chosen = language().catalogue.ntext(singular, plural, count)
    return _filled(chosen, {"count": count, **fields})


def bind(target: QObject, setter: str, message: str | Callable[[], str], **fields: object) -> None:
    """Set `target` to a message now, and again whenever the language changes.

    `message` is a literal, or a function that makes the text. Binding the same setter of the same
    object again replaces the earlier binding.
    """
    if callable(message):
        language().bind(target, setter, message)
    else:
        language().bind(target, setter, lambda: text(message, **fields))


def nbind(
    target: QObject, setter: str, singular: str, plural: str, count: int, **fields: object
) -> None:
    """`bind` for a message with a number in it."""
    language().bind(target, setter, lambda: ntext(singular, plural, count, **fields))


def number(value: int) -> str:
    """A whole number in the digits of the present language, without grouping."""
    locale = language().locale
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(value)


def _filled(message: str, fields: dict[str, object]) -> str:
    if not fields:
        return message
    return message.format(**{name: _shown(value) for name, value in fields.items()})


def _shown(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value)
    return isolate(str(value))
