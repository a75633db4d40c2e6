"""Words for forms that cannot run and for answers a form does not take."""

from __future__ import annotations

from typing import Final

from fieldkit.languages.marking import N_
from fieldkit.ui.failure_words.told import Told

_BROKEN: Final = Told(
    N_("There is a mistake in this form, so it cannot go on. What was called saved is saved."),
    N_("Tell your coordinator which form it is and where it stopped."),
)
_UNREADABLE: Final = Told(
    N_("This form cannot be read. Nothing was changed."),
    N_("Ask your coordinator for the newest kit, or for a corrected form."),
)

_MISTAKES: Final = (
    "calculation", "cycle", "entities", "event", "export", "expression", "form", "last-saved",
    "list", "range", "sensitivity", "submission", "unknown-function", "unknown-reference",
    "unsettled", "unsupported", "xpath", "xpath-arguments", "xpath-evaluation", "xpath-function",
    "xpath-geo", "xpath-instance", "xpath-syntax",
)  # fmt: skip
_NO_FORMS: Final = (
    "bad-package", "bad-search", "form-errors", "list-file", "translations", "unreadable-form",
    "xform", "xml",
)  # fmt: skip

_ANSWERS: Final = {
    "unknown-path": Told(
        N_("The form has no such question here. Nothing was changed."),
        N_("Go back to Home and open the record again."),
    ),
    "irrelevant": Told(
        N_("This question is not asked now, because of earlier answers. Nothing was changed."),
    ),
    "readonly": Told(N_("The form fills this in by itself. Nothing was changed.")),
    "type": Told(
        N_("This answer does not fit the question. It was not saved."),
        N_("Look at what the question asks for and type it again."),
    ),
    "choice": Told(
        N_("This choice is not offered here. It was not saved."), N_("Choose one that is shown.")
    ),
    "constraint": Told(
        N_("This answer does not fit what the form allows. It was not saved."),
        N_("Correct the answer."),
    ),
    "gate": Told(
        N_("The rule about permission does not allow this. Nothing was changed."),
        N_("The question for permission comes first; whoever takes it back is a refusal."),
    ),
    "repeat": Told(
        N_("The form decides how many there are. Nothing was changed."),
        N_("Change the answer that gives the number."),
    ),
    "language": Told(
        N_("That language is not offered here. Nothing was changed."),
        N_("Choose one of the languages that are shown."),
    ),
    "incomplete": Told(
        N_("Some answers are missing or do not fit, so nothing was finished or changed."),
        N_("Open the review: it leads to each of them."),
    ),
    "finished": Told(
        N_("This record is not open for changes any more. Nothing was changed."),
        N_("Open it again from Home."),
    ),
    "answer-refused": Told(N_("The form does not take this answer. It was not saved.")),
}  # fmt: skip

_MOVES: Final = {
    "move-finished": Told(
        N_("Only an interview that was never finished can move to a new version. Nothing was"
           " changed."),
        N_("What is finished says what was asked when it was asked."),
    ),
    "move-version": Told(
        N_("There is no newer version of this form here. Nothing was changed."),
        N_("Ask your coordinator for the newest kit."),
    ),
    "move-gate": Told(
        N_("Permission would stand otherwise than the person gave it. Nothing was changed."),
        N_("Go on with the version the interview is in, or delete the draft."),
    ),
    "move-outdated": Told(
        N_("The interview went on since this was shown. Nothing was changed."),
        N_("Go back to Home and look at it again."),
    ),
    "no-move": Told(
        N_("There is no move to take back any more. Nothing was changed."),
        N_("It can be taken back until the interview is finished."),
    ),
}  # fmt: skip

WORDS: Final = {
    **dict.fromkeys(_MISTAKES, _BROKEN),
    **dict.fromkeys(_NO_FORMS, _UNREADABLE),
    **_ANSWERS,
    **_MOVES,
}
