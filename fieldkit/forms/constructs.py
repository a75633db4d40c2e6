"""Constructs that FieldKit does not run in full: what happens to each instead, and why.

One vocabulary for all doors: `workbook/constructs.py` names sheet and row, `xform_findings` here
the path of an XForm, `refused_constructs` shuts the door of the field. What would make wrong
answers is refused; everything else is loaded, kept, and said as a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from fieldkit.forms.findings import Finding, Place, error, warning
from fieldkit.forms.instance import Node
from fieldkit.forms.itext import MEDIA_FORMS
from fieldkit.forms.lists import LAST_SAVED as LAST_SAVED_SOURCE
from fieldkit.forms.namespaces import ENTITIES as ENTITIES_NAMESPACE
from fieldkit.forms.namespaces import JAVAROSA, attribute
from fieldkit.forms.preloads import is_filled_in


@dataclass(frozen=True, slots=True)
class Construct:
    """What a form may ask for. `effect` says what FieldKit does with it; `remedy` what to do.

    `refused`: a form with it is not loaded, because what it would do instead is wrong.
    """

    name: str
    effect: str
    remedy: str = ""
    refused: bool = False


_ENOUGH = "Change nothing if that is enough; else ask in another way."
_LATER = "Remove it, or wait for the version that does."

PLACE = Construct(
    "places on a map", "they are typed as latitude and longitude, and no map is shown."
)
FILE = Construct(
    "questions for a picture, sound, video or file",
    "the window cannot take the file yet, so the question stays blank there, required or not.",
    "Where the file matters, ask in a text question where it is kept.",
)
BARCODE = Construct("barcode questions", "the code is typed, not scanned.")
PLACE_ACTION = Construct(
    "places that the device finds by itself", "a laptop has no such sensor, so they stay blank."
)
AUDIT = Construct(
    "the audit log of ODK Collect",
    "no such file is written. FieldKit keeps a journal of every answer in the vault instead.",
)
BACKGROUND = Construct("recording in the background", "nothing is recorded.")
ENTITIES = Construct(
    "lists of entities",
    "each submission carries what a server needs to create or update them; FieldKit itself keeps "
    "no such list.",
)
ENCRYPTION = Construct(
    "encrypted submissions of ODK (public_key)",
    "the key is not used. FieldKit encrypts every batch for the coordinator instead.",
)
EXTERNAL_APP = Construct("other apps that answer a question", "the answer is typed instead.")
MEDIA_LABEL = Construct(
    "labels with picture, sound or video",
    "the window shows the words only.",
    "Say in the label what is needed to answer.",
)
LAST_SAVED = Construct(
    "answers of the last saved record (last-saved)",
    "only answers tagged ordinary in fk_sensitivity are carried from one person's record into the "
    "next; the others read as blank.",
    "Tag the question ordinary if its answer tells nothing about a person.",
)
NO_INSTANCE_ID = Construct(
    "forms without an instanceID", "every record gets one: it is how a record is known."
)
PRELOAD = Construct(
    "values of other apps (jr:preload)",
    "what is known of a patient or a user of another app stays blank.",
    "Ask for it, or use the parameters start, end and today or a property.",
)
SEARCH = Construct(
    "search() in the appearance",
    "the choices would be column names instead of rows of the file.",
    "Use search() in a select_one or select_multiple only, and write it as its examples are.",
    refused=True,
)
EXTERNAL_SELECT = Construct(
    "choices from an external database (select_one_external)",
    "the question would offer nothing.",
    "Put the file itemsets.csv, in which its list stands, beside the form.",
    refused=True,
)
BIND_TYPES = {
    "geopoint": PLACE,
    "geotrace": PLACE,
    "geoshape": PLACE,
    "binary": FILE,
    "barcode": BARCODE,
}
_ELEMENTS = {
    "upload": FILE,
    "setgeopoint": PLACE_ACTION,
    "setlocation": PLACE_ACTION,
    "recordaudio": BACKGROUND,
}
_ASKS_FOR_AN_APP = re.compile(r"(^|\s)ex:\S")
_SEARCHES = re.compile(r"(^|\s)search\s*\(")


def notice(construct: Construct, place: Place, detail: str = "") -> Finding:
    """What is said of a construct at a place: a refusal, or a warning with the reason.

    `detail` names the type or word it was found by.
    """
    what = f"{construct.name} ({detail})" if detail else construct.name
    if construct.refused:
        words = f"FieldKit does not run {what} yet: {construct.effect}"
        return error("not-supported", place, words, construct.remedy or _LATER)
    return warning(
        "partly-supported",
        place,
        f"FieldKit runs {what} within limits: {construct.effect}",
        construct.remedy or _ENOUGH,
    )


def appearance_construct(appearance: str) -> Construct | None:
    """The construct that an appearance asks for beyond looks."""
    if _ASKS_FOR_AN_APP.search(appearance):
        return EXTERNAL_APP
    return SEARCH if _SEARCHES.search(appearance) else None


def refused_constructs(body: Element | None) -> tuple[str, ...]:
    """What of a form's body must not run, by name: it would store wrong answers."""
    if body is None:
        return ()
    telling = [
        each
        for each in body.iter()
        if each.get("appearance") or (each.tag == "input" and each.get("query") is not None)
    ]
    found = [_body_construct(each.tag, each) for each in telling]
    return tuple(dict.fromkeys(each.name for each in found if each and each.refused))


