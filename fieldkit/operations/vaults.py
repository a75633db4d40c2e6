"""The life of a vault: making one, with a recovery code that was really written down."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import Clock, Randomness
from fieldkit.vault import Created, Vault, create
from fieldkit.vault.errors import BadRecoveryCode, VaultError
from fieldkit.vault.kdf import FLOOR, KdfCost

__all__ = ["SAMPLE_COST", "NewVault", "Vault", "confirm_recovery", "make"]

TRIES: Final = 3
# The least a passphrase may cost: sample vaults hold nobody, and a demo makes three of them.
SAMPLE_COST: Final = FLOOR

ShowCode = Callable[[HiddenBytes], None]
AskCode = Callable[[], HiddenBytes | None]


@dataclass(frozen=True)
class NewVault:
    """What a person asks for when she makes a vault."""

    folder: Path
    user: str = field(repr=False)
    passphrase: HiddenBytes
    role: str = "worker"
    sample: bool = False


def make(
    wanted: NewVault,
    clock: Clock,
    *,
    kdf: KdfCost | None = None,
    randomness: Randomness | None = None,
) -> Created:
    """Make a vault and leave it open. Its recovery code is not confirmed yet.

    Raises what `fieldkit.vault.create` raises.
    """
    return create(
        wanted.folder,
        user=wanted.user,
        passphrase=wanted.passphrase,
        clock=clock,
        role=wanted.role,
        sample=wanted.sample,
        kdf=kdf,
        randomness=randomness,
    )


def confirm_recovery(created: Created, show: ShowCode, ask: AskCode) -> None:
    """Show the recovery code once and have it typed back; three tries.

    `ask` gives what was typed, or None when nothing more will come. A vault whose code was never
    typed back is removed again, so that nobody relies on a code that opens nothing. Raises
    VaultError (`recovery-unconfirmed`) then.
    """
    show(created.recovery_code)
    for _ in range(TRIES):
        typed = ask()
        if typed is None:
            break
        try:
            created.confirm_recovery(typed)
        except BadRecoveryCode:
            continue
        return
    created.vault.close()
    shutil.rmtree(created.vault.folder)
    raise VaultError(
        "The recovery code was not typed back as shown; no vault was made.",
        code="recovery-unconfirmed",
        next_step="Start again, with pen and paper at hand.",
    )
