"""Whether two submissions say the same: names with their namespaces, attributes as a set, text.

White space around text and unused namespace declarations do not count; `uuid:*` stands for any id.
"""

from __future__ import annotations

import re

from fieldkit.forms.instance import Node, parse_document

_UUID = re.compile(r"uuid:[0-9a-f-]{36}\Z")
_ANY_UUID = "uuid:*"


def same_text(found: str, wanted: str) -> bool:
    """Whether a value is the one wanted; `uuid:*` wants any `uuid:` followed by 36 characters."""
    return bool(_UUID.match(found)) if wanted == _ANY_UUID else found == wanted


def difference(found: bytes, wanted: bytes) -> str:
    """Where two XML documents first differ, in words; "" where they do not.

    Raises DocumentRefused when one of them is no XML.
    """
    return _difference(parse_document(found).element(), parse_document(wanted).element(), "")


def _difference(found: Node, wanted: Node, above: str) -> str:
    path = f"{above}/{wanted.name}"
    if _name(found) != _name(wanted):
        return f"at {path}: expected {_said(wanted)}, got {_said(found)}"
    if _attributes(found) != _attributes(wanted):
        return f"{path} has other attributes than expected"
    if not same_text(found.text.strip(), wanted.text.strip()):
        return f"{path}: expected {wanted.text!r}, got {found.text!r}"
    names, expected = _inside(found), _inside(wanted)
    if names != expected:
        return f"{path}: expected {_listed(wanted)} in it, got {_listed(found)}"
    pairs = zip(found.children, wanted.children, strict=True)
    return next(filter(None, (_difference(one, other, path) for one, other in pairs)), "")


def _inside(node: Node) -> list[tuple[str, str]]:
    return [_name(child) for child in node.children]


def _listed(node: Node) -> str:
    return ", ".join(_said(child) for child in node.children) or "nothing"


def _said(node: Node) -> str:
    return f"<{node.qualified_name}>"


def _name(node: Node) -> tuple[str, str]:
    return node.namespace, node.name


def _attributes(node: Node) -> set[tuple[str, str, str]]:
    split = ((*name.rpartition(":")[::2], value) for name, value in node.attributes.items())
    return {
        (node.namespaces.get(prefix, "") if prefix else "", local, value)
        for prefix, local, value in split
    }
