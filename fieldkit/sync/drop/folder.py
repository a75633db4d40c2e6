"""A drop that is a folder: a stick, a mounted share, a synced directory.

Publishing survives a kill at any moment: a hidden part file, flushed and read back, then a rename
that replaces nothing. Parts left by a crash are ours to sweep, since each folder has one writer.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from fieldkit.platform import StorageError, as_storage_error, rename_new, write_durably
from fieldkit.sync.drop.base import Put, shown_name
from fieldkit.sync.errors import DropRefused

MAX_READ = 330 << 20


class FolderDrop:
    """A drop in the folder `root`, which must exist (a stick that is not there is not made)."""

    def __init__(self, root: Path) -> None:
        self.root = root
        if not root.is_dir():
            raise self._gone()

    def files(self, folder: str) -> list[str]:
        """See Drop.files; part files and hidden files are left out."""
        return self._entries(folder, Path.is_file)

    def folders(self, folder: str) -> list[str]:
        """See Drop.folders."""
        return self._entries(folder, Path.is_dir)

    def read(self, name: str) -> bytes:
        """See Drop.read."""
        path = self.path(name)
        try:
            with path.open("rb") as stream:
                data = stream.read(MAX_READ + 1)
        except OSError as error:
            raise DropRefused(
                f"{shown_name(path.name)} cannot be read from the drop ({error.strerror}).",
                code="no-drop",
                next_step="Check that the stick is still there and try again.",
            ) from None
        if len(data) > MAX_READ:
            raise DropRefused(
                f"{shown_name(path.name)} is larger than any FieldKit file.", code="too-large"
            )
        return data

    def put(self, name: str, data: bytes) -> Put:
        """See Drop.put."""
        path = self.path(name)
        if not self.root.is_dir():
            raise self._gone()
        if path.exists():
            if self.read(name) == data:
                return Put.ALREADY
            self._remove(path)  # our own half-copied or damaged file: the name holds its hash
        self._make_folder(path.parent)
        self._publish(path, data)
        return Put.WRITTEN

    def path(self, name: str) -> Path:
        """The file behind a drop's name."""
        parts = PurePosixPath(name).parts
        assert not PurePosixPath(name).is_absolute()
        assert ".." not in parts
        return self.root.joinpath(*parts)

    def _entries(self, folder: str, wanted: Callable[[Path], bool]) -> list[str]:
        try:
            found = sorted(path for path in self.path(folder).iterdir() if wanted(path))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise DropRefused(
                f"The drop cannot be read ({error.strerror}).",
                code="no-drop",
                next_step="Check that the stick is still there and try again.",
            ) from None
        return [path.name for path in found if not path.name.startswith(".")]

    def _make_folder(self, folder: Path) -> None:
        """Make `folder` below the root, never the root: where a stick was pulled out, a folder
        of its name would swallow the batches."""
        missing = [each for each in (folder, *folder.parents) if each.is_relative_to(self.root)]
        try:
            for each in reversed(missing[:-1]):
                each.mkdir(exist_ok=True)
        except FileNotFoundError:
            raise self._gone() from None
        except OSError as error:
            raise as_storage_error(error, folder) from None

    def _gone(self) -> DropRefused:
        return DropRefused(
            f"The drop {self.root.name} is not there; nothing was written or read.",
            code="no-drop",
            next_step="Put the stick in, or create the folder, and try again.",
        )

    def _publish(self, path: Path, data: bytes) -> None:
        part = path.with_name(f".{path.name}.part")
        self._remove(part)
        try:
            write_durably(part, data)
            self._check_written(part, data)
            rename_new(part, path)
        except FileExistsError:
            self._remove(part)
            raise DropRefused(
                f"Somebody else is writing {path.name} to this drop; nothing of it was changed.",
                code="name-taken",
                next_step="Try again in a moment.",
            ) from None
        except (StorageError, DropRefused):
            with contextlib.suppress(StorageError):  # the first trouble is the one to tell
                self._remove(part)
            raise
        except OSError as error:
            raise as_storage_error(error, path) from None

    def _check_written(self, part: Path, data: bytes) -> None:
        """Read back what was written: cheap sticks lie (vault.md, section 3)."""
        with part.open("rb") as stream:
            written = hashlib.file_digest(stream, "sha256").digest()
        if written != hashlib.sha256(data).digest():
            raise DropRefused(
                f"The drop did not keep {part.name.strip('.').removesuffix('.part')} as it was"
                " written; nothing was left there.",
                code="read-back",
                next_step="Use another stick: this one may be worn out. Nothing is lost.",
            )

    def _remove(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise as_storage_error(error, path) from None
