"""The sample deployment, and what a command line run in this process changes, put back."""

from __future__ import annotations

from collections.abc import Iterator

import demo_world as world
import pytest
from interview_fixtures import folder, template_vault

__all__ = ["folder", "template_vault"]


@pytest.fixture(scope="session")
def deployment() -> world.Place:
    return world.twins()[0]


@pytest.fixture(autouse=True)
def hooks_put_back() -> Iterator[None]:
    with world.hooks_put_back():
        yield
