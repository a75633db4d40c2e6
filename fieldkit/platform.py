"""Everything that differs between operating systems, and nothing else.

Durable writing (fsync, rename), one-process locks, private permissions, free space, core dumps.
Floors: Linux glibc 2.34 x86-64 and Windows x64. Windows branches are written from documentation
and not yet run there.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
import sys
from collections.abc import Generator
from pathlib import Path

WINDOWS = sys.platform == "win32"
_PART = ".part"


class StorageError(Exception):
    """The disk or the drop did not take what we wrote. Codes: `disk-full`, `storage`, `locked`.

    Shaped like `fieldkit.model.errors.FieldKitError`, which this layer may not import.
    """

    def __init__(self, message: str, *, code: str = "storage", next_step: str = "") -> None:
        super().__init__(message if not next_step else f"{message} {next_step}")
        self.code = code
        self.message = message
        self.next_step = next_step


def has_display() -> bool:
    """Whether there is a screen that a window can be shown on."""
    if WINDOWS or sys.platform == "darwin":
        return True
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in named)


def fsync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive power loss. Windows has no such call and needs none."""
    if WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Network file systems and some FUSE drops refuse fsync on folders; the batch format
        # detects what a lost rename would leave behind.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)


def write_durably(path: Path, data: bytes) -> None:
    """Write a new file, flushed to the device, readable by its owner only.

    Raises FileExistsError when `path` exists, StorageError when the disk is full, read-only or
    not there.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags, 0o600)
    except FileExistsError:
        raise
    except OSError as error:
        raise as_storage_error(error, path) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink()
        raise as_storage_error(error, path) from error


def replace_durably(path: Path, data: bytes) -> None:
    """Give `path` new content atomically: afterwards it holds the old bytes or the new ones."""
    part = path.with_name(f".{path.name}{_PART}")
    with contextlib.suppress(FileNotFoundError):
        part.unlink()
    write_durably(part, data)
    try:
        os.replace(part, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise as_storage_error(error, path) from error
    fsync_folder(path.parent)


def rename_new(source: Path, target: Path) -> None:
    """Rename within one folder, never over an existing file. Raises FileExistsError then.

    A hard link is the atomic "create only" on POSIX; drops without hard links (FAT, some shares)
    fall back to look-then-rename, which is safe there because one writer owns each folder.
    """
    if not WINDOWS:
        try:
            os.link(source, target)
        except FileExistsError:
            raise
        except OSError:
            if target.exists():
                raise FileExistsError(errno.EEXIST, "exists", str(target)) from None
            os.rename(source, target)
        else:
            source.unlink()
    else:
        os.rename(source, target)
    fsync_folder(target.parent)


def make_private_folder(folder: Path) -> None:
    """Create `folder` (with parents) for its owner only; an existing one is left as it is.

    Raises StorageError when it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise as_storage_error(error, folder) from error


@contextlib.contextmanager
def exclusive_lock(path: Path) -> Generator[None]:
    """Hold `path` as a lock for this process; the system releases it when the process dies.

    Raises StorageError: `locked` when another process holds it, else when it cannot be made.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise as_storage_error(error, path) from error
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise StorageError(
            "Another FieldKit window or command is using this folder; nothing was changed.",
            code="locked",
            next_step="Close the other one and try again.",
        ) from None


def readable_within(handle: int, seconds: float) -> bool:
    """Whether something (or the end) can be read from `handle` within that time.

    Windows cannot tell for pipes; there the answer is yes and the reader waits.
    """
    if WINDOWS:
        return True
    return bool(select.select([handle], [], [], seconds)[0])


def forbid_core_dumps() -> None:
    """Keep the memory of this process out of crash files."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def as_storage_error(error: OSError, path: Path) -> StorageError:
    """Words for a failed write: the disk is full, or what the system says."""
    # A file is written beside its place first; people know it by its own name.
    name = path.name.removeprefix(".").removesuffix(_PART) if path.suffix == _PART else path.name
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError(
            f"There is no space left where {name} should be written; nothing was changed.",
            code="disk-full",
            next_step="Free some space (or use another stick) and try again.",
        )
    return StorageError(
        f"{name} could not be written ({os.strerror(error.errno or 0)}); nothing was changed.",
        next_step="Check that the stick or folder is still there and may be written to.",
    )
