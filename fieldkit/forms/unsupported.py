"""Constructs that FieldKit can read but does not run yet: refused by name, not ignored."""

from __future__ import annotations

from fieldkit.forms.instance import Node
from fieldkit.forms.namespaces import ODK

_ELEMENTS = {
    "upload": "picture, sound, video or file question",
    "setgeopoint": "action that asks for the place",
    "setlocation": "action that asks for the place",
    "recordaudio": "sound recording in the background",
    "entity": "entities",
}
_BIND_TYPES = {
    "geopoint": "question for a place",
    "geotrace": "question for a line on a map",
    "geoshape": "question for an area on a map",
    "binary": "picture, sound, video or file question",
    "barcode": "barcode question",
}


def find_unsupported(model: Node, body: Node | None) -> tuple[str, ...]:
    """What of this form would not run, one phrase each, in a fixed order."""
    found: set[str] = set()
    for part in (model, body):
        if part is not None:
            found.update(
                _ELEMENTS[node.name] for node in part.descendants() if node.name in _ELEMENTS
            )
    for bind in model.by_name.get("bind", []):
        kind = bind.attributes.get("type", "").rpartition(":")[2]
        if kind in _BIND_TYPES:
            found.add(_BIND_TYPES[kind])
    submission = model.child("submission")
    if submission is not None and "base64RsaPublicKey" in submission.attributes:
        found.add("encrypted submission")
    if any(node.namespace == ODK and node.name == "audit" for node in model.descendants()):
        found.add("audit log")
    return tuple(sorted(found))
