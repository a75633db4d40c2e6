"""The words of a form in the two languages of an interview, with a mark where one is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fieldkit.forms import Choice, FormSession
from fieldkit.forms.structure import REPEAT
from fieldkit.forms.xpath.errors import XPathError
from fieldkit.ui.models.interview import Bilingual, ChoiceView, Languages
from fieldkit.ui.models.words import Words
from fieldkit.ui.presenters.places import Place

# A text of a form that does not say its language: ISO 639's code for "undetermined". Never "",
# which marks a message of the window.
UNDETERMINED: Final = "und"


def window_words(message: str) -> Bilingual:
    """A message of the window: `message` is marked with `N_` and translated by who shows it."""
    return Bilingual(Words(message))


def form_words(text: str, wanted: str, found: str) -> Words:
    """A text of the form that was wanted in one language and found in another, or in none."""
    return Words(text, found or UNDETERMINED, fallback=bool(found) and found != wanted)


def plain(text: str, language: str = "") -> Bilingual:
    """A text that is the same for both readers: a name, a number, an answer."""
    return Bilingual(Words(text, language or UNDETERMINED))


class Wording:
    """Asks a session for words in the leading and in the second language."""

    def __init__(self, session: FormSession, languages: Languages) -> None:
        self._session = session
        self._form = session.definition
        self._languages = languages

    def both(self, say: Callable[[str], Words]) -> Bilingual:
        """What `say` says in each of the two languages; once where it is in no language of the form
        (a name, a message of the window)."""
        lead = say(self._languages.lead)
        second = self._languages.second
        if not second or lead.language in ("", UNDETERMINED):
            return Bilingual(lead)
        return Bilingual(lead, say(second))

    def label(self, place: Place) -> Bilingual:
        """The label of a question, group or repeat; its name where it has none."""
        return self.title((place,), place.node.name)

    def title(self, places: tuple[Place, ...], otherwise: str) -> Bilingual:
        """The first label that one of the places has; `otherwise` where none has."""

        def say(code: str) -> Words:
            for place in places:
                text, found = self._label(place, code)
                if text:
                    return form_words(text, code, found)
            return Words(otherwise, UNDETERMINED)

        return self.both(say)

    def hint(self, place: Place) -> Bilingual | None:
        """The hint of a question; None where it has none now."""
        if place.node.body.hint is None:
            return None

        def say(code: str) -> Words:
            try:
                text = self._session.hint(place.path, code)
                return form_words(text, code, self._session.hint_spoken(place.path, code))
            except XPathError:
                return Words(self._form.hint(place.node.path, code), code or UNDETERMINED)

        hint = self.both(say)
        return hint if hint.lead.text else None

    def choices(self, place: Place) -> tuple[ChoiceView, ...]:
        """The choices that a question offers now; a choice without a label shows its value."""
        lead, second = self._languages.lead, self._languages.second
        offered = self._session.choices(place.path, lead)
        if not second:
            return tuple(
                ChoiceView(each.value, Bilingual(_choice_words(each, lead))) for each in offered
            )
        # By value: a list that is shuffled comes in another order each time.
        again = {each.value: each for each in self._session.choices(place.path, second)}
        return tuple(
            ChoiceView(
                each.value,
                Bilingual(
                    _choice_words(each, lead), _choice_words(again.get(each.value, each), second)
                ),
            )
            for each in offered
        )

    def _label(self, place: Place, code: str) -> tuple[str, str]:
        """The label and the language it is found in; ("", …) where there is none."""
        spot = self._spot(place)
        if spot:
            try:
                return self._session.label(spot, code), self._session.spoken(spot, code)
            except XPathError:
                pass  # what it quotes cannot be computed: better a label with a gap than none
        return self._fixed_label(place, code)

    def _fixed_label(self, place: Place, code: str) -> tuple[str, str]:
        label, path = place.node.body.label, place.node.path
        found = code
        if label is not None and label.itext:
            found, _ = self._form.translations.found(label.itext, code, label.form)
        return self._form.label(path, code), found

    def _spot(self, place: Place) -> str:
        """Where a label is read: a repeat has words only at one of its rows."""
        if place.node.kind != REPEAT or place.path.endswith("]"):
            return place.path
        return f"{place.path}[1]" if self._session.count(place.path) else ""


def _choice_words(choice: Choice, wanted: str) -> Words:
    if not choice.label:
        return Words(choice.value, UNDETERMINED)
    return form_words(choice.label, wanted, choice.language)
