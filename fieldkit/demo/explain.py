"""The README of a sample deployment: what every file is, and which of them are not encrypted."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fieldkit import platform

TEXT: Final = """\
# A sample deployment

Everybody in here is invented. The vaults carry a sample flag: real kits refuse them.

## Where the Excel lies
- `municipality/<form>/<form>_latest.xlsx`: the `statistics` publication, what a municipality
  opens. It holds no name, number, person code or special-category answer; dates are months.
- `municipality-case/<form>/<form>_latest.xlsx`: the `case` publication, with everything. It is
  plain text: in real life it lies where case files lie, and nowhere else.

Beside each workbook: `latest.json` (which revision is current), `latest/` (canonical CSV and
`datapackage.json`) and `revisions/` (the same, kept). In the folder above them,
`fieldkit-publication.json` names the profile of the folder, and `.fieldkit-lock` is empty.

## What is encrypted or sealed
- `coordinator/vault.db`, `laptop-1/vault.db`, `laptop-2/vault.db`: the vaults; the registry is
  inside the coordinator's. `vault.db-wal` and `vault.db-shm` may lie beside them, encrypted alike.
- `drop/in/<device>/*.fkb`: sealed batches, readable by the coordinator's key alone.

## What is not encrypted, and what it holds
- `*/keystore.json`: pseudonymous labels, salts, wrapped keys. No passphrase, no name.
- `*/lock`: empty.
- `kit.fkk`, `drop/out/*.fkk`: the signed kit: forms, public keys, names of teams.
- `drop/fieldkit-drop.json`: the signed mark of the drop.
- `drop/ack/*/*.fka`: signed receipts: device ids, ranges of batches, reasons.
- `passphrases/<vault>.<user>.txt`: the passphrases of the sample. The program writes real ones
  nowhere.
- `README.md`: this page.
"""


def explain(folder: Path) -> None:
    """Write the README of the deployment in `folder`."""
    platform.write_durably(folder / "README.md", TEXT.encode("utf-8"))
