"""The logic and the lists of an XForm that comes without its workbook: what differs elsewhere.

Findings stand at the path of the question and name the construct (`relevant`, `calculate` …).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from fieldkit.forms.findings import Finding, Place, error, warning
from fieldkit.forms.instance import Node
from fieldkit.forms.portability import differences, reads_from_outside
from fieldkit.forms.self_reads import REFUSED, Names, instead_of, names_of, self_reads
from fieldkit.forms.workbook.list_contents import Asked, list_findings
from fieldkit.forms.workbook.portability import said
from fieldkit.forms.workbook.xform_expressions import expression_findings
from fieldkit.forms.xpath.ast import Expr, FunctionCall, Literal, Path, walk
from fieldkit.forms.xpath.errors import XPathSyntaxError
from fieldkit.forms.xpath.parser import parse

_BIND = ("relevant", "calculate", "constraint", "required", "readonly")
_DECIDES = ("relevant", "calculate")
_TEXT_REFERENCE = "jr:itext("


@dataclass(frozen=True)
class _Logic:
    """An expression of an XForm: of which node, in which construct, and its tree."""

    path: str
    construct: str
    text: str
    tree: Expr

    @property
    def origin(self) -> Names:
        return _names(self.path)


def xform_logic_findings(document: Node, externals: Mapping[str, bytes]) -> list[Finding]:
    """Warnings about what ODK Collect and Enketo do otherwise; errors in what reads itself, and
    every expression that cannot be read.

    `externals` are the files of the form by address; what is wrong with them is said, too.
    """
    known = _paths(document)
    repeats = frozenset(
        _names(node.attributes.get("nodeset", "")) for node in _all(document, "repeat")
    )
    top = _root(document)  # its name stands for the record, as the id of its instance does
    lists = {node.attributes.get("id", "") for node in _all(document, "instance")}
    lists |= {top.name} if top is not None else set[str]()
    findings = list(expression_findings(_written(document), known, lists))
    for logic in _logic(document):
        findings.extend(_differences(logic, repeats if logic.origin in known else frozenset()))
        if logic.construct in _BIND and logic.construct != "constraint":
            findings.extend(_self_reads(logic, known))
    return [*dict.fromkeys(findings), *_list_findings(document, externals)]


def _differences(logic: _Logic, repeats: frozenset[Names]) -> Iterator[Finding]:
    def is_repeated(path: Path) -> bool:
        return reads_from_outside(names_of(path, logic.origin), logic.origin, repeats)

    for difference in differences(logic.tree, logic.text, is_repeated):
        finding = said(difference, Place(path=logic.path))
        yield replace(finding, problem=f"In its {logic.construct}: {finding.problem}")


def _self_reads(logic: _Logic, known: frozenset[Names]) -> Iterator[Finding]:
    origin, inside = logic.origin, logic.construct == "relevant"

    def is_own(path: Path) -> bool:
        names = names_of(path, origin)
        return names in known and (names[: len(origin)] == origin if inside else names == origin)

    found = self_reads(logic.tree, is_own)
    if not found:
        return
    place = Place(path=logic.path)
    rests = all(each.comes_to_rest(logic.construct) for each in found)
    if logic.construct in _DECIDES and not rests:
        yield error(
            "reads-itself",
            place,
            f"Its {logic.construct} reads {'what it hides' if inside else 'its own value'}.",
            "Let it read other questions only.",
        )
    else:
        problem = f"FieldKit runs a {logic.construct} that reads its own question, but "
        yield warning("portability", place, problem + REFUSED, instead_of(logic.construct))


def _logic(document: Node) -> Iterator[_Logic]:
    for path, construct, text in _written(document):
        try:
            yield _Logic(path, construct, text, parse(text))
        except XPathSyntaxError:
            continue  # has been said


def _written(document: Node) -> Iterator[tuple[str, str, str]]:
    top = _root(document)
    above = f"/{top.name}/" if top is not None else "/"
    for node in document.descendants():
        attributes = node.attributes
        match node.name:
            case "bind":
                # Old forms name the question alone (`nodeset="age"`).
                path = attributes.get("nodeset") or attributes.get("ref", "")
                for construct in _BIND:
                    if construct in attributes:
                        place = path if path.startswith("/") else above + path
                        yield place, construct, attributes[construct]
            case "setvalue" if "value" in attributes:
                yield attributes.get("ref", ""), "setvalue", attributes["value"]
            case "itemset" if "nodeset" in attributes:
                yield _owner(node), "choices", attributes["nodeset"]
            case "repeat" if count := _local(attributes, "count"):
                yield attributes.get("nodeset", ""), "repeat count", count
            case "output" if "value" in attributes:
                yield _owner(node), "text", attributes["value"]
            case _:
                pass


def _local(attributes: Mapping[str, str], name: str) -> str:
    return next((text for key, text in attributes.items() if key.rpartition(":")[2] == name), "")


def _owner(node: Node) -> str:
    """The path of the question around an element; for an itext, the one its id begins with."""
    at = node.parent
    while at is not None:
        if reference := at.attributes.get("ref") or at.attributes.get("nodeset"):
            if not reference.startswith(_TEXT_REFERENCE):
                return reference
        elif at.name == "text":
            return at.attributes.get("id", "").partition(":")[0]
        at = at.parent
    return ""


def _root(document: Node) -> Node | None:
    first = next(_all(document, "instance"), None)
    return first.children[0] if first is not None and first.children else None


def _paths(document: Node) -> frozenset[Names]:
    """Every place of the primary instance."""
    found: set[Names] = set()

    def note(node: Node, above: Names) -> None:
        found.add((*above, node.name))
        for child in node.children:
            note(child, (*above, node.name))

    top = _root(document)
    if top is not None:
        note(top, ())
    return frozenset(found)


def _names(path: str) -> Names:
    return tuple(name.rpartition(":")[2] for name in path.strip().split("/")[1:])


def _all(document: Node, name: str) -> Iterator[Node]:
    return (node for node in document.descendants() if node.name == name)


def _list_findings(document: Node, externals: Mapping[str, bytes]) -> Iterator[Finding]:
    sources = {
        node.attributes["src"]: node.attributes.get("id", "")
        for node in _all(document, "instance")
        if node.attributes.get("src", "") in externals
    }
    itemsets = list(_all(document, "itemset"))
    for address, instance_id in sources.items():
        asked = [each for node in itemsets for each in _asked(node, instance_id, address)]
        name = PurePosixPath(address).name
        yield from list_findings(
            name, externals[address], asked or [Asked(name, Place(path=address))]
        )


def _asked(itemset: Node, instance_id: str, address: str) -> Iterator[Asked]:
    try:
        tree = parse(itemset.attributes.get("nodeset", ""))
    except XPathSyntaxError:
        return
    called = (part for part in walk(tree) if isinstance(part, FunctionCall))
    first = next((call for call in called if call.name == "instance"), None)
    if first is None or first.arguments != (Literal(instance_id),):
        return
    value, label = (_reference(itemset, name) for name in ("value", "label"))
    yield Asked(
        PurePosixPath(address).name,
        Place(path=_owner(itemset)),
        columns=tuple(filter(None, (value, label))),
        value=value,
        several=itemset.parent is not None and itemset.parent.name in ("select", "rank"),
    )


def _reference(itemset: Node, name: str) -> str:
    """The column an itemset takes its values or labels from; "" for anything but a name."""
    child = itemset.child(name)
    reference = child.attributes.get("ref", "") if child is not None else ""
    return reference if reference.replace("-", "_").isidentifier() else ""
