"""Every command that the README and the documents show is run here, in the order they show it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(?:sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _commands(document: Path) -> list[str]:
    lines = "\n".join(BLOCK.findall(document.read_text(encoding="utf-8"))).splitlines()
    return [line.split("  #")[0].strip() for line in lines if line.strip()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_commands_of_a_document_work(document: Path, tmp_path: Path) -> None:
    (tmp_path / "fieldkit").symlink_to(ROOT / "fieldkit")
    for command in _commands(document):
        words = shlex.split(command)
        if words[0] == "make":
            assert _is_target(words[1]), command
            continue
        assert words[0] == "fieldkit", f"{document.name} shows a command nobody runs: {command}"
        ended = subprocess.run(
            [str(Path(sys.executable).with_name("fieldkit")), *words[1:]],
            cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert ended.returncode == 0, f"{command}\n{ended.stderr}"


def _is_target(name: str) -> bool:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)
    assert phony is not None
    return name in phony.group(1).split()


def test_the_readme_shows_the_two_commands_first() -> None:
    assert _commands(ROOT / "README.md")[:2] == ["make run", "make test"]
