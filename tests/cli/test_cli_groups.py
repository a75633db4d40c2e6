"""The table of command groups tells the truth, and help costs nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import click
import pytest

from fieldkit.cli.main import GROUPS, cli

PACKAGE = Path(__file__).parents[2] / "fieldkit"
LAZY = {"__main__.py", "cli/main.py", "ui/navigation.py"}


@pytest.mark.parametrize("name", sorted(GROUPS))
def test_a_group_is_the_command_of_its_name_and_has_help(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name
    assert command.help


def test_every_command_file_is_in_the_table() -> None:
    files = {path.stem for path in (PACKAGE / "cli").glob("*.py")}
    no_groups = {"__init__", "main", "options", "lines", "replies", "moved"}
    of_a_group = {"form_eval", "form_drafts", "record_moves"}
    assert files - no_groups - of_a_group == set(GROUPS)


def test_help_loads_no_room_and_no_heavy_library() -> None:
    heavy = ["pyxform", "openpyxl", "PySide6", "xlsxwriter", "python_calamine", "sqlcipher3"]
    rooms = ["fieldkit.forms", "fieldkit.vault", "fieldkit.sync", "fieldkit.publishing"]
    script = (
        "import sys; from fieldkit.cli.main import run; run(['--help']); "
        f"print([name for name in {heavy + rooms} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_our_own_packages_are_imported_at_the_top() -> None:
    inside = []
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fieldkit"):
                    inside.append(path.relative_to(PACKAGE).as_posix())
    assert set(inside) == LAZY
