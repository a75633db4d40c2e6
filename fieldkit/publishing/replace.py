"""A folder of publications: nothing is ever half written under a name that somebody reads.

Everything is first written into a private staging folder inside the destination (same file system,
so a rename is one step; plaintext never lies in the system's temporary folder) and swept there at
every start. A target that another program holds open is tried again for a while, then left as it
was and reported.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from fieldkit.platform import (
    as_storage_error,
    exclusive_lock,
    fsync_folder,
    make_private_folder,
)
from fieldkit.publishing.errors import PublicationRefused
from fieldkit.publishing.profiles import Profile

MARKER: Final = "fieldkit-publication.json"
STAGING: Final = ".fieldkit-staging"
LOCK: Final = ".fieldkit-lock"
_FORMAT: Final = 1
_CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class Patience:
    """How long to wait for a file that is open elsewhere: one pause before each further try."""

    pauses: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0, 8.0)
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Destination:
    """An opened publication folder; exists only inside `opened`."""

    folder: Path
    staging: Path
    profile: Profile
    patience: Patience

    @contextmanager
    def new_file(self, path: Path) -> Generator[IO[bytes]]:
        """A new file open for writing (and reading back), flushed to the device at the end."""
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        try:
            handle = os.open(path, flags, self.profile.file_mode)
            with os.fdopen(handle, "w+b") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise as_storage_error(error, path) from error

    def write_json(self, path: Path, value: dict[str, Any]) -> None:
        """A new file of readable JSON, the same bytes for the same value."""
        text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
        with self.new_file(path) as stream:
            stream.write(text.encode("utf-8"))

    def settle(self, staged: Path, target: Path) -> None:
        """Give a complete staged folder its final name; one already there is moved out first."""
        self.make_folder(target.parent)
        _keep_names(staged)
        try:
            if target.exists():
                os.rename(target, self.staging / f"{target.name}.former")
            os.rename(staged, target)
        except OSError as error:
            raise as_storage_error(error, target) from error
        _keep_names(target.parent)

    def replace_with_copy(self, source: Path, target: Path) -> bool:
        """Give `target` the content of `source` in one step. False: another program has it open."""
        part = self.staging / f"{target.parent.name}.{target.name}.part"
        with self.new_file(part) as stream, source.open("rb") as original:
            shutil.copyfileobj(original, stream, _CHUNK)
        return self._replace(part, target)

    def replace_json(self, value: dict[str, Any], target: Path) -> bool:
        """Give `target` this JSON in one step. False: another program has it open."""
        part = self.staging / f"{target.parent.name}.{target.name}.part"
        self.write_json(part, value)
        return self._replace(part, target)

    def make_folder(self, folder: Path) -> None:
        """Create a folder with the permissions of the profile; an existing one stays as it is."""
        if folder != self.folder:  # mkdir gives the mode to the last part only
            self.make_folder(folder.parent)
        try:
            folder.mkdir(mode=self.profile.folder_mode, exist_ok=True)
        except OSError as error:
            raise as_storage_error(error, folder) from error

    def _replace(self, part: Path, target: Path) -> bool:
        for pause in (0.0, *self.patience.pauses):
            if pause:
                self.patience.sleep(pause)
            try:
                os.replace(part, target)
            except PermissionError:
                # Windows and SMB refuse while somebody has the target open: wait for them.
                continue
            except OSError as error:
                raise as_storage_error(error, target) from error
            _keep_names(target.parent)
            return True
        part.unlink()
        return False


@contextmanager
def opened(folder: Path, profile: Profile, patience: Patience) -> Generator[Destination]:
    """The publication folder, ours alone until the end, rid of what an interrupted run left.

    Raises PublicationRefused (`other-profile`) when it holds another profile's publication, and
    StorageError when the folder cannot be used or another publication is running in it.
    """
    staging = folder / STAGING
    try:
        folder.mkdir(mode=profile.folder_mode, parents=True, exist_ok=True)
    except OSError as error:
        raise as_storage_error(error, folder) from error
    with exclusive_lock(folder / LOCK):
        check_profile(folder, profile)
        _sweep(staging)
        make_private_folder(staging)
        destination = Destination(folder, staging, profile, patience)
        try:
            yield destination
        finally:
            _sweep(staging)


def claim(destination: Destination) -> None:
    """Mark the folder as this profile's; called once something is about to be published."""
    marker = destination.folder / MARKER
    if not marker.exists():
        destination.replace_json({"format": _FORMAT, "profile": destination.profile.name}, marker)


def file_digest(path: Path) -> str:
    """SHA-256 of a file, lower-case hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _keep_names(folder: Path) -> None:
    """Make the names in a folder survive power loss."""
    try:
        fsync_folder(folder)
    except OSError as error:
        raise as_storage_error(error, folder) from error


def check_profile(folder: Path, profile: Profile) -> None:
    """Raises PublicationRefused (`other-profile`, `folder`) where another profile was published in
    this folder, or nobody can tell."""
    marker = folder / MARKER
    try:
        found = json.loads(marker.read_bytes())
        name, version = str(found["profile"]), int(found["format"])
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError):
        raise PublicationRefused(
            f"{MARKER} in {folder} cannot be read, so nobody can tell what was published there. "
            "Nothing was published.",
            code="folder",
            next_step="Publish into a new, empty folder.",
        ) from None
    if name != profile.name or version > _FORMAT:
        raise PublicationRefused(
            f"{folder} holds a publication of the profile {name!r}; two profiles are never mixed "
            "in one folder, lest names lie beside statistics. Nothing was published.",
            code="other-profile",
            next_step="Choose another folder.",
        )


def _sweep(staging: Path) -> None:
    try:
        shutil.rmtree(staging)
    except FileNotFoundError:
        return
    except OSError as error:
        raise as_storage_error(error, staging) from error
