"""Help: quick, complete, and it loads nothing heavy."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from fieldkit import __version__
from fieldkit.cli.main import cli, run
from fieldkit.forms.library import LIBRARY

HEAVY = ("pyxform", "openpyxl", "PySide6", "xlsxwriter", "python_calamine")

NO_CONTEXT = click.Context(cli)
FORM = str(LIBRARY / "consent_rights.xlsx")

# Runs a command line and says which heavy modules it loaded, and how it ended.
PROBE = """
import contextlib, io, json, sys
from fieldkit.cli.main import run
found = {}
for words in json.loads(sys.argv[1]):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        found[" ".join(words)] = [run(words), out.getvalue()]
heavy = [name for name in json.loads(sys.argv[2]) if name in sys.modules]
print(json.dumps({"found": found, "heavy": heavy}))
"""


def commands(command: click.Command = cli, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every group and command, the program itself first."""
    yield path
    if isinstance(command, click.Group):
        for name in command.list_commands(NO_CONTEXT):
            yield from commands(below(command, name), (*path, name))


def below(group: click.Command, name: str) -> click.Command:
    assert isinstance(group, click.Group)
    found = group.get_command(NO_CONTEXT, name)
    assert found is not None, name
    return found


def command_of(path: tuple[str, ...]) -> click.Command:
    return functools.reduce(below, path, cli)


def test_help_of_everything_loads_nothing_heavy() -> None:
    asked = [[*path, "--help"] for path in commands()]
    assert len(asked) > 30
    ended = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(asked), json.dumps(HEAVY)],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    said = json.loads(ended.stdout)
    assert said["heavy"] == []
    for words, (code, text) in said["found"].items():
        assert code == 0, words
        assert text.startswith("Usage: fieldkit"), words


def test_the_heavy_modules_are_there_to_be_loaded() -> None:
    """The test above can fail: checking a workbook does load pyxform."""
    probe = (
        "import sys; from pathlib import Path; from fieldkit.forms import load;"
        f"load(Path({FORM!r})); print('pyxform' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=120
    )
    assert ended.stdout.strip() == "True"


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_every_command_and_option_has_words(path: tuple[str, ...]) -> None:
    command = command_of(path)
    assert command.help, "no help text"
    assert command.get_short_help_str(200).endswith((".", ")", "…")) or path == ()
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.opts} has no help"


def test_every_group_of_the_public_surface_is_there() -> None:
    surface = {
        "demo": (), "interview": (), "publish": (), "form": ("check", "test", "eval", "fill"),
        "vault": ("create", "users", "verify"), "records": ("list", "show", "history"),
        "kit": ("build", "inspect", "install"), "device": ("enrol", "approve", "revoke"),
        "sync": ("send", "receive"), "batch": ("inspect",), "registry": ("import", "digest"),
    }  # fmt: skip
    for group, names in surface.items():
        for name in names:
            assert (group, name) in set(commands()), f"{group} {name}"
        assert (group,) in set(commands())


@pytest.mark.parametrize(
    "words",
    [["nosuch"], ["records"], ["records", "nosuch"], ["demo"], ["demo", "x", "--records", "0"],
     ["publish", "x"], ["interview", "x", "--answers", "-"], ["demo", "--nosuch"]],
    ids=" ".join,
)  # fmt: skip
def test_what_is_not_understood_ends_with_2(
    words: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert "Usage: fieldkit" in said.err


def test_the_version_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert __version__ in capfd.readouterr().out
