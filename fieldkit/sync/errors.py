"""Why a batch, an envelope or a drop is refused: one class per reason, nothing changed by any.

Messages are for the person with the stick in her hand. The reasons for a batch are those of
docs/formats/fkb1.md, section 7.
"""

from __future__ import annotations

from fieldkit.model.errors import FieldKitError

_COPY_AGAIN = "Nothing was imported. Copy it again from the laptop that made it."


class SyncError(FieldKitError):
    """Anything refused on the way between a laptop and a coordinator."""

    code = "sync"


class BatchRefused(SyncError):
    """A batch file that is not opened, or not believed. Subclasses say why."""

    code = "batch-refused"
    text = "The batch is refused."
    advice = _COPY_AGAIN

    def __init__(self) -> None:
        super().__init__(self.text, next_step=self.advice)


class NotABatch(BatchRefused):
    """The file does not begin like a batch."""

    code = "not-a-batch"
    text = "This file is no FieldKit batch."
    advice = "Nothing was imported."


class TooNew(BatchRefused):
    """Written for a later reader than this one."""

    code = "too-new"
    text = "This batch was made by a newer FieldKit."
    advice = "Nothing was imported. Update FieldKit on this computer and import again."


class Truncated(BatchRefused):
    """Shorter than it says it is."""

    code = "truncated"
    text = "This batch is not complete: the copy stopped early or was damaged."


class Trailing(BatchRefused):
    """Longer than it says it is."""

    code = "trailing"
    text = "Something was added to the end of this batch."


class Tampered(BatchRefused):
    """Not the bytes that were signed, or not a sound file."""

    code = "tampered"
    text = "This batch was altered or damaged after it was sealed."


class TooLarge(BatchRefused):
    """Beyond the size that version 1 allows."""

    code = "too-large"
    text = "This file is larger than a batch can be."
    advice = "Nothing was imported."


class NotForMe(BatchRefused):
    """Sealed for somebody else's key."""

    code = "not-for-me"
    text = "This batch was sealed for another coordinator; this computer cannot open it."
    advice = "Nothing was imported. Give it to the coordinator whose kit the laptop uses."


class UnknownSender(BatchRefused):
    """From a device nobody approved here."""

    code = "unknown-sender"
    text = "This batch comes from a device that has not been approved here."
    advice = (
        "Nothing was imported. Approve the device (fieldkit device approve), then import again."
    )


class Revoked(BatchRefused):
    """From a device the coordinator has shut out."""

    code = "revoked"
    text = "This batch comes from a device that was revoked."
    advice = "Nothing was imported. If the laptop was found again, it has to enrol as a new device."


class OtherDeployment(BatchRefused):
    """From somebody else's deployment."""

    code = "other-deployment"
    text = "This batch belongs to another deployment."
    advice = "Nothing was imported. Use the stick of this deployment."


class ChangedWhileReading(BatchRefused):
    """The file was being written while we read it."""

    code = "changed-while-reading"
    text = "This batch changed while it was being read."
    advice = "Nothing was imported. Wait until copying has ended and import again."


class Malformed(BatchRefused):
    """Signed by an approved device, and still not what the format allows."""

    code = "malformed"
    text = "This batch was sealed by an approved device, but its content breaks the rules."
    advice = "Nothing was imported. Keep the file and report it: a program is at fault."


class BatchTooBig(SyncError):
    """More was to be sealed than one batch may carry."""

    code = "batch-too-big"


class EnvelopeRefused(SyncError):
    """A signed small file that is not believed.

    Codes: `not-an-envelope`, `too-new`, `wrong-kind`, `tampered`, `unknown-signer`, `malformed`.
    """

    code = "envelope-refused"


class KitRefused(SyncError):
    """A kit this vault does not take. Codes: `other-deployment`, `older-kit`, `sample`,
    `conflicting-kit`, `unknown-signer`, `no-forms`, `no-name`, `no-file`, `name-taken`,
    `is-coordinator`, `is-laptop`."""

    code = "kit-refused"


class EnrolmentRefused(SyncError):
    """A step of joining that cannot be done. Codes: `wrong-words`, `not-requested`,
    `not-enrolled`, `enrolled`, `other-deployment`, `unknown-kit`, `unknown-team`, `revoked`,
    `sample`, `is-coordinator`, `not-coordinator`, `name-taken`."""

    code = "enrolment-refused"


class ReceiptRefused(SyncError):
    """A receipt this device does not believe. Codes: `other-device`, `unknown-signer`,
    `copied-vault`."""

    code = "receipt-refused"


class DropRefused(SyncError):
    """A drop nothing is written to or read from. Codes: `other-deployment`, `descriptor`,
    `no-drop`, `no-file`, `name-taken`, `read-back`, `too-large`."""

    code = "drop-refused"


class SendInterrupted(SyncError):
    """The drop failed after the batch had been sealed: kept, and written at the next sending.

    The code is that of the trouble (`disk-full`, `storage`, `no-drop`, `read-back`).
    """

    code = "send-interrupted"
