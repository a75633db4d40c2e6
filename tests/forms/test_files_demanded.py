"""A required picture or file is demanded only where one can be handed in."""

from __future__ import annotations

from small_forms import start

from fieldkit.forms import Host
from fieldkit.forms.problems import REQUIRED

INSTANCE = '<data id="k"><photo/><name/></data>'
MODEL = """<bind nodeset="/data/photo" type="binary" required="true()"/>
<bind nodeset="/data/name" required="true()"/>"""
BODY = '<upload ref="/data/photo" mediatype="image/*"/><input ref="/data/name"/>'


def test_a_file_is_demanded_where_files_are_taken() -> None:
    session = start(INSTANCE, MODEL, BODY)
    assert session.required("/data/photo")
    assert [(each.path, each.kind) for each in session.validate()] == [
        ("/data/photo", REQUIRED),
        ("/data/name", REQUIRED),
    ]
    session.answer("/data/photo", "house.jpg")
    assert [each.path for each in session.validate()] == ["/data/name"]


def test_a_file_is_not_demanded_where_none_can_be_handed_in() -> None:
    session = start(INSTANCE, MODEL, BODY, host=Host(takes_files=False))
    assert not session.required("/data/photo")
    assert session.required("/data/name")
    assert [each.path for each in session.validate()] == ["/data/name"]
    assert session.problem("/data/photo") is None
