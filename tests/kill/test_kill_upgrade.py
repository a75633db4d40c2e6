"""A vault of an older version that is killed while it is opened for the first time opens again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import system_calls

from fieldkit import vault as vaults
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemClock
from fieldkit.operations.verify import verify_vault
from fieldkit.vault import moves

GOLDEN = Path(__file__).parents[1] / "golden" / "0.1"
# The calls of opening, those for the new tables among them.
CALLS = range(1, 40) if os.environ.get("FIELDKIT_SOAK") else (6, 16)


@pytest.mark.kill
def test_a_killed_upgrade_leaves_a_vault_that_opens(tmp_path: Path) -> None:
    shim = system_calls.shim(tmp_path)
    passphrase = json.loads((GOLDEN / "expected.json").read_text("utf-8"))["passphrases"]["laptop"]
    words = tmp_path / "passphrase.txt"
    words.write_text(passphrase)
    who = ("--user", "laptop", "--passphrase-file", str(words))
    died = 0
    for call in CALLS:
        folder = Path(shutil.copytree(GOLDEN / "laptop", tmp_path / str(call)))
        broken = {"FK_FAIL_FROM": str(call), "FK_FAIL_PATH": "vault.db", "FK_KILL": "1"}
        ended = subprocess.run(
            [sys.executable, "-m", "fieldkit", "records", "list", str(folder), *who],
            env={**os.environ, **broken, "LD_PRELOAD": str(shim)},
            capture_output=True, check=False,
        )  # fmt: skip
        died += ended.returncode == -9
        with vaults.open_vault(
            folder, user="laptop", passphrase=HiddenBytes(passphrase.encode()), clock=SystemClock()
        ) as opened:
            assert moves.can_be_undone(opened) == {}
            assert [check.name for check in verify_vault(opened) if not check.ok] == []
    assert died >= 2
