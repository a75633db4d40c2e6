"""The sample deployment, made once for the whole test run. No test changes it."""

from __future__ import annotations

import demo_world as world
import pytest


@pytest.fixture(scope="session")
def deployment() -> world.Place:
    return world.twins()[0]
