"""The recovery code is typed back from paper, so that it is known to be there."""

from __future__ import annotations

from fieldkit.languages.marking import N_
from fieldkit.ui.language import ntext, text
from fieldkit.ui.models.first_run import CodeBackStep as CodeBackModel
from fieldkit.ui.widgets.recovery_code_step import RecoveryCodeStep


class CodeBackStep(RecoveryCodeStep):
    """What was typed wrongly stays in the field, to be put right."""

    def __init__(self) -> None:
        super().__init__(
            "Type the recovery code back",
            "From your paper, not from memory: this makes sure that the paper will help you.",
        )
        self.next_message = N_("Make the vault")
        self.back_message = N_("Show the code again")

    def show_model(self, model: CodeBackModel) -> None:
        """Show whether the last try was wrong."""
        if not model.mistaken:
            self.forget()
            return
        self.field.show_problem(lambda: _mistaken(model.tries_left))
        self.line.selectAll()
        self.line.setFocus()


def _mistaken(tries_left: int) -> str:
    left = ntext(
        "One more try, then there is a new code.",
        "{count} more tries, then there is a new code.",
        tries_left,
    )
    return text("This is not the code that was shown. Compare it group by group.") + " " + left
