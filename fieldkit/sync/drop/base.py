"""What a drop is: a place where one party leaves files and another finds them.

Names and layout are those of docs/formats/envelope.md, section 7. Every folder has one writer,
so there are no locks; a file is whole or it is not there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

DESCRIPTOR: Final = "fieldkit-drop.json"
SHORT: Final = 16

_BATCH: Final = re.compile(r"in/([0-9a-f]{16})/([0-9]{8})-([0-9a-f]{16})\.fkb")
_RECEIPT: Final = re.compile(r"ack/([0-9a-f]{16})/([0-9a-f]{16})\.([0-9]{1,12})\.fka")
_KIT: Final = re.compile(r"out/([0-9]{8})-([0-9a-f]{16})\.fkk")


class Put(Enum):
    """What putting a file did."""

    WRITTEN = "written"
    ALREADY = "already"


class Drop(Protocol):
    """The operations every kind of drop offers; names are relative, with slashes."""

    def files(self, folder: str) -> list[str]:
        """The names of the files directly in `folder`, sorted; none when it is not there."""
        ...

    def folders(self, folder: str) -> list[str]:
        """The names of the folders directly in `folder`, sorted."""
        ...

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises DropRefused when it cannot be read."""
        ...

    def put(self, name: str, data: bytes) -> Put:
        """Leave a file, whole or not at all. A damaged file of that name is replaced.

        Raises DropRefused or StorageError; then nothing of that name has been added.
        """
        ...


@dataclass(frozen=True)
class BatchName:
    """What a batch's name on a drop claims."""

    device: str
    sequence: int
    hash: str


@dataclass(frozen=True)
class ReceiptName:
    """What a receipt's name on a drop claims."""

    coordinator: str
    device: str
    number: int


def batch_name(device: str, sequence: int, file_hash: str) -> str:
    """Where a batch lies on a drop."""
    return f"in/{device[:SHORT]}/{sequence:08d}-{file_hash[:SHORT]}.fkb"


def receipt_name(coordinator: str, device: str, number: int) -> str:
    """Where a receipt lies on a drop."""
    return f"ack/{coordinator[:SHORT]}/{device[:SHORT]}.{number}.fka"


def kit_name(version: int, kit_hash: str) -> str:
    """Where a kit lies on a drop."""
    return f"out/{version:08d}-{kit_hash[:SHORT]}.fkk"


def shown_name(name: str) -> str:
    """A name found on a drop, fit for reports and tables: anybody may have given it, with bytes
    that are no text or marks that play with the terminal."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode("ascii")
        for each in name
    )


def parse_batch_name(name: str) -> BatchName | None:
    """What the name claims; None when it is not the name of a batch."""
    found = _BATCH.fullmatch(name)
    return BatchName(found[1], int(found[2]), found[3]) if found else None


def parse_receipt_name(name: str) -> ReceiptName | None:
    """What the name claims; None when it is not the name of a receipt."""
    found = _RECEIPT.fullmatch(name)
    return ReceiptName(found[1], found[2], int(found[3])) if found else None


def parse_kit_name(name: str) -> tuple[int, str] | None:
    """Version and start of the hash; None when it is not the name of a kit."""
    found = _KIT.fullmatch(name)
    return (int(found[1]), found[2]) if found else None
