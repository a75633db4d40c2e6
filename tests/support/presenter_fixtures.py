"""An open vault for presenters: one for all tests of a file, each with records of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import presenter_world as world
import pytest
import roster_world
from interview_world import copy_vault

from fieldkit.ui.presenters.access import Access


@pytest.fixture(scope="module")
def access(template_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Access]:
    """A vault with the visits, the shipped intake form and the rosters."""
    folder = copy_vault(template_vault, tmp_path_factory.mktemp("presenter") / "laptop")
    opened = world.access_to(folder)
    world.add_intake(opened)
    roster_world.add_rosters(opened.vault)
    yield opened
    opened.lock()
