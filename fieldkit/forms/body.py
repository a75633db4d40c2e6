"""The body of an XForm: how each question, group and repeat is asked, and the actions there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.etree.ElementTree import Element

from msgspec.structs import replace

from fieldkit.forms.actions import (
    ACTIONS,
    SensorAction,
    SetValue,
    absolute,
    read_actions,
    read_sensor_actions,
)
from fieldkit.forms.errors import FormError
from fieldkit.forms.expressions import Expression, expression
from fieldkit.forms.itext import GUIDANCE, read_text
from fieldkit.forms.lexical import stored
from fieldkit.forms.markup import Markup
from fieldkit.forms.namespaces import JAVAROSA
from fieldkit.forms.structure import Control, Item, Itemset, RepeatRule, Text

INPUTS = frozenset(
    {"input", "select", "select1", "trigger", "range", "upload", "rank", "secret", "textarea"}
)
# What says where a control belongs; every other attribute says how it looks and is passed on.
_PLACES = frozenset({"ref", "nodeset", "bind", "appearance"})
# The children of an element by their names.
_Parts = dict[str, list[Element]]
_NO_PARAMETERS: Mapping[str, str] = MappingProxyType({})


@dataclass
class Body:
    """Everything the body says, by definition path; `without_place` has the kinds of questions that
    do not say which node they are about, and so are not asked."""

    markup: Markup
    controls: dict[str, Control] = field(default_factory=dict[str, Control])
    repeats: dict[str, RepeatRule] = field(default_factory=dict[str, RepeatRule])
    actions: list[SetValue] = field(default_factory=list[SetValue])
    sensor_actions: list[SensorAction] = field(default_factory=list[SensorAction])
    without_place: list[str] = field(default_factory=list[str])


def read_body(markup: Markup, element: Element | None, root: str) -> Body:
    """Read the `h:body` element; `root` is the path that relative references start from."""
    body = Body(markup)
    if element is not None:
        _read_inside(element, root, body)
    return body


def _read_inside(element: Element, base: str, body: Body) -> None:
    for child in element:
        tag = child.tag
        if tag == "group":
            _read_group(child, base, body)
        elif tag == "repeat":
            _read_repeat(child, base, body)
        elif tag in INPUTS:
            _read_input(child, base, body)


def _read_group(element: Element, base: str, body: Body) -> None:
    reference = element.get("ref") or element.get("nodeset")
    path = absolute(reference, base) if reference else base
    parts = _parts(element)
    if reference and path not in body.controls:
        body.controls[path] = _control(element, parts, path)
    _read_actions(element, parts, path, body)
    _read_inside(element, path, body)


def _read_repeat(element: Element, base: str, body: Body) -> None:
    path = absolute(element.get("nodeset") or element.get("ref", ""), base)
    count = body.markup.attribute(element, JAVAROSA, "count")
    fixed = body.markup.attribute(element, JAVAROSA, "noAddRemove") or ""
    body.repeats[path] = RepeatRule(
        count=expression(count, path, "repeat_count") if count else None,
        fixed=fixed.strip() in ("true()", "true", "1"),
    )
    parts = _parts(element)
    own = _control(element, parts, path)
    around = body.controls.get(path)
    body.controls[path] = own if around is None else replace(around, kind=own.kind)
    _read_actions(element, parts, path, body)
    _read_inside(element, path, body)


def _read_input(element: Element, base: str, body: Body) -> None:
    reference = element.get("ref") or element.get("nodeset")
    if not reference:
        body.without_place.append(element.tag)
        return
    path = absolute(reference, base)
    parts = _parts(element)
    body.controls[path] = _control(element, parts, path)
    if element.tag == "range":
        _check_range(element, path)
    _read_actions(element, parts, path, body)


def _parts(element: Element) -> _Parts:
    # One look at the children instead of one for each kind that is wanted of them.
    found: _Parts = {}
    for child in element:
        found.setdefault(child.tag, []).append(child)
    return found


def _read_actions(element: Element, parts: _Parts, path: str, body: Body) -> None:
    if not ACTIONS.isdisjoint(parts):
        body.actions.extend(read_actions(element, path, path))
        body.sensor_actions.extend(read_sensor_actions(body.markup, element, path, path))


def _check_range(element: Element, path: str) -> None:
    for name in ("start", "end", "step"):
        written = element.get(name)
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


def _control(element: Element, parts: _Parts, path: str) -> Control:
    hint = read_text(parts["hint"][0], path) if "hint" in parts else None
    return Control(
        kind=element.tag,
        label=read_text(parts["label"][0], path) if "label" in parts else None,
        hint=hint,
        guidance=_guidance(hint),
        appearance=element.get("appearance", ""),
        itemset=_itemset(parts["itemset"][0], path) if "itemset" in parts else None,
        items=tuple([_item(item, path) for item in _items(element, parts)]),
        parameters=_parameters(element),
    )


def _parameters(element: Element) -> Mapping[str, str]:
    written = element.attrib
    if len(written) == 1 and "ref" in written:
        return _NO_PARAMETERS
    return {name: value for name, value in written.items() if name not in _PLACES}


def _guidance(hint: Text | None) -> Text | None:
    return replace(hint, form=GUIDANCE) if hint is not None and hint.itext else None


def _items(element: Element, parts: _Parts) -> Iterable[Element]:
    """The choices written out, also those in groups (`choices`), in order."""
    return element.iter("item") if "choices" in parts else parts.get("item", ())


def _item(element: Element, path: str) -> Item:
    label = element.find("label")
    value = element.findtext("value", "").strip()
    return Item(value, None if label is None else read_text(label, path))


def _itemset(element: Element, path: str) -> Itemset:
    return Itemset(
        nodes=expression(element.get("nodeset", ""), path, "choice list"),
        value=_reference(element.find("value"), path) or expression("value", path, "choice value"),
        label=_reference(element.find("label"), path),
    )


def _reference(element: Element | None, path: str) -> Expression | None:
    source = element.get("ref", "") if element is not None else ""
    return expression(source, path, "choice") if source else None
