"""Making the sample: the whole path on invented people, complete or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from fieldkit.demo.walk import walk
from fieldkit.languages.marking import N_
from fieldkit.model.progress import NO_PROGRESS, Progress
from fieldkit.operations.vault_folders import find_vaults
from fieldkit.platform import as_storage_error, make_private_folder
from fieldkit.ui.presenters.access import Access

FOLDER: Final = "sample"
FIRST: Final = "laptop-1"
RECORDS: Final = 24
# What `walk` tells before each of its stages, in its order.
STAGES: Final = (
    N_("Making a coordinator and two laptops that join"),
    N_("Holding interviews in several languages"),
    N_("Sealing, sending, importing; receipts go back"),
    N_("Correcting one record and adding to another"),
    N_("Sending a second time"),
    N_("Publishing for the municipality"),
)


class SamplePresenter:
    """`records` is how many interviews are held."""

    def __init__(self, access: Access, root: Path, *, records: int = RECORDS) -> None:
        self._access = access
        self._folder = root / FOLDER
        self._records = records

    def is_there(self) -> bool:
        """Whether the sample was made before."""
        return bool(find_vaults(self._folder))

    def make(self, progress: Progress = NO_PROGRESS) -> Path:
        """Make the sample where it is not there yet; the vault to begin with.

        Raises Cancelled, DemoFailed, StorageError; nothing of it is left then.
        """
        if not self.is_there():
            self._make(progress)
        return self._folder / FIRST

    def _make(self, progress: Progress) -> None:
        staging = self._folder.with_name(f".{FOLDER}.fieldkit-new")
        shutil.rmtree(staging, ignore_errors=True)  # a power cut may have left one
        make_private_folder(self._folder.parent)
        told = _Stages(progress)
        seed = int.from_bytes(self._access.randomness.token(3), "big")
        try:
            walk(staging, records=self._records, seed=seed, tell=told.tell)
            progress.step(len(STAGES), len(STAGES))
            _give_name(staging, self._folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


class _Stages:
    """Counts the stages; their words at the command line are English."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._told = 0

    def tell(self, _words: str) -> None:
        stage = min(self._told, len(STAGES) - 1)
        self._told += 1
        self._progress.step(stage, len(STAGES), STAGES[stage])


def _give_name(staging: Path, folder: Path) -> None:
    try:
        if folder.exists():
            folder.rmdir()
        staging.rename(folder)
    except OSError as error:
        raise as_storage_error(error, folder) from None
