"""Where FieldKit starts, and the only place that knows both the window and the command line."""

from __future__ import annotations

import sys

from fieldkit.cli.main import run


def main() -> int:
    """Entry point of the console script. Without arguments the window opens."""
    arguments = sys.argv[1:]
    if not arguments:
        sys.stderr.write(
            "The window is not part of this version yet. 'fieldkit --help' lists the commands; "
            "'fieldkit demo DIR' runs the whole path on sample data.\n"
        )
        return 1
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
