"""The place of the record's id in a form that does not say how it is filled in."""

from __future__ import annotations

from msgspec.structs import replace

from fieldkit.forms.binds import BoundNode
from fieldkit.forms.instance import Node
from fieldkit.forms.structure import NO_BIND

_META, _ID = "meta", "instanceID"
_GIVEN = BoundNode(replace(NO_BIND, preload="uid"), "string")


def fill_in_record_id(primary: Node, root: str, binds: dict[str, BoundNode]) -> None:
    """Give a `meta/instanceID` that nothing fills in the id of the record, as a `uid` preload does.

    Many forms written by hand have the element without a bind; a submission must carry an id
    (OpenRosa MetaDataSchema). `primary` is the instance of the form, `root` its path.
    """
    for meta in primary.by_name.get(_META, ()):
        for place in meta.by_name.get(_ID, ()):
            path = f"{root}/{meta.qualified_name}/{place.qualified_name}"
            plain = f"{root}/{_META}/{_ID}"  # its prefix may be left out (prefixes.py)
            bound = binds.get(path) or binds.get(plain)
            if place.text.strip():
                continue
            if bound is None:
                binds[path] = _GIVEN
            elif not bound.bind.preload and bound.bind.calculate is None:
                key = path if path in binds else plain
                binds[key] = replace(bound, bind=replace(bound.bind, preload="uid"))
