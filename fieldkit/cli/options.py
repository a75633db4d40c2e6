"""Options that many commands share: who opens the vault, and how answers are printed.

A passphrase comes from a prompt, a file or standard input; never from an argument (other users of
the computer can read those) and never from the environment.
"""

from __future__ import annotations

import functools
import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import click

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.errors import FieldKitError

P = ParamSpec("P")
R = TypeVar("R")

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")


def vault_options(command: Callable[..., R]) -> Callable[..., R]:
    """Add --user and --passphrase-file; the command receives `user` and `passphrase`."""

    @click.option("--user", default=None, help="Who opens it (default: the only or first user).")
    @click.option(
        "--passphrase-file",
        default=None,
        metavar="FILE",
        help="Read the passphrase from the first line of FILE, or of standard input with '-'.",
    )
    @functools.wraps(command)
    def wrapped(*args: Any, user: str | None, passphrase_file: str | None, **kwargs: Any) -> R:
        passphrase = read_passphrase(passphrase_file)
        return command(*args, user=user, passphrase=passphrase, **kwargs)

    return wrapped


def read_passphrase(source: str | None, *, prompt: str = "Passphrase") -> HiddenBytes:
    """The passphrase from `source` (a file, '-' for standard input, None for a prompt).

    Raises FieldKitError when the file cannot be read or is empty.
    """
    if source is None:
        text: str = click.prompt(prompt, hide_input=True, err=True)
    elif source == "-":
        text = sys.stdin.readline()
    else:
        text = _first_line(Path(source))
    passphrase = text.rstrip("\r\n")
    if not passphrase:
        raise FieldKitError("No passphrase was given; nothing was opened.", code="no-passphrase")
    return HiddenBytes(passphrase.encode("utf-8"))


def echo_json(value: object) -> None:
    """Print `value` as one line of JSON on standard output; non-finite numbers become strings."""
    sys.stdout.write(json.dumps(_finite(value), ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as stream:
            return stream.readline()
    except (OSError, UnicodeDecodeError):
        raise FieldKitError(
            f"The passphrase file {path.name} cannot be read.", code="no-passphrase"
        ) from None


def _finite(value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value)
        return {str(key): _finite(item) for key, item in pairs.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_finite(item) for item in cast("Sequence[object]", value)]
    return value
