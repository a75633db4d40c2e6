"""Commands that open a vault load what they need, and nothing that talks to a network."""

from __future__ import annotations

import demo_world as world

NEVER = {"email", "http.client", "smtplib", "ssl", "urllib.request"}
_LOADED = """
import sys
import fieldkit.cli.interview, fieldkit.cli.records, fieldkit.cli.sync, fieldkit.cli.vault
print("\\n".join(sys.modules))
"""


def test_commands_load_no_modules_of_the_network() -> None:
    ended = world.python("-c", _LOADED)
    assert ended.returncode == 0, ended.stderr
    loaded = set(ended.stdout.split())
    assert "fieldkit.cli.interview" in loaded
    assert not NEVER & loaded
