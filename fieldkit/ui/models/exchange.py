"""What the page of the exchange shows: whose folder it is, what will go, what went, what came back.

Nothing here holds an answer. Refusals are codes, with the operation's own words for those that the
window has none for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fieldkit.ui.models.form_name import FormName
from fieldkit.ui.models.join import Standing


class Place(Enum):
    """What a folder is. UNMARKED: nobody has said whose it is; it can be used all the same."""

    NONE = "none"
    OURS = "ours"
    UNMARKED = "unmarked"
    REFUSED = "refused"


@dataclass(frozen=True)
class Refused:
    """Why something was not done or not believed."""

    code: str
    message: str


@dataclass(frozen=True)
class FolderView:
    """The folder that was chosen. `name` is what its coordinator called the deployment."""

    folder: str = ""
    place: Place = Place.NONE
    name: str = ""
    refused: Refused | None = None

    @property
    def can_be_used(self) -> bool:
        """Whether anything may be written to it or read from it."""
        return self.place in (Place.OURS, Place.UNMARKED)


@dataclass(frozen=True)
class ToSend:
    """What will go: finished records by form, and the files that wait for a receipt."""

    records: tuple[tuple[FormName, int], ...] = ()
    refusals: int = 0
    waiting: int = 0
    waiting_records: int = 0

    @property
    def count(self) -> int:
        """How many records and refusals have not gone at all yet."""
        return self.refusals + sum(count for _, count in self.records)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.count and not self.waiting


@dataclass(frozen=True)
class FileSent:
    """A file that lies on the folder now. `mark` is what to note down of it: its number and the
    start of its hash. `is_new`: it was written just now, and was not there already."""

    number: int
    records: int
    mark: str
    is_new: bool


@dataclass(frozen=True)
class SendResult:
    """What sending did. `stopped`: why it ended early; then some files may be on the folder and
    others not, and all records are kept. `by_coordinator`: who sends is who imports."""

    folder: str
    files: tuple[FileSent, ...] = ()
    stopped: Refused | None = None
    by_coordinator: bool = False

    @property
    def records(self) -> int:
        """How many records are in the files."""
        return sum(each.records for each in self.files)


@dataclass(frozen=True)
class FileAnswered:
    """What the coordinator said about a file; `reason` only for one that was not taken."""

    number: int
    records: int
    reason: str = ""


@dataclass(frozen=True)
class FileIgnored:
    """A file on the folder that was not believed. It changed nothing."""

    name: str
    refused: Refused


@dataclass(frozen=True)
class ReceiveResult:
    """What came back. `kits` are the numbers of the kits installed, `forms` what is new in them."""

    folder: str
    receipts: int = 0
    confirmed: tuple[FileAnswered, ...] = ()
    rejected: tuple[FileAnswered, ...] = ()
    kits: tuple[int, ...] = ()
    forms: tuple[FormName, ...] = ()
    ignored: tuple[FileIgnored, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing new for this laptop."""
        return not (self.receipts or self.kits or self.ignored)


@dataclass(frozen=True)
class ExchangeView:
    """The page before anything is done. `can_receive`: receipts are for laptops."""

    standing: Standing
    folder: FolderView = FolderView()
    to_send: ToSend = ToSend()
    can_receive: bool = True

    @property
    def can_send(self) -> bool:
        """Whether this vault may send at all."""
        return self.standing in (Standing.JOINED, Standing.COORDINATOR)
