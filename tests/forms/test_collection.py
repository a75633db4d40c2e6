"""The garbage collector stands still while a form is loaded, and only then."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from small_forms import xform

from fieldkit.forms import FormError, FormPackage, definition_from_package
from fieldkit.forms.collection import without_collection


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    was = gc.isenabled()
    gc.enable()
    yield
    if not was:
        gc.disable()


def test_nothing_is_collected_inside_and_all_is_as_before_afterwards() -> None:
    with without_collection():
        assert not gc.isenabled()
        with without_collection():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_collects_by_hand_is_left_alone() -> None:
    gc.disable()
    with without_collection():
        pass
    assert not gc.isenabled()


def test_an_error_leaves_the_collector_running() -> None:
    with pytest.raises(FormError):
        definition_from_package(FormPackage(b"<not-a-form/>"))
    assert gc.isenabled()


class Watched(dict[str, bytes]):
    """The files beside a form; notes whether the collector runs when a list is read from them."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(files)
        self.collecting: list[bool] = []

    def get(self, key: str, default: bytes | None = None) -> bytes | None:  # type: ignore[override]
        self.collecting.append(gc.isenabled())
        return super().get(key, default)


def test_a_form_is_loaded_without_collections() -> None:
    source = '<instance id="v" src="jr://file-csv/v.csv"/>'
    files = Watched({"jr://file-csv/v.csv": b"name,label\na,A"})
    definition_from_package(FormPackage(xform("<data id='f'><q/></data>", source), files))
    assert files.collecting == [False]
