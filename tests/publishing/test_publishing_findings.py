"""What a stopped publication hands on: every place, and no content."""

from __future__ import annotations

from fieldkit.publishing.identifiers_found import IdentifiersFound
from fieldkit.publishing.scan import Finding


def finding(row: int) -> Finding:
    return Finding("small", "data", "note", f"row-{row}", f"F{row + 1}", "phone", f"uuid:{row}")


def test_all_places_are_handed_on_and_the_first_are_told() -> None:
    many = [finding(row) for row in range(1, 26)]
    refusal = IdentifiersFound(many)
    assert refusal.code == "identifiers-found"
    assert refusal.findings == tuple(many)
    assert "25 cells" in refusal.message
    assert "small, sheet data, cell F2 (note): phone, in record uuid:1" in refusal.message
    assert "uuid:20" in refusal.message
    assert "uuid:21" not in refusal.message
    assert "and 5 more" in refusal.message
