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
    below = () if body is None else body.iter()  # not the model's: lists have no end of elements
    asking = [element for element in (*model, *below) if element.get("bind") is not None]
    if not asking:
        return
    places = {
        bind.get("id", ""): absolute(bind.get("nodeset") or bind.get("ref", ""), root)
        for bind in model.findall("bind")
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
