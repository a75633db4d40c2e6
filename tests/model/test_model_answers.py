"""Answers hide themselves wherever Python would print them."""

from __future__ import annotations

import pickle
import traceback

import pytest

from fieldkit.model.answers import Answer, HiddenBytes
from fieldkit.model.records import Record

NAME = "Zahra Planted"


@pytest.mark.parametrize("carrier", [Answer(NAME), HiddenBytes(NAME.encode())])
def test_no_printed_form_shows_the_content(carrier: Answer | HiddenBytes) -> None:
    shown = [repr(carrier), str(carrier), f"{carrier}", f"{carrier!r:>30}", f"{carrier:>30}"]
    assert all(NAME not in text and "Zahra" not in text for text in shown)


@pytest.mark.parametrize("carrier", [Answer(NAME), HiddenBytes(NAME.encode())])
def test_content_is_not_pickled(carrier: Answer | HiddenBytes) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(carrier)


def test_a_traceback_with_locals_hides_an_answer() -> None:
    def layer(answer: Answer) -> None:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError) as caught:
        layer(Answer(NAME))
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert NAME not in "".join(shown.format())


def test_a_record_prints_no_answers() -> None:
    record = Record("uuid:1", "f", "1", "h", "FK-AAAA-AAAA", "ar", {"/data/name": NAME}, {}, {})
    assert NAME not in repr(record)
    assert "FK-AAAA" not in repr(record)
