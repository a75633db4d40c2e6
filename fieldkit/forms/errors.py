"""What can be wrong with a form. A message names question and construct, never an answer."""

from __future__ import annotations

from dataclasses import dataclass

from fieldkit.model.errors import FieldKitError
from fieldkit.model.shortening import without_long_words


class FormError(FieldKitError):
    """A form that cannot run as it stands.

    Codes: `xform` (not an XForm), `unknown-reference`, `unknown-function`, `expression`, `cycle`,
    `event`, `list`, `submission`, `unsupported`, `unsettled`, `calculation`, `entities`,
    `last-saved`, `range`.

    `question` is the path of the node it is about, `construct` what of it (`relevant`,
    `calculate`, `choices` …), so that a workbook can show the cell; both "" where there is none.
    """

    code = "form"

    def __init__(
        self,
        message: str,
        *,
        code: str,
        question: str = "",
        construct: str = "",
        next_step: str = "",
    ) -> None:
        super().__init__(without_long_words(message), code=code, next_step=next_step)
        self.question = question
        self.construct = construct


@dataclass(frozen=True)
class Defect:
    """Something in a form that is about nothing and does not run: a reference without a target.

    `hides` tells whether an expression reads it, and so would silently read a blank; `construct`
    is the one that expression stands in (`relevant`, `calculate` …).
    """

    message: str
    question: str
    hides: bool = False
    construct: str = ""


class BadDraft(FieldKitError):
    """A draft that does not belong to this form."""

    code = "draft"
