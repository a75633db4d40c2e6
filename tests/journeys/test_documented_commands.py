"""Every command that the README and the documents show is run here, in the order they show it.

A document may give files (their name, a colon, then a block) and what a command says (a block
`text`, which one of them must say).
"""

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

FILE = re.compile(r"^`([\w./]+)`:\n\n```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)
SAID = re.compile(r"^```text\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _commands(document: Path) -> list[str]:
    lines = "\n".join(BLOCK.findall(document.read_text(encoding="utf-8"))).splitlines()
    return [line.split("  #")[0].strip() for line in lines if line.strip()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_commands_of_a_document_work(document: Path, tmp_path: Path) -> None:
    (tmp_path / "fieldkit").symlink_to(ROOT / "fieldkit")
    written = document.read_text(encoding="utf-8")
    _give_files(written, tmp_path)
    said: list[str] = []
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
        assert ended.returncode == 0, f"{command}\n{ended.stdout}{ended.stderr}"
        said.append(ended.stdout)
    for shown in SAID.findall(written):
        assert shown in said


def _give_files(written: str, folder: Path) -> None:
    for name, content in FILE.findall(written):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")


def test_a_scenario_fails_with_the_line_the_page_shows(tmp_path: Path) -> None:
    written = (ROOT / "docs" / "forms" / "testing.md").read_text(encoding="utf-8")
    shown = re.search(r"^```text of a failure\n(.*?)\n```", written, re.MULTILINE)
    assert shown is not None
    _give_files(written.replace("<= 120", "<= 130"), tmp_path)
    ended = subprocess.run(
        [str(Path(sys.executable).with_name("fieldkit")), "form", "test", "visit", "visit.jsonl"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert ended.returncode == 1
    assert shown.group(1) in ended.stdout.splitlines()


def _is_target(name: str) -> bool:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)
    assert phony is not None
    return name in phony.group(1).split()


def test_the_readme_shows_the_two_commands_first() -> None:
    assert _commands(ROOT / "README.md")[:2] == ["make run", "make test"]
