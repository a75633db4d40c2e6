"""The form package: the same form always has the same bytes and the same hash."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldkit.forms.package import BadPackage, FormPackage

PACKAGES = st.builds(
    FormPackage,
    st.binary(),
    st.dictionaries(st.text(max_size=20), st.binary(max_size=50), max_size=3),
    st.dictionaries(st.text(max_size=20), st.text(max_size=20), max_size=3),
)


@given(PACKAGES)
def test_a_package_survives_its_bytes(package: FormPackage) -> None:
    again = FormPackage.from_bytes(package.to_bytes())
    assert again == package
    assert again.hash == package.hash


def test_the_order_of_parts_does_not_change_the_hash() -> None:
    one = FormPackage(b"<x/>", {"a": b"1", "b": b"2"}, {"title": "T", "fk_gate": "/data/g"})
    other = FormPackage(b"<x/>", {"b": b"2", "a": b"1"}, {"fk_gate": "/data/g", "title": "T"})
    assert one.hash == other.hash
    assert one.hash != FormPackage(b"<x/>", {"a": b"1"}, one.metadata).hash


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not json",
        b"[]",
        b'{"schema":2,"xform":"","externals":{},"metadata":{}}',
        b'{"schema":1,"xform":"***","externals":{},"metadata":{}}',
        b'{"schema":1,"xform":"","externals":[],"metadata":{}}',
        b'{"schema":1,"xform":"","externals":{},"metadata":{"a":1}}',
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(BadPackage):
        FormPackage.from_bytes(data)
