"""A kit carries only forms that a laptop can open without reading blanks where words were meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldkit.forms import FormError
from fieldkit.operations.kits import read_forms


def test_a_form_whose_logic_reads_nothing_goes_into_no_kit(tmp_path: Path) -> None:
    folder = tmp_path / "lost"
    folder.mkdir()
    (folder / "survey.csv").write_text("type,name,label,relevant\ntext,a,A,\ntext,b,B,a = 1\n")
    with pytest.raises(FormError) as refused:
        read_forms([folder])
    assert refused.value.code == "unknown-reference"
