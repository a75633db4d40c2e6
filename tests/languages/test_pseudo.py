from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldkit.languages.fields import fields_of
from fieldkit.languages.pseudo import lengthened, mirrored

CONTROLS = re.compile("[\u200f\u202e\u202c]")


@pytest.mark.parametrize("message", ["Save", "OK", "by", "Saved on this computer {time}", "F7"])
def test_a_pseudo_message_is_at_least_two_fifths_longer(message: str) -> None:
    assert len(lengthened(message)) >= 1.4 * len(message)


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("{count} records of {name}", "{count}"),
        ("{{literal}} {name}", "{{"),
        ("<b>Bold</b> words", "</b>"),
        ("Cu&t", "&t"),
        ("%1 already exists.\nReplace it?", "%1"),
        ("Bread &amp; salt", "&amp;"),
        ("two\nlines", "\n"),
    ],
)
def test_what_is_no_word_stays_as_it_is(message: str, kept: str) -> None:
    assert kept in lengthened(message)
    assert kept in mirrored(message)
    assert fields_of(lengthened(message)) == fields_of(mirrored(message)) == fields_of(message)


def test_a_mirrored_message_runs_from_right_to_left_word_by_word() -> None:
    message = mirrored("Save {name}")
    assert message.count("\u202e") == message.count("\u202c")
    assert CONTROLS.sub("", message) == lengthened("Save {name}")
    assert " {name}" in message


def test_the_letters_are_accented_and_still_readable() -> None:
    assert lengthened("Undo") == "[ÙÚñďòó]"


@given(st.text(st.sampled_from("abcXYZ áβع{}&<>%1 \n")))
def test_no_message_is_too_odd(message: str) -> None:
    assert len(lengthened(message)) >= 1.4 * len(message)
    assert CONTROLS.sub("", mirrored(message)) == lengthened(message)
