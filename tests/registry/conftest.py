"""One deployment made once and copied for each test that wants one (Argon2 is slow on purpose)."""

from __future__ import annotations

from pathlib import Path

import pytest
from drop_world import Places, copied, found


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return found(tmp_path_factory.mktemp("deployment"))


@pytest.fixture
def places(template: Places, tmp_path: Path) -> Places:
    return copied(template, tmp_path / "deployment")
