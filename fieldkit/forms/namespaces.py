"""The namespaces of XForms, and how attributes are found whatever prefix a form gives them."""

from __future__ import annotations

from collections.abc import Mapping

from fieldkit.forms.instance import Node

XFORMS = "http://www.w3.org/2002/xforms"
JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
ODK = "http://www.opendatakit.org/xforms"
ENTITIES = "http://www.opendatakit.org/xforms/entities"
FIELDKIT = "https://fieldkit.gr/ns/xforms"
# Old forms use jr: without declaring it the way we do; these prefixes mean what they always mean.
_USUAL = {"jr": JAVAROSA, "orx": OPENROSA, "odk": ODK, "entities": ENTITIES, "fk": FIELDKIT}


def namespace_of(prefix: str, scope: Mapping[str, str]) -> str:
    """What a prefix means where `scope` is declared; "" where it means nothing."""
    return scope.get(prefix) or _USUAL.get(prefix, "")


def attribute(node: Node, namespace: str, name: str) -> str | None:
    """The value of attribute `name` in `namespace` on `node`; None where it is not written."""
    for written, value in node.attributes.items():
        if not written.endswith(name):  # nearly all of them, and a long form has many
            continue
        prefix, _, local = written.rpartition(":")
        if local == name and prefix and namespace_of(prefix, node.namespaces) == namespace:
            return value
    return None


def form_version(root: Node) -> str:
    """The version that an instance says its form has: `version` or `orx:version`, "" for none.

    The ODK XForms specification ("Primary Instance") allows either.
    """
    return root.attributes.get("version") or attribute(root, OPENROSA, "version") or ""
