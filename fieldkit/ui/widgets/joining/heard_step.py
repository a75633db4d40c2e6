"""Six words are typed as they were heard."""

from __future__ import annotations

from fieldkit.languages.marking import N_
from fieldkit.ui.widgets.step import Message
from fieldkit.ui.widgets.typed_code_step import TypedCodeStep


class HeardStep(TypedCodeStep):
    """Words that do not fit are told at the field."""

    refusals = ("wrong-words",)
    missing = N_("Type the six words you hear.")

    def __init__(self, name: Message, explanation: Message) -> None:
        super().__init__(
            name,
            explanation,
            "The six words you hear",
            "Capitals, spaces and hyphens do not matter.",
        )
