"""The sample deployment, and what a command line run in this process changes, put back."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import demo_world as world
import pytest


@pytest.fixture(scope="session")
def deployment() -> world.Place:
    return world.twins()[0]


@pytest.fixture(autouse=True)
def hooks_put_back() -> Iterator[None]:
    """`cli.main.run` installs the logging policy; other tests have their own."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning
    yield
    root.handlers[:], root.level = before
    sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning = hooks
