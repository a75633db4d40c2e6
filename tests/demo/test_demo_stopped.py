"""Making the sample deployment may be stopped; then nothing of it is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from stopping import Watcher

from fieldkit.demo.walk import walk
from fieldkit.model.progress import Cancelled


@pytest.mark.parametrize("stop_at", [0, 2])
def test_a_sample_that_was_stopped_is_taken_away(tmp_path: Path, stop_at: int) -> None:
    folder, watcher, said = tmp_path / "sample", Watcher(stop_at), list[str]()
    with pytest.raises(Cancelled):
        walk(folder, records=2, seed=1, tell=said.append, progress=watcher)
    assert said
    assert list(tmp_path.rglob("*")) == []
