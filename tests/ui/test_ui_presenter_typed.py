"""What people type: dates day first, digits of any script, numbers written as text."""

from __future__ import annotations

from datetime import UTC, date

import presenter_world as world
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from fieldkit.forms import FormDefinition, FormPackage, definition_from_package
from fieldkit.languages.digits import native
from fieldkit.ui.presenters.dates import (
    NO_SUCH_DAY,
    NOT_A_DATE,
    OTHER_CALENDAR,
    SHORT_YEAR,
    DateNotRead,
    iso_date,
)
from fieldkit.ui.presenters.typed import given, is_answer, number_like


@pytest.mark.parametrize(
    "typed",
    [
        "23/11/2026",
        "23-11-2026",
        "23.11.2026",
        "2026-11-23",
        "2026/11/23",
        " 23 / 11 / 2026 ",
        "٢٣/١١/٢٠٢٦",
        "۲۳/۱۱/۲۰۲۶",
        "۲۰۲۶-۱۱-۲۳",
        "২৩/১১/২০২৬",
        "23\u201311\u20132026",
        "\u200f٢٣\u200f/١١/٢٠٢٦",
        "٢٣؍١١؍٢٠٢٦",
    ],
)
def test_a_date_is_read_however_it_is_written(typed: str) -> None:
    assert iso_date(typed) == "2026-11-23"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("23/11/26", SHORT_YEAR),
        ("1/1/9", SHORT_YEAR),
        ("۲۳/۱۱/۲۶", SHORT_YEAR),
        ("31/2/2026", NO_SUCH_DAY),
        ("11/23/2026", NO_SUCH_DAY),
        ("0/1/2026", NO_SUCH_DAY),
        ("2026-13-01", NO_SUCH_DAY),
        ("1/1/1387", OTHER_CALENDAR),
        ("1405-08-02", OTHER_CALENDAR),
        ("2/8/2569", OTHER_CALENDAR),
        ("23/11-2026", NOT_A_DATE),
        ("23112026", NOT_A_DATE),
        ("yesterday", NOT_A_DATE),
        ("23/11", NOT_A_DATE),
        ("23/11/2026/1", NOT_A_DATE),
    ],
)
def test_what_could_be_another_day_is_refused(typed: str, why: str) -> None:
    with pytest.raises(DateNotRead) as fault:
        iso_date(typed)
    assert fault.value.message == why


@examples(
    st.dates(date(1800, 1, 1), date(2199, 12, 31)),
    st.sampled_from("-/."),
    st.sampled_from(["en", "ar", "fa", "bn"]),
)
def test_every_date_is_read_back(day: date, mark: str, code: str) -> None:
    written = f"{day.day:02}{mark}{day.month}{mark}{day.year}"
    assert iso_date(native(written, code)) == day.isoformat()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("۰۱۰۱۸۰۱۲۳۴۵", "01018012345"),
        (" ٠١٢ ٣٤٥ ", "012 345"),
        ("+٣٠ ٦٩٤-٥٦٧", "+30 694-567"),
        ("\u200f۱۲/۳\u200f", "12/3"),
        ("ΑΒ ۱۲", "ΑΒ ۱۲"),
        ("شارع ٢٣", "شارع ٢٣"),
        ("٣ أطفال", "٣ أطفال"),
        (" a1 ", " a1 "),
        ("—", "—"),
    ],
)
def test_text_of_digits_alone_is_a_number_in_0_to_9(typed: str, stored: str) -> None:
    assert number_like(typed) == stored


@pytest.fixture(scope="module")
def form() -> FormDefinition:
    model = "".join(
        f'<bind nodeset="/data/{name}" type="{kind}"/>'
        for name, kind in (("text", "string"), ("whole", "int"), ("day", "date"))
    )
    body = "".join(f'<input ref="/data/{name}"/>' for name in ("text", "whole", "day"))
    item = "<item><label>A</label><value>a</value></item>"
    body += f'<select1 ref="/data/one">{item}</select1><select ref="/data/some">{item}</select>'
    rank = 'odk:rank xmlns:odk="http://www.opendatakit.org/xforms"'
    body += f'<{rank} ref="/data/order">{item}</odk:rank>'
    instance = '<data id="small"><text/><whole/><day/><one/><some/><order/></data>'
    return definition_from_package(FormPackage(world.xform(instance, model, body)))


@pytest.mark.parametrize(
    ("name", "typed", "entry"),
    [
        ("text", "Αμάλ ", "Αμάλ "),
        ("text", "  ", None),
        ("text", None, None),
        ("text", "۱۲", "12"),
        ("whole", "۱۲", "۱۲"),  # the engine reads numbers in every script
        ("day", "1.2.2026", "2026-02-01"),
        ("day", "", None),
        ("one", "a", "a"),
        ("one", "", None),
        ("some", ("a", "b"), ["a", "b"]),
        ("some", (), None),
    ],
)
def test_what_the_engine_is_given(
    form: FormDefinition, name: str, typed: str | tuple[str, ...] | None, entry: object
) -> None:
    assert given(form.nodes[f"/data/{name}"], typed, UTC) == entry


def test_what_is_stored_already_is_known_again(form: FormDefinition) -> None:
    some, order = form.nodes["/data/some"], form.nodes["/data/order"]
    assert is_answer(some, None, "")
    assert is_answer(form.nodes["/data/text"], "a", "a")
    assert is_answer(some, ["b", "a"], "a b")
    assert not is_answer(some, ["a"], "a b")
    assert not is_answer(some, None, "a")
    assert is_answer(order, ["b", "a"], "b a")
    assert not is_answer(order, ["b", "a"], "a b")
