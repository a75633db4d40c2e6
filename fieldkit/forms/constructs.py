"""Constructs that FieldKit can read but not run yet: named and refused, never ignored.

One vocabulary for both doors: `workbook/constructs.py` names sheet and row, `xform_findings` here
names the path, for XForms that come without a workbook.
"""

from __future__ import annotations

import re

from fieldkit.forms.findings import Finding, Place, error
from fieldkit.forms.instance import Node

PLACE = "questions for a place on a map"
FILE = "questions for a picture, sound, video or file"
BARCODE = "barcode questions"
AUDIT = "the audit log of ODK Collect"
BACKGROUND = "recording in the background"
ENTITIES = "entities"
ENCRYPTION = "encrypted submissions"
EXTERNAL_APP = "questions for an external app"
SEARCH = "search() in the appearance"
EXTERNAL_SELECT = "choices from an external database (select_one_external)"
XML_DATA = "data from an XML file (xml-external)"
LAST_SAVED = "answers of the last saved record (last-saved)"
MEDIA_LABEL = "labels with picture, sound or video"
INCLUDE = "parts of other forms"
SEVERAL_ROWS = "select_multiple with choices out of a repeat"
KOBO_RATING = "rating tables of KoboToolbox"
KOBO_RANKING = "ranking tables of KoboToolbox"
KOBO_MATRIX = "question matrices of KoboToolbox"

BIND_TYPES = {
    "geopoint": PLACE,
    "geotrace": PLACE,
    "geoshape": PLACE,
    "binary": FILE,
    "barcode": BARCODE,
}
_ELEMENTS = {
    "upload": FILE,
    "setgeopoint": PLACE,
    "setlocation": PLACE,
    "recordaudio": BACKGROUND,
}
_MEDIA_FORMS = frozenset({"image", "big-image", "audio", "video"})
_ENTITIES_NAMESPACE = "http://www.opendatakit.org/xforms/entities"
_LAST_SAVED_SOURCE = "jr://instance/last-saved"
_ASKS_FOR_AN_APP = re.compile(r"(^|\s)ex:\S")
_SEARCHES = re.compile(r"(^|\s)search\s*\(")


def refusal(construct: str, place: Place, *, remedy: str = "") -> Finding:
    """The refusal of a construct at a place."""
    return error(
        "not-supported",
        place,
        f"FieldKit does not run {construct} yet.",
        remedy or "Remove it, or wait for the version that does.",
    )


def appearance_construct(appearance: str) -> str:
    """The construct that an appearance asks for beyond looks, or ""."""
    if _ASKS_FOR_AN_APP.search(appearance):
        return EXTERNAL_APP
    return SEARCH if _SEARCHES.search(appearance) else ""


def xform_findings(document: Node) -> list[Finding]:
    """What an XForm asks for that does not run yet, by path, in document order."""
    named = (_named(node) for node in document.descendants())
    found = [(construct, path) for construct, path in named if construct]
    return [refusal(construct, Place(path=path)) for construct, path in dict.fromkeys(found)]


def _named(node: Node) -> tuple[str, str]:
    """The construct an element stands for ("" for what runs) and the path it is about."""
    attributes = node.attributes
    path = attributes.get("ref") or attributes.get("nodeset") or _where(node)
    if node.name == "bind":
        kind = attributes.get("type", "").rpartition(":")[2]
        if path.endswith("/meta/audit"):
            return AUDIT, path
        return BIND_TYPES.get(kind, ""), path
    if node.name == "instance" and attributes.get("src", "") == _LAST_SAVED_SOURCE:
        return LAST_SAVED, path
    if node.name == "submission" and "base64RsaPublicKey" in attributes:
        return ENCRYPTION, path
    if node.name == "entity" and node.namespace == _ENTITIES_NAMESPACE:
        return ENTITIES, path
    if node.name == "value" and attributes.get("form", "") in _MEDIA_FORMS:
        return MEDIA_LABEL, _text_id(node)
    return _body_construct(node), path


def _body_construct(node: Node) -> str:
    if "intent" in node.attributes:
        return EXTERNAL_APP
    if node.name == "input" and "query" in node.attributes:
        return EXTERNAL_SELECT
    return _ELEMENTS.get(node.name) or appearance_construct(node.attributes.get("appearance", ""))


def _where(node: Node) -> str:
    names: list[str] = []
    at: Node | None = node
    while at is not None and at.name:
        names.append(at.name)
        at = at.parent
    return "/" + "/".join(reversed(names))


def _text_id(node: Node) -> str:
    owner = node.parent
    return owner.attributes.get("id", "").rpartition(":")[0] if owner is not None else ""
