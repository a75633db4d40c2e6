"""A recovery code is typed from paper."""

from __future__ import annotations

from fieldkit.languages.marking import N_
from fieldkit.ui.widgets.step import Message
from fieldkit.ui.widgets.typed_code_step import TypedCodeStep


class RecoveryCodeStep(TypedCodeStep):
    """Eight groups of five."""

    refusals = ("recovery-code",)
    missing = N_("Type the code from your paper.")

    def __init__(self, name: Message, explanation: Message) -> None:
        super().__init__(
            name,
            explanation,
            "Recovery code",
            "Eight groups of five. Capitals, spaces and hyphens do not matter.",
        )
