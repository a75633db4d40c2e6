"""Handing out the present kit once more: to a stick, or to a folder."""

from __future__ import annotations

from pathlib import Path

from fieldkit.operations.file_names import plain_name
from fieldkit.operations.kits import current_kit, inspect_kit
from fieldkit.platform import replace_durably
from fieldkit.sync.errors import EnvelopeRefused, KitRefused
from fieldkit.sync.kit import Kit
from fieldkit.vault import peers
from fieldkit.vault.peers import Enrolment
from fieldkit.vault.vault import Vault


def copy_kit(vault: Vault, folder: Path) -> Path:
    """Write the newest kit of this coordinator into `folder`; the file that it became.

    The same kit may be there already. Raises NoDeployment, KitRefused (`is-laptop`, `no-drop`,
    `name-taken`), StorageError.
    """
    if peers.deployment(vault).enrolment is not Enrolment.COORDINATOR:
        raise KitRefused(
            "This vault is a laptop's: only the coordinator hands out kits.", code="is-laptop"
        )
    if not folder.is_dir():
        raise KitRefused(
            "The folder for the kit is not there; nothing was written.",
            code="no-drop",
            next_step="Check that the stick is in, and choose its folder again.",
        )
    kit = current_kit(vault)
    file = folder / kit_file_name(kit)
    _check_place(file, kit)
    replace_durably(file, kit.data)
    return file


def kit_file_name(kit: Kit) -> str:
    """What a kit is called when it is handed out by hand."""
    return f"{plain_name(kit.content.municipality, 'fieldkit')}.kit-{kit.content.version}.fkk"


def _check_place(file: Path, kit: Kit) -> None:
    """The very same kit may be written again; anything else of that name is left alone."""
    if not file.exists():
        return
    try:
        known = inspect_kit(file).hash
    except (EnvelopeRefused, KitRefused):
        known = ""
    if known != kit.hash:
        raise KitRefused(
            f"Another file is called {file.name} there; it was left as it is.",
            code="name-taken",
            next_step="Choose another folder for the kit.",
        )
