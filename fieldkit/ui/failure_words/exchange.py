"""Words for what goes wrong on the way between a laptop and the coordinator."""

from __future__ import annotations

from typing import Final

from fieldkit.languages.marking import N_
from fieldkit.ui.failure_words.told import (
    ASK_FOR_ANOTHER,
    COPY_AGAIN,
    TELL_COORDINATOR,
    TRY_AGAIN,
    UPDATE,
    Told,
)

_STICK_IS_THERE: Final = N_("Check that the stick is in and the folder is there, and try again.")
_KEEP_AND_REPORT: Final = N_("Keep the file and tell the people who look after FieldKit.")
_NOT_FOR_US: Final = N_("This file could not be believed, so nothing was taken from it.")

WORDS: Final = {
    "not-a-batch": Told(
        N_("This file holds no records sent by a laptop. Nothing was imported."), COPY_AGAIN
    ),
    "truncated": Told(
        N_("This file is not complete: copying stopped early. Nothing was imported from it."),
        COPY_AGAIN,
    ),
    "trailing": Told(
        N_("Something was added to the end of this file. Nothing was imported from it."), COPY_AGAIN
    ),
    "tampered": Told(
        N_("This file was altered or damaged after it was signed. Nothing was taken from it."),
        N_("Copy it again from where it was made, or ask for it again."),
    ),
    "too-large": Told(
        N_("This file is larger than any file of FieldKit. Nothing was taken from it."),
        N_("Look whether it is the right file."),
    ),
    "too-new": Told(
        N_("This file was made by a newer FieldKit. Nothing was taken from it."), UPDATE
    ),
    "not-for-me": Told(
        N_("This file was sealed for another coordinator and cannot be opened here."),
        N_("Give it to the coordinator whose kit that laptop uses."),
    ),
    "unknown-sender": Told(
        N_("This file comes from a laptop that was not approved here. Nothing was imported."),
        N_("If you know the laptop, approve it under Devices and import again."),
    ),
    "revoked": Told(
        N_("This laptop was shut out. Nothing was taken from it."),
        N_("If it was found again, it has to begin anew and join as a new laptop."),
    ),
    "other-deployment": Told(
        N_("This belongs to another deployment. Nothing was read from it or written to it."),
        N_("Use the stick, folder or file of your own deployment."),
    ),
    "changed-while-reading": Told(
        N_("This file changed while it was being read. Nothing was imported from it."),
        N_("Wait until copying has ended and try again."),
    ),
    "malformed": Told(
        N_(
            "This file is signed rightly, but what is in it breaks the rules. Nothing was taken"
            " from it."
        ),
        _KEEP_AND_REPORT,
    ),
    "bad-event": Told(
        N_("A record in this file is not what its laptop signed. The whole file was left out."),
        _KEEP_AND_REPORT,
    ),
    "batch-refused": Told(_NOT_FOR_US, COPY_AGAIN),
    "batch-too-big": Told(
        N_("There is more to send than one file can hold. Nothing was sent, nothing is lost."),
        N_("Send again: the records will go in several files."),
    ),
    "copied-vault": Told(
        N_(
            "Two different files claim the same place: somewhere there is a second copy of the"
            " records of this laptop. Nothing was taken from this file, nothing is lost."
        ),
        N_(
            "Stop working on both copies. The coordinator should shut the laptop out and let it"
            " join anew."
        ),
    ),
    "not-an-envelope": Told(
        N_("This is no kit, request or receipt, or it is damaged. Nothing was changed."),
        ASK_FOR_ANOTHER,
    ),
    "envelope-refused": Told(_NOT_FOR_US, ASK_FOR_ANOTHER),
    "wrong-kind": Told(
        N_("This is a file of FieldKit, but not of the kind that is needed here."),
        N_("Choose the right file."),
    ),
    "unknown-signer": Told(
        N_("This was not signed by the coordinator of this laptop. Nothing was taken from it."),
        N_("Ask your coordinator before you use it."),
    ),
    "receipt-refused": Told(_NOT_FOR_US, TELL_COORDINATOR),
    "other-device": Told(
        N_("A receipt in this folder is for another laptop. It was left alone."),
    ),
    "old-number": Told(N_("This receipt is older than one that was read already.")),
    "no-drop": Told(
        N_("The stick or folder is not there or cannot be read. Nothing is lost."), _STICK_IS_THERE
    ),
    "descriptor": Told(
        N_(
            "Nobody can tell whose folder this is: the file that says so is damaged. Nothing was"
            " read or written."
        ),
        N_("Ask your coordinator to prepare the stick or folder again."),
    ),
    "read-back": Told(
        N_(
            "The stick did not keep what was written to it; nothing was left there and nothing is"
            " lost."
        ),
        N_("Use another stick: this one may be worn out."),
    ),
    "name-taken": Told(
        N_("There is another file of that name. It was left as it is."),
        N_("Choose another name, or try again in a moment."),
    ),
    "no-file": Told(
        N_("This file cannot be read. Nothing was changed."),
        N_("Check its name and that the stick is in."),
    ),
    "drop-refused": Told(
        N_("This stick or folder cannot be used. Nothing is lost."), _STICK_IS_THERE
    ),
    "send-interrupted": Told(
        N_("Sending was interrupted. The records are sealed and kept on this laptop."),
        N_("Send again: it goes on where it stopped."),
    ),
    "sync": Told(
        N_("This could not be exchanged. Nothing was changed, nothing is lost."), TRY_AGAIN
    ),
}
