"""OpenRosa XML: the submission written, and read back into the blank form."""

from __future__ import annotations

from collections.abc import Mapping

from fieldkit.forms.errors import FormError
from fieldkit.forms.instance import ATTRIBUTE, DocumentRefused, Node, parse_document
from fieldkit.forms.namespaces import OPENROSA, XFORMS, form_version
from fieldkit.forms.places import copy, definition_of, insertion_index
from fieldkit.forms.structure import REPEAT, NodeDefinition

_DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>\n"

# Written here: `xml.sax.saxutils` loads the modules of the network with it, which took a tenth of
# the start of every command.
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({"\n": "&#10;", "\t": "&#9;"})


def serialise(root: Node, record: str) -> bytes:
    """The submission of a primary instance: what is not relevant is left out.

    The form's own names are written as the form writes them; the XForms namespace, which every
    form gives its instance by default, is not repeated (so do the OpenRosa servers expect it). A
    form without `meta/instanceID` gets one, in its own meta block or one in the OpenRosa namespace.
    """
    written: list[str] = [_DECLARATION]
    _write(root, {"": "", "xml": ""}, written, "" if _has_instance_id(root) else record)
    return "".join(written).encode("utf-8")


def _has_instance_id(root: Node) -> bool:
    return any(meta.child("instanceID") for meta in root.by_name.get("meta", ()))


def _write(node: Node, scope: Mapping[str, str], written: list[str], record: str) -> None:
    if not node.relevant:
        return
    declared = _declarations(node, scope)
    inner = {**scope, **declared} if declared else scope
    attributes = {
        **{f"xmlns:{prefix}" if prefix else "xmlns": uri for prefix, uri in declared.items()},
        **{name: value for name, value in _attributes(node).items() if not _is_ours(name)},
    }
    written.append(f"<{node.qualified_name}")
    written.extend(f" {name}={_quoted(value)}" for name, value in attributes.items())
    children = [child for child in node.children if child.relevant and child.kind != ATTRIBUTE]
    meta = next((child for child in children if record and child.name == "meta"), None)
    if not children and not node.text and not record:
        written.append("/>")
        return
    written.append(">")
    written.append(node.text.translate(_IN_TEXT))
    for child in children:
        _write(child, inner, written, record if child is meta else "")
    if record and node.name == "meta":
        name = f"{node.prefix}:instanceID" if node.prefix else "instanceID"
        written.append(f"<{name}>{record.translate(_IN_TEXT)}</{name}>")
    elif record and meta is None:
        written.append(_meta(record))
    written.append(f"</{node.qualified_name}>")


def _attributes(node: Node) -> Mapping[str, str]:
    """The attributes as the form has them, computed ones (entities) with their value of now."""
    computed = {
        child.name.removeprefix("@"): child for child in node.children if child.kind == ATTRIBUTE
    }
    if not computed:
        return node.attributes
    kept = {name: value for name, value in node.attributes.items() if name not in computed}
    return {**kept, **{name: each.text for name, each in computed.items() if each.relevant}}


def _is_ours(name: str) -> bool:
    return name.endswith(":template")


def _declarations(node: Node, scope: Mapping[str, str]) -> dict[str, str]:
    """Namespaces this element needs and nobody above has declared."""
    needed: dict[str, str] = {}
    own = "" if node.namespace == XFORMS and not node.prefix else node.namespace
    if scope.get(node.prefix) != own:
        needed[node.prefix] = own
    for name in node.attributes:
        prefix = name.rpartition(":")[0]
        uri = node.namespaces.get(prefix, "")
        if prefix and uri and not _is_ours(name) and scope.get(prefix) != uri:
            needed[prefix] = uri
    return needed


def _quoted(value: str) -> str:
    """The value of an attribute in whichever quotes are not in it."""
    written = value.translate(_IN_ATTRIBUTE)
    if '"' in written and "'" not in written:
        return f"'{written}'"
    return '"' + written.replace('"', "&quot;") + '"'


def _meta(record: str) -> str:
    return (
        f'<orx:meta xmlns:orx="{OPENROSA}">'
        f"<orx:instanceID>{record.translate(_IN_TEXT)}</orx:instanceID></orx:meta>"
    )


def read_instance(submission: bytes, blank: Node, patterns: Mapping[str, Node]) -> Node:
    """The document of a submission laid over a blank one.

    What the submission left out (it was not relevant) has the form's default again; repeats have
    the rows of the submission, copied from `patterns`. What the form has no place for is left out
    (`left_out` names it). Raises FormError (`xform`) when it is no submission of this form.
    """
    saved = _saved(submission)
    document = copy(blank)
    root = document.element()
    # Nearly all forms call their root `data`; the id is what tells them apart (OpenRosa
    # MetaDataSchema: the form id identifies the form, and every submission carries it).
    own, given = root.attributes.get("id"), saved.attributes.get("id")
    if saved.name != root.name or (own and given and own != given):
        raise _foreign()
    _lay_over(root, saved, patterns)
    return document


def record_of(submission: bytes) -> str:
    """The `meta/instanceID` of a submission; "" where it has none. Raises FormError (`xform`)."""
    for meta in _saved(submission).by_name.get("meta", ()):
        for found in meta.by_name.get("instanceID", ()):
            return found.text.strip()
    return ""


def left_out(submission: bytes, root: NodeDefinition) -> list[str]:
    """The paths of a submission for which the form has no place, each once, in their order.

    Those inside one of them are not named again, nor is what a server adds to `meta`. Raises
    FormError (`xform`).
    """
    found: dict[str, None] = {}
    waiting: list[tuple[Node, NodeDefinition]] = [(_saved(submission), root)]
    while waiting:
        node, definition = waiting.pop()
        known = {child.names[-1]: child for child in definition.children}
        for child in node.children:
            if child.name not in known and "meta" not in (node.name, child.name):
                found[f"{definition.path}/{child.name}"] = None
        inside = [(child, known[child.name]) for child in node.children if child.name in known]
        waiting.extend(reversed(inside))
    return list(found)


def version_of(submission: bytes) -> str:
    """The form version a submission says it was made with; "" where it does not. Raises FormError
    (`xform`)."""
    return form_version(_saved(submission))


def _saved(submission: bytes) -> Node:
    try:
        return parse_document(submission).element()
    except DocumentRefused:
        raise _foreign() from None


def _foreign() -> FormError:
    return FormError("The submission is not one of this form.", code="xform")


def _lay_over(node: Node, saved: Node, patterns: Mapping[str, Node]) -> None:
    definition = definition_of(node)
    if definition.is_leaf:
        node.write(saved.text)
    for child in definition.children:
        found = saved.by_name.get(child.names[-1], [])
        if child.name.startswith("@"):
            found = [Node(child.name, saved.attributes.get(child.name[1:], ""))]
        if child.kind == REPEAT:
            _lay_rows(node, child, found, patterns)
        elif found:
            kept = node.child(child.names[-1])
            assert kept is not None
            _lay_over(kept, found[0], patterns)


def _lay_rows(
    parent: Node, repeat: NodeDefinition, saved: list[Node], patterns: Mapping[str, Node]
) -> None:
    for row in list(parent.by_name.get(repeat.names[-1], ())):
        parent.remove(row)
    for each in saved:
        row = copy(patterns[repeat.path])
        parent.insert(insertion_index(parent, repeat), row)
        _lay_over(row, each, patterns)
