"""Canonical JSON: one byte string per value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldkit.model import canonical

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_reads_back_and_its_bytes_do_not_depend_on_order(value: object) -> None:
    data = canonical.encode(value)  # type: ignore[arg-type]
    assert canonical.decode(data) == value
    assert canonical.encode(canonical.decode(data)) == data


def test_keys_are_sorted_and_text_stays_readable() -> None:
    assert (
        canonical.encode({"β": "ψ", "a": [1, True, None]}) == '{"a":[1,true,null],"β":"ψ"}'.encode()
    )


def test_floats_are_refused() -> None:
    with pytest.raises(TypeError):
        canonical.encode({"a": [0.1]})  # type: ignore[dict-item]


def test_what_is_no_json_is_refused_without_quoting_it() -> None:
    with pytest.raises(ValueError, match="canonical JSON") as caught:
        canonical.decode(b"Zahra Planted")
    assert "Zahra" not in str(caught.value)
