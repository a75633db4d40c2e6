"""Words for what the coordinator's registry and the publication refuse."""

from __future__ import annotations

from typing import Final

from fieldkit.languages.marking import N_
from fieldkit.ui.failure_words.told import Told

_LOOK_AGAIN: Final = N_("Look at the conflict again: the record may have changed since.")
_OTHER_PROFILE: Final = N_("Choose one of the kinds of publication that are offered.")
_RENAME: Final = N_("The question needs another name in the form; ask whoever writes the forms.")

WORDS: Final = {
    "registry": Told(N_("The registry cannot do this. Nothing was changed.")),
    "no-registry": Told(
        N_("These are the records of a laptop; there is no registry here. Nothing was changed."),
        N_("Do this on the coordinator's computer."),
    ),
    "no-conflict": Told(N_("This record has one version only: there is nothing to decide.")),
    "bad-choice": Told(
        N_("This choice does not fit the conflict. Nothing was changed."), _LOOK_AGAIN
    ),
    "unreadable": Told(
        N_("One version is a refusal, or its form is not here. Nothing was changed."),
        N_("Install the kit with that form. A refusal is respected as it is."),
    ),
    "conflict": Told(
        N_("This record has several versions. Nothing was changed."),
        N_("Decide between the versions first."),
    ),
    "unchanged": Told(N_("The record says this already. Nothing was changed.")),
    "correction-refused": Told(
        N_("The record cannot be corrected like this. Nothing was changed.")
    ),
    "column-taken": Told(
        N_("A column of the publication already means something else. Nothing was published."),
        _RENAME,
    ),
    "columns": Told(
        N_("Two questions of a form would share one column. Nothing was published."), _RENAME
    ),
    "identifiers-found": Told(
        N_("Some cells look as if they named somebody. Nothing was published."),
        N_("Correct these records, then publish again. What stands in them is not shown here."),
    ),
    "other-profile": Told(
        N_(
            "This folder holds a publication of another kind; two kinds are never mixed, lest names"
            " lie beside statistics. Nothing was published."
        ),
        N_("Choose another folder."),
    ),
    "folder": Told(
        N_(
            "FieldKit does not publish into this folder: it holds records, is a stick for sealed"
            " files only, or nobody can tell what was published there."
        ),
        N_("Choose a new, empty folder that does not travel."),
    ),
    "profile": Told(
        N_("There is no such kind of publication. Nothing was published."), _OTHER_PROFILE
    ),
    "style": Told(N_("There is no such style of tables. Nothing was published."), _OTHER_PROFILE),
    "too-wide": Told(
        N_("A table has more columns than a sheet can hold. Nothing was published."),
        N_("Choose another kind of publication, or have the form split."),
    ),
    "workbook": Told(
        N_("The workbook did not take a cell. Nothing was published."),
        N_("Tell the people who look after FieldKit how many rows and columns there were."),
    ),
    "publication-refused": Told(
        N_("Nothing was published. What stood in the folder before still stands there."),
    ),
}
