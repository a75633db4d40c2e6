"""Words for what goes wrong with a vault and the disk it lies on."""

from __future__ import annotations

from typing import Final

from fieldkit.languages.marking import N_
from fieldkit.ui.failure_words.told import KEEP_A_COPY, TELL_COORDINATOR, TRY_AGAIN, UPDATE, Told

_DAMAGED: Final = Told(
    N_("The stored records do not hold together: a part was damaged or altered. FieldKit stopped."),
    N_("Keep a copy of the folder as it is, go on from a backup, and tell your coordinator."),
)
_KEYS_MISSING: Final = N_("Put back a backup of the whole folder, or choose another folder.")
_CHOOSE_FOLDER: Final = N_("Choose a new, empty folder.")

WORDS: Final = {
    "wrong-passphrase": Told(
        N_("The name or the passphrase is not right. Nothing was opened or changed."),
        N_("Look at the language of the keyboard and at Caps Lock, and type it again."),
    ),
    "weak-passphrase": Told(
        N_("This passphrase is too easy to guess. Nothing was made."),
        N_("Take twelve characters or more: four random words are long enough and can be learnt."),
    ),
    "recovery-code": Told(
        N_("That is not the recovery code of these records. Nothing was changed."),
        N_("Compare it group by group with your paper and type it again."),
    ),
    "recovery-unconfirmed": Told(
        N_("The recovery code was not typed back as it was shown, so nothing was made."),
        N_("Begin again, with pen and paper at hand."),
    ),
    "not-a-sample": Told(
        N_("This is no sample. Nothing was opened."), N_("Open it with its own passphrase.")
    ),
    "unknown-user": Told(
        N_("Nobody of that name can open these records. Nothing was changed."),
        N_("Check the name, or choose another folder."),
    ),
    "user-exists": Told(
        N_("Somebody of that name opens these records already. Nothing was changed."),
        N_("Choose another name."),
    ),
    "locked-vault": Told(
        N_("FieldKit is locked. Nothing was done, nothing is lost."), N_("Unlock it first.")
    ),
    "keystore-missing": Told(
        N_("The file with the keys is not in this folder. Without it nobody can open the records."),
        _KEYS_MISSING,
    ),
    "keystore-altered": Told(
        N_("The file with the keys was damaged or altered. Nothing was opened or changed."),
        N_("Put back a backup of the whole folder and tell your coordinator."),
    ),
    "database-missing": Told(
        N_("The file with the records is not in this folder. Nothing was changed."), _KEYS_MISSING
    ),
    "newer-schema": Told(
        N_("A newer FieldKit has worked with these records. Nothing was opened or changed."),
        UPDATE,
    ),
    "vault-damaged": _DAMAGED,
    "bad-record": _DAMAGED,
    "draft": _DAMAGED,
    "vault": Told(N_("This cannot be done with these records. Nothing was changed.")),
    "audit-broken": Told(
        N_("The log of what was done with these records was altered."), KEEP_A_COPY
    ),
    "no-identifier-key": Told(
        N_("Your passphrase does not open names and numbers. Nothing was changed or published."),
        N_("Ask somebody whose passphrase opens them. Statistics can do without, mostly."),
    ),
    "unknown-record": Told(
        N_("This record is not here, or not in this version. Nothing was changed."),
        N_("Go back to Home and look for it there: it may have been deleted or sent meanwhile."),
    ),
    "unknown-form": Told(
        N_("The form of this record is not on this computer. The record itself is safe."),
        N_("Install the kit that has this form, then open the record again."),
    ),
    "exists": Told(
        N_("There is something in this folder already. Nothing was made."), _CHOOSE_FOLDER
    ),
    "disk-full": Told(
        N_(
            "There is no space left to write. What was called saved is saved; the last step is not."
        ),
        N_("Free some space, or use another stick, and do the last step again."),
    ),
    "storage": Told(
        N_(
            "The disk or stick did not take what was written. What was called saved is saved; the"
            " last step is not."
        ),
        N_("Check that it is still there, has space and may be written to; then try again."),
    ),
    "locked": Told(
        N_("Another window or program is using this folder. Nothing was changed."),
        N_("Close the other one and try again."),
    ),
    "cancelled": Told(N_("Stopped. What was finished until then stays; the rest was not begun.")),
    "error": Told(N_("This could not be done. Nothing was changed."), TRY_AGAIN),
    "demo-failed": Told(N_("The sample could not be made as it should be."), TELL_COORDINATOR),
}
