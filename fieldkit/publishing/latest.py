"""Pointing readers to a new revision: `latest.json`, the copies in `latest/`, the workbook.

`latest.json` is the truth and changes in one step. The rest is convenience: each file is replaced
in one step, `datapackage.json` last, so that its hashes tell whether the folder is all new.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from fieldkit.model.clock import Clock, to_text
from fieldkit.platform import StorageError, as_storage_error
from fieldkit.publishing.replace import Destination
from fieldkit.publishing.revision import DATAPACKAGE, REVISIONS, Revision

LATEST: Final = "latest"
POINTER: Final = "latest.json"
PENDING: Final = "PENDING.txt"


def point_to(destination: Destination, written: Revision, clock: Clock) -> list[str]:
    """Make `written` the latest of its form; the names of files that are open elsewhere and stay
    as they were. Raises StorageError when even the pointer cannot be replaced."""
    pointer = written.form_folder / POINTER
    if not destination.replace_json(_pointer(written, clock), pointer):
        raise StorageError(
            f"{pointer} is held open by another program; the former publication stands.",
            next_step="Close what reads it and publish again.",
        )
    try:
        pending = [*_refresh(destination, written), *_workbook(destination, written)]
        _notice(written, pending)
    except StorageError as error:
        raise StorageError(
            f"The new publication of {written.form_id} is whole in {written.folder}, but the "
            f"copies beside it are not: {error.message}",
            code=error.code,
            next_step=error.next_step,
        ) from error
    return pending


def _pointer(written: Revision, clock: Clock) -> dict[str, Any]:
    return {
        "form": written.form_id,
        "profile": written.profile,
        "revision": written.revision,
        "path": f"{REVISIONS}/{written.folder.name}",
        "files": {
            file.name: {"bytes": file.bytes, "sha256": file.sha256} for file in written.files
        },
        "published_at": to_text(clock.now()),
    }


def _refresh(destination: Destination, written: Revision) -> list[str]:
    folder = written.form_folder / LATEST
    destination.make_folder(folder)
    names = [file.name for file in written.files if file.name != written.workbook]
    pending = [
        f"{LATEST}/{name}"
        for name in (*names, DATAPACKAGE)
        if not destination.replace_with_copy(written.folder / name, folder / name)
    ]
    for stale in folder.glob("*.csv"):
        if stale.name not in names:
            with suppress(PermissionError):
                stale.unlink()
    return pending


def _workbook(destination: Destination, written: Revision) -> list[str]:
    source = written.folder / written.workbook
    replaced = destination.replace_with_copy(source, written.latest_workbook)
    return [] if replaced else [written.workbook]


def _notice(written: Revision, pending: list[str]) -> None:
    """A note beside files that could not be replaced, taken away again when they could."""
    notice = written.form_folder / PENDING
    if not pending:
        notice.unlink(missing_ok=True)
        return
    names = "\n".join(f"  {name}" for name in pending)
    where = Path(REVISIONS) / written.folder.name
    text = (
        "Αυτά τα αρχεία ήταν ανοιχτά σε άλλο πρόγραμμα και έμειναν όπως ήταν.\n"
        "These files were open in another program and were left as they were:\n"
        f"{names}\n"
        f"Τα νέα βρίσκονται εδώ · the new ones are in: {where.as_posix()}\n"
        "Κλείστε τα και δημοσιεύστε ξανά. · Close them and publish again.\n"
    )
    try:
        notice.write_text(text, encoding="utf-8")
    except OSError as error:
        raise as_storage_error(error, notice) from error
