"""The command `fieldkit`: gathers the groups and turns errors into messages and exit codes.

0: done. 1: refused, with a message on standard error. 2: the command was not understood.
A group is loaded when it is called: one interview should not wait for the publishing room
(docs/decisions/0006-lazy-command-groups.md).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import click

from fieldkit import __version__
from fieldkit.model.errors import FieldKitError
from fieldkit.operations import diagnostics
from fieldkit.platform import StorageError

OpenWindow = Callable[[Path], int]

GROUPS: Final[Mapping[str, str]] = {
    "batch": "Look into sealed batches.",
    "demo": "Walk the whole path on invented people.",
    "device": "Join a deployment, approve and revoke laptops.",
    "form": "Check, test and try out forms.",
    "interview": "Fill in a record from JSON Lines.",
    "kit": "Make, inspect and install the kit of a deployment.",
    "publish": "Write the workbooks and CSV files of a registry.",
    "records": "List and show the records of a vault, move drafts to newer forms.",
    "registry": "Import batches, show and decide what is in the registry.",
    "sync": "Send records to a drop, receive receipts.",
    "vault": "Make and verify vaults, and say who may open them.",
}


class CommandTable(click.Group):
    """Knows every group by name and one line; loads one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(GROUPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _load(cmd_name) if cmd_name in GROUPS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(GROUPS.items()))


def _load(name: str) -> click.Command:
    match name:
        case "batch":
            from fieldkit.cli.batch import batch as command
        case "demo":
            from fieldkit.cli.demo import demo as command
        case "device":
            from fieldkit.cli.device import device as command
        case "form":
            from fieldkit.cli.form import form as command
        case "interview":
            from fieldkit.cli.interview import interview as command
        case "kit":
            from fieldkit.cli.kit import kit as command
        case "publish":
            from fieldkit.cli.publish import publish as command
        case "records":
            from fieldkit.cli.records import records as command
        case "registry":
            from fieldkit.cli.registry import registry as command
        case "sync":
            from fieldkit.cli.sync import sync as command
        case _:
            from fieldkit.cli.vault import vault as command
    return command


@click.group(
    cls=CommandTable,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="fieldkit")
def cli() -> None:
    """Offline interviews, sealed batches, and the municipality's Excel.

    Without a command, FieldKit opens its window.
    """


def run(arguments: Sequence[str], open_window: OpenWindow | None = None) -> int:
    """Run one command line and return its exit code.

    `open_window` opens the window on the vaults of a folder and returns its exit code: a command
    that ends with the window is given it from above, for the two do not know each other.
    """
    diagnostics.install()
    try:
        result = cli.main(
            args=list(arguments), prog_name="fieldkit", standalone_mode=False, obj=open_window
        )
    except (FieldKitError, StorageError) as refusal:
        return _say(str(refusal), 1)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.UsageError as misuse:
        misuse.show()
        return 2
    except click.ClickException as refusal:
        refusal.show()
        return 1
    except (click.Abort, KeyboardInterrupt):
        return _say("Stopped. What was reported as saved is saved.", 1)
    except BrokenPipeError:
        return 1
    return result if isinstance(result, int) else 0


def _say(message: str, code: int) -> int:
    sys.stderr.write(message + "\n")
    return code
