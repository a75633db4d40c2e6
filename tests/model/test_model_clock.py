"""Instants as text, seeded ids, clocks that step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldkit.model.clock import (
    SeededRandomness,
    SteppingClock,
    from_text,
    new_uuid,
    to_text,
)

INSTANT = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)))
def test_an_instant_survives_as_text_to_the_millisecond(moment: datetime) -> None:
    instant = moment.replace(tzinfo=UTC)
    assert abs(from_text(to_text(instant)) - instant) < timedelta(milliseconds=1)


def test_what_is_no_instant_is_refused_without_quoting_it() -> None:
    for text in ("Zahra", "2026-11-22T15:00:00"):
        with pytest.raises(ValueError, match=r"instant|time zone") as caught:
            from_text(text)
        assert "Zahra" not in str(caught.value)


def test_the_same_seed_gives_the_same_ids() -> None:
    first, second = SeededRandomness(7), SeededRandomness(7)
    assert [new_uuid(first) for _ in range(3)] == [new_uuid(second) for _ in range(3)]
    assert new_uuid(SeededRandomness(8)) != new_uuid(SeededRandomness(7))


def test_a_uuid_is_version_four() -> None:
    text = new_uuid(SeededRandomness(1))
    assert len(text) == 36
    assert text[14] == "4"
    assert text[19] in "89ab"


def test_a_stepping_clock_goes_on_at_every_look() -> None:
    clock = SteppingClock(INSTANT, timedelta(seconds=5))
    assert clock.now() == INSTANT
    assert clock.now() == INSTANT + timedelta(seconds=5)
