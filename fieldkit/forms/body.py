"""The body of an XForm: how each question, group and repeat is asked, and the actions there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from fieldkit.forms.actions import (
    SensorAction,
    SetValue,
    absolute,
    read_actions,
    read_sensor_actions,
)
from fieldkit.forms.errors import FormError
from fieldkit.forms.expressions import Expression, expression
from fieldkit.forms.instance import Node
from fieldkit.forms.itext import GUIDANCE, read_text
from fieldkit.forms.lexical import stored
from fieldkit.forms.namespaces import JAVAROSA, attribute
from fieldkit.forms.structure import Control, Item, Itemset, RepeatRule, Text

INPUTS = frozenset(
    {"input", "select", "select1", "trigger", "range", "upload", "rank", "secret", "textarea"}
)
# What says where a control belongs; every other attribute says how it looks and is passed on.
_PLACES = frozenset({"ref", "nodeset", "bind", "appearance"})


@dataclass
class Body:
    """Everything the body says, by definition path."""

    controls: dict[str, Control] = field(default_factory=dict[str, Control])
    repeats: dict[str, RepeatRule] = field(default_factory=dict[str, RepeatRule])
    actions: list[SetValue] = field(default_factory=list[SetValue])
    sensor_actions: list[SensorAction] = field(default_factory=list[SensorAction])


def read_body(element: Node | None, root: str) -> Body:
    """Read the `h:body` element; `root` is the path that relative references start from."""
    body = Body()
    if element is not None:
        _read_inside(element, root, body)
    return body


def _read_inside(element: Node, base: str, body: Body) -> None:
    for child in element.children:
        if child.name == "group":
            _read_group(child, base, body)
        elif child.name == "repeat":
            _read_repeat(child, base, body)
        elif child.name in INPUTS:
            _read_input(child, base, body)


def _read_group(element: Node, base: str, body: Body) -> None:
    reference = element.attributes.get("ref") or element.attributes.get("nodeset")
    path = absolute(reference, base) if reference else base
    if reference and path not in body.controls:
        body.controls[path] = _control(element, path)
    _read_actions(element, path, body)
    _read_inside(element, path, body)


def _read_repeat(element: Node, base: str, body: Body) -> None:
    path = absolute(element.attributes.get("nodeset") or element.attributes.get("ref", ""), base)
    count = attribute(element, JAVAROSA, "count")
    fixed = attribute(element, JAVAROSA, "noAddRemove") or ""
    body.repeats[path] = RepeatRule(
        count=expression(count, path, "repeat_count") if count else None,
        fixed=fixed.strip() in ("true()", "true", "1"),
    )
    own = _control(element, path)
    around = body.controls.get(path)
    body.controls[path] = own if around is None else replace(around, kind=own.kind)
    _read_actions(element, path, body)
    _read_inside(element, path, body)


def _read_input(element: Node, base: str, body: Body) -> None:
    path = absolute(element.attributes.get("ref", ""), base)
    body.controls[path] = _control(element, path)
    if element.name == "range":
        _check_range(element, path)
    _read_actions(element, path, body)


def _read_actions(element: Node, path: str, body: Body) -> None:
    body.actions.extend(read_actions(element, path, path))
    body.sensor_actions.extend(read_sensor_actions(element, path, path))


def _check_range(element: Node, path: str) -> None:
    for name in ("start", "end", "step"):
        written = element.attributes.get(name)
        if written is not None and not stored("decimal", written):
            raise FormError(
                f"The range {path} has a {name} that is no number.",
                code="range",
                question=path,
                construct="parameters",
                next_step=f"Write a number, for example {name}=1.",
            )
        if name == "step" and written is not None and not float(written):
            raise FormError(
                f"The range {path} has steps of 0, so it offers nothing.",
                code="range",
                question=path,
                construct="parameters",
                next_step="Write the distance between two marks, for example step=1.",
            )


def _control(element: Node, path: str) -> Control:
    parameters = {name: value for name, value in element.attributes.items() if name not in _PLACES}
    hint = read_text(element.child("hint"), path)
    return Control(
        kind=element.name,
        label=read_text(element.child("label"), path),
        hint=hint,
        guidance=_guidance(hint),
        appearance=element.attributes.get("appearance", ""),
        itemset=_itemset(element.child("itemset"), path),
        items=tuple(_item(item, path) for item in element.by_name.get("item", [])),
        parameters=parameters,
    )


def _guidance(hint: Text | None) -> Text | None:
    return replace(hint, form=GUIDANCE) if hint is not None and hint.itext else None


def _item(element: Node, path: str) -> Item:
    value = element.child("value")
    return Item(
        "" if value is None else value.text.strip(), read_text(element.child("label"), path)
    )


def _itemset(element: Node | None, path: str) -> Itemset | None:
    if element is None:
        return None
    return Itemset(
        nodes=expression(element.attributes.get("nodeset", ""), path, "choice list"),
        value=_reference(element.child("value"), path) or expression("value", path, "choice value"),
        label=_reference(element.child("label"), path),
    )


def _reference(element: Node | None, path: str) -> Expression | None:
    source = element.attributes.get("ref", "") if element is not None else ""
    return expression(source, path, "choice") if source else None