def xform_findings(document: Node) -> list[Finding]:
    """What an XForm asks for that does not run in full, by path, in document order."""
    named = (_named(node) for node in outside_data(document))
    found = [(construct, path) for construct, path in named if construct is not None]
    return [notice(construct, Place(path=path)) for construct, path in dict.fromkeys(found)]


def outside_data(document: Node) -> Iterator[Node]:
    """All elements but those inside an instance, where a question may be called like anything."""
    waiting = document.children[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        if node.children and node.name != "instance":
            waiting.extend(node.children[::-1])


def _named(node: Node) -> tuple[Construct | None, str]:
    """The construct an element stands for (None for what runs) and the path it is about."""
    attributes = node.attributes
    path = attributes.get("ref") or attributes.get("nodeset") or ""
    match node.name:
        case "bind":
            kind = attributes.get("type", "").rpartition(":")[2]
            construct = AUDIT if path.endswith("/meta/audit") else BIND_TYPES.get(kind)
            return construct or _preload(node), path
        case "instance" if attributes.get("src", "") == LAST_SAVED_SOURCE:
            return LAST_SAVED, _where(node)
        case "submission" if "base64RsaPublicKey" in attributes:
            return ENCRYPTION, _where(node)
        case "model" if _uses_entities(node):
            return ENTITIES, _where(node)
        case "value" if attributes.get("form", "") in MEDIA_FORMS:
            return MEDIA_LABEL, _text_id(node)
        case _:
            return _body_construct(node.name, attributes), path or _where(node)


def _preload(bind: Node) -> Construct | None:
    kind = attribute(bind, JAVAROSA, "preload") or ""
    parameters = attribute(bind, JAVAROSA, "preloadParams") or ""
    return None if not kind or is_filled_in(kind, parameters) else PRELOAD


def _uses_entities(model: Node) -> bool:
    return any(
        model.namespaces.get(name.rpartition(":")[0]) == ENTITIES_NAMESPACE
        for name in model.attributes
    )


def _body_construct(name: str, attributes: Element | Mapping[str, str]) -> Construct | None:
    if attributes.get("intent") is not None:
        return EXTERNAL_APP
    if name == "input" and attributes.get("query") is not None:
        return EXTERNAL_SELECT
    if name in _ELEMENTS:
        return _ELEMENTS[name]
    appearance = attributes.get("appearance")
    return appearance_construct(appearance) if appearance else None


def _where(node: Node) -> str:
    names: list[str] = []
    at: Node | None = node
    while at is not None and at.name:
        names.append(at.name)
        at = at.parent
    return "/" + "/".join(reversed(names))


def _text_id(node: Node) -> str:
    owner = node.parent
    return owner.attributes.get("id", "").partition(":")[0] if owner is not None else ""
