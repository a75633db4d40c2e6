"""Questions that say by the `id` of a bind which node they are about, as older forms do."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from fieldkit.forms.actions import absolute
from fieldkit.forms.errors import FormError


def write_places(model: Element, body: Element | None, root: str) -> None:
    """Give every element with a `bind` the path of that bind as its `ref` and `nodeset`.

    `bind` goes before `ref` where both are written (XForms 1.1, section 3.2.4). `root` is the path
    that relative binds start from. Raises FormError (`unknown-reference`) for a bind that is not
    there: the question would never be asked.
    """
    asking = [
        element
        for part in (model, body)
        if part is not None
        for element in part.iter()
        if "bind" in element.attrib
    ]
    if not asking:
        return
    places = {
        bind.get("id", ""): absolute(bind.get("nodeset", ""), root)
        for bind in model.iterfind("bind")
    }
    for element in asking:
        name = element.get("bind", "")
        if not name or name not in places:
            raise FormError(
                f"A question refers to the bind {name}, which is not in the form.",
                code="unknown-reference",
                next_step="Correct the id, or write the path of the node as ref.",
            )
        element.set("ref", places[name])
        element.set("nodeset", places[name])
