"""Six words: the same for the same enrolment, different for any other, kind to the typist."""

from __future__ import annotations

import msgspec
import pytest
from batch_maker import COORDINATOR, LAPTOP, SECOND
from hypothesis import given
from hypothesis import strategies as st

from fieldkit.sync.words import Direction, same_words, spell, words

KIT = "ab" * 32
SPOKEN = words(Direction.REQUEST, KIT, COORDINATOR.device, LAPTOP.device, "w1")


def test_the_words_of_one_enrolment_never_change() -> None:
    """Frozen: an older laptop and a newer coordinator must say the same."""
    assert SPOKEN == FROZEN


FROZEN = "kuliv-madar-gotof-vitip-nuhod-molir"


def test_any_difference_gives_other_words() -> None:
    device = LAPTOP.device
    others = [
        words(Direction.APPROVAL, KIT, COORDINATOR.device, device, "w1"),
        words(Direction.REQUEST, "cd" * 32, COORDINATOR.device, device, "w1"),
        words(Direction.REQUEST, KIT, SECOND.device, device, "w1"),
        words(Direction.REQUEST, KIT, COORDINATOR.device, SECOND.device, "w1"),
        words(Direction.REQUEST, KIT, COORDINATOR.device, device, "w2"),
    ]
    for field in ("receiving_key", "label", "team"):
        changed = msgspec.structs.replace(device, **{field: SECOND.device.signing_key})
        others.append(words(Direction.REQUEST, KIT, COORDINATOR.device, changed, "w1"))
    assert len({SPOKEN, *others}) == 9


@pytest.mark.parametrize("write", [str.upper, str.title, lambda t: t.replace("-", "  ")])
def test_case_spaces_and_hyphens_do_not_matter(write: object) -> None:
    assert callable(write)
    assert same_words(f" {write(SPOKEN)}.\n", SPOKEN)


@given(st.integers(0, len(SPOKEN) - 1), st.sampled_from("abdfghijklmnoprstuvz"))
def test_one_wrong_letter_does_not_pass(place: int, letter: str) -> None:
    typed = SPOKEN[:place] + letter + SPOKEN[place + 1 :]
    assert same_words(typed, SPOKEN) == (typed == SPOKEN)


@pytest.mark.parametrize("typed", ["", "-", SPOKEN[:-1], SPOKEN + "a", SPOKEN[6:], "ώ" * 30])
def test_too_few_or_too_many_do_not_pass(typed: str) -> None:
    assert not same_words(typed, SPOKEN)


def test_every_pair_of_bytes_has_its_own_pronounceable_word() -> None:
    spelled = {spell(number.to_bytes(2, "big")) for number in range(1 << 16)}
    assert len(spelled) == 1 << 16
    assert all(word[1] in "aiou" and word[3] in "aiou" and len(word) == 5 for word in spelled)
