"""The command line: one thin file per command group; every command calls `operations`."""
