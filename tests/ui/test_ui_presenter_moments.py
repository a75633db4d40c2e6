"""Times, moments and places as people type them, and what the engine stores of them."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from fieldkit.forms import lexical
from fieldkit.languages.digits import native
from fieldkit.ui.presenters.coordinates import (
    LATITUDE_IS_WRONG,
    LONGITUDE_IS_WRONG,
    ONE_IS_MISSING,
    several_places,
    written_place,
)
from fieldkit.ui.presenters.dates import NO_SUCH_DAY, SHORT_YEAR
from fieldkit.ui.presenters.moments import (
    NO_SUCH_TIME,
    NOT_A_MOMENT,
    NOT_A_TIME,
    iso_moment,
    iso_time,
)
from fieldkit.ui.presenters.not_read import NotRead

ATHENS = ZoneInfo("Europe/Athens")


@pytest.mark.parametrize(
    "typed", ["14:30", "14.30", "1430", "14h30", " 14 : 30 ", "١٤:٣٠", "۱۴٫۳۰", "14:30:00"]
)
def test_a_time_is_read_however_it_is_written(typed: str) -> None:
    assert iso_time(typed) == "14:30:00.000"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("14", NOT_A_TIME),
        ("9:5", NOT_A_TIME),
        ("2:30 pm", NOT_A_TIME),
        ("noon", NOT_A_TIME),
        ("24:00", NO_SUCH_TIME),
        ("12:60", NO_SUCH_TIME),
    ],
)
def test_what_could_be_another_time_is_refused(typed: str, why: str) -> None:
    with pytest.raises(NotRead) as fault:
        iso_time(typed)
    assert fault.value.message == why


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("23/11/2026 14:30", "2026-11-23T14:30:00.000+02:00"),
        ("23.7.2026, 9.05", "2026-07-23T09:05:00.000+03:00"),
        ("٢٣/١١/٢٠٢٦ ١٤:٣٠", "2026-11-23T14:30:00.000+02:00"),
        ("2026-11-23T1430", "2026-11-23T14:30:00.000+02:00"),
        ("1/5/1910 14:30", "1910-05-01T14:30:00.000+01:35"),
    ],
)
def test_a_moment_has_the_offset_of_its_day(typed: str, stored: str) -> None:
    assert iso_moment(typed, ATHENS) == stored


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("23/11/2026", NOT_A_MOMENT),
        ("14:30", NOT_A_MOMENT),
        ("23/11/2026 14", NOT_A_MOMENT),
        ("23/11/26 14:30", SHORT_YEAR),
        ("31/2/2026 14:30", NO_SUCH_DAY),
        ("23/11/2026 25:00", NO_SUCH_TIME),
    ],
)
def test_which_part_of_a_moment_is_wrong(typed: str, why: str) -> None:
    with pytest.raises(NotRead) as fault:
        iso_moment(typed, ATHENS)
    assert fault.value.message == why


@examples(st.datetimes(datetime(1800, 1, 1), datetime(2199, 12, 31)), st.sampled_from(["el", "fa"]))
def test_every_moment_is_read_back_and_taken_by_the_engine(moment: datetime, code: str) -> None:
    typed = native(f"{moment:%d/%m/%Y %H:%M:%S}", code)
    stored = iso_moment(typed, ATHENS)
    assert stored.startswith(f"{moment.replace(microsecond=0):%Y-%m-%dT%H:%M:%S}.000")
    clock = moment.time().replace(microsecond=0)
    assert time.fromisoformat(iso_time(native(f"{clock:%H:%M:%S}", code))) == clock
    assert lexical.entered("time", iso_time(f"{clock:%H:%M}"))


def test_the_engine_takes_a_moment_as_it_is_written() -> None:
    stored = iso_moment("23/11/2026 14:30", ATHENS)
    assert lexical.entered("dateTime", stored) == stored


@pytest.mark.parametrize(
    "typed",
    ["37.98\n23.73", "37,98\n23,73", "٣٧٫٩٨\n٢٣٫٧٣", "37.98, 23.73\n", "37,98 23,73", "37.98,23.73",
     "37.98°\n23.73°"],
)  # fmt: skip
def test_a_place_is_read_however_it_is_written(typed: str) -> None:
    assert written_place(typed) == "37.98 23.73 0 0"
    assert lexical.entered("geopoint", written_place(typed)) == written_place(typed)


def test_height_and_accuracy_that_are_known_are_kept() -> None:
    assert written_place("37.98 23.73 120 5") == "37.98 23.73 120 5"
    assert written_place("-33.9\n151") == "-33.9 151 0 0"


@pytest.mark.parametrize(
    ("typed", "why", "fields"),
    [
        ("37.98\n", ONE_IS_MISSING, (1,)),
        ("37,98\n", ONE_IS_MISSING, (1,)),  # one number of a Greek keyboard, and not 37 and 98
        ("\n23.73", ONE_IS_MISSING, (0,)),
        ("91\n23", LATITUDE_IS_WRONG, (0,)),
        ("north\n23", LATITUDE_IS_WRONG, (0,)),
        ("north\n", LATITUDE_IS_WRONG, (0,)),
        ("37\n-180.5", LONGITUDE_IS_WRONG, (1,)),
        ("1e1\n2", LATITUDE_IS_WRONG, (0,)),
        ("91\n181", LATITUDE_IS_WRONG, (0, 1)),
        ("37, 181\n", LONGITUDE_IS_WRONG, (0,)),  # both stand in the first field
    ],
)
def test_which_number_of_a_place_is_wrong(typed: str, why: str, fields: tuple[int, ...]) -> None:
    with pytest.raises(NotRead) as fault:
        written_place(typed)
    assert (fault.value.message, fault.value.fields) == (why, fields)


def test_several_places_are_read_in_the_marks_of_any_script() -> None:
    typed = several_places("٣٧٫٩٨ ٢٣٫٧٣؛ ۳۸ ۲۴")
    assert typed == "37.98 23.73; 38 24"
    assert lexical.entered("geotrace", typed) == "37.98 23.73 0 0; 38 24 0 0"
