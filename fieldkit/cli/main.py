"""The command `fieldkit`: gathers the groups and turns errors into messages and exit codes.

0: done. 1: refused, with a message on standard error. 2: the command was not understood.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from fieldkit import __version__
from fieldkit.cli.batch import batch
from fieldkit.cli.demo import demo
from fieldkit.cli.device import device
from fieldkit.cli.form import form
from fieldkit.cli.interview import interview
from fieldkit.cli.kit import kit
from fieldkit.cli.publish import publish
from fieldkit.cli.records import records
from fieldkit.cli.registry import registry
from fieldkit.cli.sync import sync
from fieldkit.cli.vault import vault
from fieldkit.model.errors import FieldKitError
from fieldkit.operations import diagnostics
from fieldkit.platform import StorageError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="fieldkit")
def cli() -> None:
    """Offline interviews, sealed batches, and the municipality's Excel.

    Without a command, FieldKit opens its window.
    """


for command in (
    demo, form, vault, interview, records, kit, device, sync, batch, registry, publish
):  # fmt: skip
    cli.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    diagnostics.install()
    try:
        result = cli.main(args=list(arguments), prog_name="fieldkit", standalone_mode=False)
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
