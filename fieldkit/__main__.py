"""Where FieldKit starts, and the only place that knows both the window and the command line.

The window is loaded when it is opened: a command on a server has no use for Qt
(docs/decisions/0006-lazy-command-groups.md).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from fieldkit import platform
from fieldkit.cli.main import run

NO_SCREEN: Final = (
    "There is no screen here to open the window on. Every step can also be taken by command: "
    "fieldkit --help lists them.\n"
)


def main() -> int:
    """Entry point of the console script. Without arguments the window opens."""
    arguments = sys.argv[1:]
    if arguments:
        return run(arguments, open_window)
    if not platform.has_display():
        sys.stderr.write(NO_SCREEN)
        return 1
    return open_window()


def open_window(root: Path | None = None) -> int:
    """Open the window on the vaults below `root` (None: this person's) until it is closed."""
    from fieldkit.ui.app import run_window

    return run_window(root)


if __name__ == "__main__":
    sys.exit(main())
