"""What a person reads: questions without a label, calculations without a calculation."""

from __future__ import annotations

from collections.abc import Iterator

from fieldkit.forms.findings import Finding, error, warning
from fieldkit.forms.workbook.choices import ChoiceList
from fieldkit.forms.workbook.expressions import is_logic
from fieldkit.forms.workbook.outline import Entry, Kind, Outline

_TEXTS = ("label", "hint", "image", "audio", "video")
_UNSEEN = frozenset(
    {
        "calculate", "hidden", "start", "end", "today", "deviceid", "username", "phonenumber",
        "email", "audit", "simserial", "subscriberid", "imei", "start-geopoint", "csv-external",
        "xml-external", "background-audio", "background-geopoint",
    }
)  # fmt: skip


def is_seen(entry: Entry) -> bool:
    """True for questions that stand on the screen (pyxform: those with a control)."""
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    if entry.kind is not Kind.QUESTION or entry.type in _UNSEEN or _is_worked_out(entry):
        return False
    return entry.is_select or "control" in QUESTION_TYPE_DICT.get(entry.type, {})


def _is_worked_out(entry: Entry) -> bool:
    """Whether pyxform makes no control of a question: it is calculated, and asks nothing.

    So the documentation of ODK keeps times (dateTime) and sums (integer) beside the questions.
    """
    computed = entry.row.text("calculation") or entry.row.text("trigger")
    return bool(computed) and not any(entry.row.text(text) for text in ("label", "hint"))


def label_findings(built: Outline) -> Iterator[Finding]:
    """Questions that nobody can read."""
    for entry in built.named:
        if is_seen(entry) and not _says_something(entry):
            required = entry.row.text("required")
            yield error(
                "no-label",
                entry.row.place("label"),
                f"The {'required ' if required else ''}question {entry.name} has no label.",
                "Write the question in the column label.",
            )
        elif entry.type == "repeat" and not entry.row.text("label"):
            yield warning(
                "no-label",
                entry.row.place("label"),
                f"The repeat {entry.name} has no label.",
                "Write what one of them is called, for example “Household member”.",
            )


def _says_something(entry: Entry) -> bool:
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    # Some old types (phone number) bring a hint of their own.
    own = "hint" in QUESTION_TYPE_DICT.get(entry.type, {})
    return own or any(entry.row.text(text) for text in _TEXTS)


def calculation_findings(built: Outline) -> Iterator[Finding]:
    """Calculate rows that calculate nothing."""
    for entry in built.questions:
        default = entry.row.text("default")
        dynamic = bool(default) and is_logic(entry, "default", default)
        if entry.type == "calculate" and not entry.row.text("calculation") and not dynamic:
            yield error(
                "no-calculation",
                entry.row.place("calculation"),
                f"The calculation {entry.name} has nothing to calculate.",
                "Write the expression in the column calculation.",
            )


def message_findings(built: Outline) -> Iterator[Finding]:
    """Messages that can never be shown, because what they explain is missing."""
    for entry in built.questions:
        for message, cause in (
            ("constraint_message", "constraint"),
            ("required_message", "required"),
        ):
            if entry.row.text(message) and not entry.row.text(cause):
                yield warning(
                    "lonely-message",
                    entry.row.place(message),
                    f"The {message} of {entry.name} is never shown: there is no {cause}.",
                    f"Add the {cause}, or remove the message.",
                )


def choice_label_findings(lists: dict[str, ChoiceList]) -> Iterator[Finding]:
    """Choices that show nothing but their code."""
    for choice_list in lists.values():
        for row in choice_list.rows:
            if not any(row.text(text) for text in _TEXTS):
                yield warning(
                    "no-choice-label",
                    row.place("label"),
                    f"The choice {row.text('name')} of the list {choice_list.name} has no label.",
                    "Write what the person should read.",
                )
