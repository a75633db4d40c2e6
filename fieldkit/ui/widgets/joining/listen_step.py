"""Who asks to join, and the six words that prove it."""

from __future__ import annotations

from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind, text
from fieldkit.ui.models.devices import Asking
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.joining.heard_step import HeardStep
from fieldkit.ui.widgets.texts import body, heading


class ListenStep(HeardStep):
    """Shows what the request says; only the words tell whether it is true."""

    def __init__(self) -> None:
        super().__init__(
            "Have the six words read to you",
            "By telephone or face to face, from the laptop's screen. Never by the same way as the"
            " file: who could change one could change both.",
        )
        self.next_message = N_("Approve this laptop")
        self._laptop, self._about = heading(), body()
        card = Card()
        card.add(self._laptop)
        card.add(self._about)
        self.column.insertWidget(2, card)

    def show_model(self, model: Asking) -> None:
        """Show who asks."""
        bind(self._laptop, "setText", "{laptop} asks to join", laptop=model.label)
        bind(self._about, "setText", lambda: _about(model))


def _about(asking: Asking) -> str:
    if not asking.team:
        return text("Person {author}", author=asking.author)
    return text("Team {team} · person {author}", team=asking.team, author=asking.author)
