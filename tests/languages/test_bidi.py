from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fieldkit.languages.bidi import FSI, PDI, isolate, strip_isolates

MARKS = "\u2066\u2067\u2068\u2069"


def depth_ends_at_zero(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character in MARKS[:3]) - (character == PDI)
        if depth < 0:
            return False
    return depth == 0


def test_a_name_stands_between_isolates() -> None:
    assert isolate("Αμάλ") == f"{FSI}Αμάλ{PDI}"


def test_nothing_needs_no_isolate() -> None:
    assert isolate("") == ""


def test_a_message_inside_a_message_keeps_its_own_isolates() -> None:
    inner = f"سجل {FSI}4939/2022{PDI}"
    assert isolate(inner) == f"{FSI}{inner}{PDI}"


def test_a_stray_mark_cannot_close_or_open_anything_outside() -> None:
    assert isolate(f"a{PDI}b") == f"{FSI}ab{PDI}"
    assert isolate("a\u2067b") == f"{FSI}ab{PDI}"
    assert isolate(f"{PDI}{FSI}x{PDI}{FSI}") == f"{FSI}{FSI}x{PDI}{PDI}"


def test_each_paragraph_is_isolated_by_itself() -> None:
    assert isolate("a\nb\r\n\u2029c") == f"{FSI}a{PDI}\n{FSI}b{PDI}\r\n\u2029{FSI}c{PDI}"


def test_isolates_can_be_taken_away() -> None:
    assert strip_isolates(f"a {isolate('b')} \u2066c\u2069") == "a b c"


@given(st.text(st.sampled_from("ab ع" + MARKS + "\n")))
def test_what_was_written_stays_and_the_marks_balance_in_every_paragraph(text: str) -> None:
    isolated = isolate(text)
    assert strip_isolates(isolated) == strip_isolates(text)
    assert all(depth_ends_at_zero(paragraph) for paragraph in isolated.split("\n"))
