"""Setting up a computer: a vault, its recovery slot and its kit, complete or not at all.

Nothing is written before the recovery code was typed back, and the folder gets its name last:
whoever stops on the way, by a button or by a power cut, leaves no vault behind.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fieldkit import platform
from fieldkit.forms.package import FormPackage
from fieldkit.languages.marking import N_
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import Clock, Randomness
from fieldkit.model.progress import NO_PROGRESS, Progress
from fieldkit.operations import vaults
from fieldkit.operations.file_names import plain_name
from fieldkit.operations.kits import KitPlan, build_kit, install_kit, read_forms, shipped_forms
from fieldkit.operations.vaults import TRIES, NewVault, Vault
from fieldkit.vault import Created, open_vault
from fieldkit.vault.errors import BadRecoveryCode, VaultError
from fieldkit.vault.kdf import KdfCost, check_strength
from fieldkit.vault.recovery import new_code, secret_of

Furnish = Callable[[Vault], None]

_LONGEST_CODE: Final = 30
STEPS: Final = 4
_KIT_ON_THE_WAY: Final = "first.fkk"


@dataclass(frozen=True)
class Founding:
    """What a coordinator says of a new deployment."""

    name: str
    municipality: str
    teams: tuple[str, ...] = ()


class SetUp:
    """A vault that somebody wants, and the recovery code that must be typed back before it is made.

    Raises WeakPassphrase, VaultError (`exists`) when the folder is not empty.
    """

    def __init__(self, wanted: NewVault) -> None:
        check_strength(wanted.passphrase)
        _check_free(wanted.folder)
        self._wanted = wanted
        self._mistakes = 0
        self._confirmed = False
        self.code = new_code()

    @property
    def tries_left(self) -> int:
        """How often the code may still be mistyped before there is another one."""
        return TRIES - self._mistakes

    def type_back(self, typed: HiddenBytes) -> None:
        """Compare what was typed with the code.

        Raises BadRecoveryCode while tries are left, VaultError (`recovery-unconfirmed`) when they
        are used up: `code` is another one then, to be written down anew.
        """
        try:
            self._confirmed = secret_of(typed) == secret_of(self.code)
        except BadRecoveryCode:
            self._confirmed = False
        if not self._confirmed:
            self._mistaken()

    def make(
        self,
        clock: Clock,
        furnish: Furnish,
        *,
        kdf: KdfCost | None = None,
        randomness: Randomness | None = None,
        progress: Progress = NO_PROGRESS,
    ) -> Vault:
        """The vault, furnished and open. `kdf` None: calibrated to about a second.

        Raises VaultError (`recovery-unconfirmed`, `exists`), StorageError, Cancelled and whatever
        `furnish` raises; no vault is there then.
        """
        if not self._confirmed:
            raise _unconfirmed()
        wanted = self._wanted
        _check_free(wanted.folder)
        progress.step(0, STEPS, N_("Making a key from your passphrase"))
        with _named_last(wanted.folder) as staging:
            staged = NewVault(staging, wanted.user, wanted.passphrase, wanted.role, wanted.sample)
            created = vaults.make(staged, clock, kdf=kdf, randomness=randomness)
            with created.vault as vault:
                progress.step(1, STEPS, N_("Adding the recovery code"))
                Created(vault, self.code).confirm_recovery(self.code)
                progress.step(2, STEPS, N_("Putting the kit in"))
                furnish(vault)
            progress.step(3, STEPS, N_("Opening it for the first time"))
        return open_vault(wanted.folder, passphrase=wanted.passphrase, clock=clock)

    def _mistaken(self) -> None:
        self._mistakes += 1
        if self._mistakes < TRIES:
            raise BadRecoveryCode(
                "That is not the code that was shown; nothing was made yet.",
                next_step="Compare it with your paper, group by group.",
            )
        self._mistakes = 0
        self.code = new_code()
        raise _unconfirmed()


def furnish_laptop(kit: bytes, team: str) -> Furnish:
    """What makes a vault a laptop's: the kit, and the team its user belongs to.

    Raises what `install_kit` raises.
    """

    def furnish(vault: Vault) -> None:
        install_kit(vault, kit)
        with vault.transaction():
            vault.set_setting("team", team)

    return furnish


def furnish_coordinator(
    founding: Founding, forms: Sequence[FormPackage], clock: Clock, randomness: Randomness
) -> Furnish:
    """What makes a vault the coordinator's: a deployment with the kit that founds it.

    The kit stays in the vault; where it is handed out is another step. Raises what `build_kit`
    raises.
    """
    municipality = municipality_code(founding.municipality)
    plan = KitPlan(forms, founding.name, municipality, founding.teams)

    def furnish(vault: Vault) -> None:
        written = vault.folder / _KIT_ON_THE_WAY
        build_kit(vault, plan, written, clock=clock, randomness=randomness)
        written.unlink()

    return furnish


def municipality_code(named: str) -> str:
    """The code of a municipality as the shipped forms take it: `Δήμος Δείγμα` is `dimos_deigma`;
    a code stays as it is. Laptops fill it in, so it must fit the question."""
    return plain_name(named, "municipality").replace("-", "_")[:_LONGEST_CODE].strip("_")


def read_shipped_forms(progress: Progress = NO_PROGRESS) -> list[FormPackage]:
    """The forms that come with FieldKit, ready for a kit. Raises Cancelled."""
    files = shipped_forms()
    packages: list[FormPackage] = []
    for number, file in enumerate(files):
        progress.step(number, len(files), N_("Reading the forms"))
        packages += read_forms([file])
    return packages


@contextlib.contextmanager
def _named_last(folder: Path) -> Generator[Path]:
    """A folder beside `folder` that becomes it when the block succeeds and vanishes when not."""
    staging = folder.with_name(f".{folder.name}.fieldkit-setup")
    shutil.rmtree(staging, ignore_errors=True)  # a power cut may have left one
    platform.make_private_folder(folder.parent)
    try:
        yield staging
        _give_name(staging, folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _give_name(staging: Path, folder: Path) -> None:
    try:
        if folder.exists():
            folder.rmdir()
        staging.rename(folder)
        platform.fsync_folder(folder.parent)
    except OSError as error:
        raise platform.as_storage_error(error, folder) from None


def _check_free(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise VaultError(
            f"The folder {folder.name} is not empty; nothing was made.",
            code="exists",
            next_step="Choose a new folder.",
        )


def _unconfirmed() -> VaultError:
    return VaultError(
        "The recovery code was not typed back as shown; no vault was made.",
        code="recovery-unconfirmed",
        next_step="There is a new code now. Write it down slowly and compare it.",
    )
