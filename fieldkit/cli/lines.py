"""Lines from standard input or a file, without reading ahead of what was asked for in words.

Python's own text layer hides how much it has already read, so one cannot wait for "nothing came
for a second" with it; this reader can.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Final

from fieldkit import platform

_CHUNK: Final = 1 << 16
STANDARD_INPUT: Final = 0


@dataclass
class LineReader:
    """Reads lines from a file handle."""

    handle: int
    _buffer: bytes = field(default=b"", repr=False)
    _at_end: bool = False

    def readline(self) -> bytes:
        """The next line with its end, the last one perhaps without; empty at the end."""
        while b"\n" not in self._buffer and not self._at_end:
            chunk = os.read(self.handle, _CHUNK)
            self._buffer += chunk
            self._at_end = not chunk
        line, end, rest = self._buffer.partition(b"\n")
        self._buffer = rest
        return line + end

    def ready_within(self, seconds: float) -> bool:
        """Whether more (or the end) comes within that time."""
        if b"\n" in self._buffer or self._at_end:
            return True
        return platform.readable_within(self.handle, seconds)
