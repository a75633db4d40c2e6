"""Python's garbage collector, kept out of the way while much is made that stays.

A collection looks through everything there is. While a form is loaded that is wasted again and
again, and in the middle of an answer it is a pause that a person feels. Who holds forms for long
collects when nothing else happens, and freezes what was loaded (fieldkit/ui/collector.py does, each
time a page has come).
"""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Generator[None]:
    """No automatic collection inside; afterwards all is as before, after an error too."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
