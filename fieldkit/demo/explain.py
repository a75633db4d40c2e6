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

Beside each workbook, in both folders:
- `municipality*/<form>/latest/*.csv`, `municipality*/<form>/latest/datapackage.json`: the same
  tables for programs, and what their columns mean.
- `municipality*/<form>/latest.json`: which revision is current, with hashes.
- `municipality*/<form>/revisions/<revision>/*`: every publication as it was, never changed.
- `municipality*/fieldkit-publication.json`: the profile of the folder.
  `municipality*/.fieldkit-lock`: empty.

## What is encrypted or sealed
- `*/vault.db`: the vaults of `coordinator`, `laptop-1` and `laptop-2`; the registry is inside the
  coordinator's. `*/vault.db-wal`: what was written last, encrypted alike, while a vault is open.
- `drop/in/<device>/*.fkb`: sealed batches, readable by the coordinator's key alone.

## What is not encrypted, and what it holds
- `*/keystore.json`: pseudonymous labels, salts, wrapped keys. No passphrase, no name.
- `*/lock`: empty. `*/vault.db-shm`: numbers of pages, while a vault is open.
- `kit.fkk`, `drop/out/*.fkk`: the signed kit: forms, public keys, names of teams.
- `drop/fieldkit-drop.json`: the signed mark of the drop.
- `drop/ack/<coordinator>/*.fka`: signed receipts: device ids, ranges of batches, reasons.
- `passphrases/<vault>.<user>.txt`: the passphrases of the sample. The program writes real ones
  nowhere.
- `README.md`: this page.
"""


def explain(folder: Path) -> None:
    """Write the README of the deployment in `folder`."""
    platform.write_durably(folder / "README.md", TEXT.encode("utf-8"))
