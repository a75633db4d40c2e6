"""What a form asks of its host besides questions: entities, audit log, encryption, sensors.

All of it is read and kept, so that nothing a form says is lost. What FieldKit does about each is
said in `constructs.py`, and by `form check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from fieldkit.forms.actions import SensorAction
from fieldkit.forms.entities import Entity
from fieldkit.forms.lists import LAST_SAVED
from fieldkit.forms.markup import Markup
from fieldkit.forms.namespaces import ODK, OPENROSA

_AUDIT = (
    "location-priority",
    "location-min-interval",
    "location-max-age",
    "track-changes",
    "track-changes-reasons",
    "identify-user",
)


@dataclass(frozen=True, slots=True)
class Submission:
    """What the form says about where and how its records are to be sent."""

    address: str = ""
    public_key: str = ""
    auto_send: str = ""
    auto_delete: str = ""
    client_editable: bool = False


@dataclass(frozen=True, slots=True)
class Directives:
    """`audit` holds the parameters of the audit log, None for a form without one; `last_saved` the
    ids of the instances that are the last saved record."""

    entities: tuple[Entity, ...] = ()
    audit: Mapping[str, str] | None = None
    submission: Submission = field(default_factory=Submission)
    sensor_actions: tuple[SensorAction, ...] = ()
    last_saved: frozenset[str] = frozenset()


def read_submission(markup: Markup, model: Element) -> Submission:
    """The `submission` element of a model."""
    element = model.find("submission")
    if element is None:
        return Submission()
    return Submission(
        address=element.get("action", ""),
        public_key=element.get("base64RsaPublicKey", ""),
        auto_send=markup.attribute(element, OPENROSA, "auto-send") or "",
        auto_delete=markup.attribute(element, OPENROSA, "auto-delete") or "",
        client_editable=(markup.attribute(element, ODK, "client-editable") or "") in ("true", "1"),
    )


def read_audit(markup: Markup, model: Element, root: str) -> Mapping[str, str] | None:
    """The parameters of the audit log that `meta/audit` asks for; None where nothing does."""
    wanted = f"{root}/meta/audit"
    for bind in model.findall("bind"):
        if bind.get("nodeset", "").strip() == wanted:
            given = {name: markup.attribute(bind, ODK, name) for name in _AUDIT}
            return {name: value for name, value in given.items() if value is not None}
    return None


def last_saved_ids(model: Element) -> frozenset[str]:
    """The ids of the secondary instances that stand for the last saved record."""
    return frozenset(
        instance.get("id", "")
        for instance in model.findall("instance")
        if instance.get("src", "") == LAST_SAVED
    )
