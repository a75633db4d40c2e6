"""The mistakes in the expressions of an XForm, all at once and with the words of a workbook's.

The engine stops at the first of them. What it finds besides is said when these are mended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Final

from fieldkit.forms.findings import Finding, Place, did_you_mean, error
from fieldkit.forms.self_reads import Names
from fieldkit.forms.workbook.expressions import Written, function_findings, syntax_finding
from fieldkit.forms.workbook.references import list_findings
from fieldkit.forms.xpath.ast import Expr, Path, Root, walk
from fieldkit.forms.xpath.errors import XPathSyntaxError
from fieldkit.forms.xpath.parser import parse

# What the engine evaluates for a node of the form; elsewhere a lost path hides nothing.
_READ: Final = frozenset(
    {"relevant", "calculate", "constraint", "required", "readonly", "choices", "repeat count"}
)

_ADD_LIST: Final = "Add the list to the form, or correct its name."


class _AsItIs(Written):
    """An expression that nobody writes anew before it is run."""

    @property
    def source(self) -> str:
        return self.text


def expression_findings(
    written: Iterable[tuple[str, str, str]], known: Collection[Names], lists: Collection[str]
) -> Iterator[Finding]:
    """What is no expression, calls no function, asks for no list, or reads a place that is not.

    `written` gives each expression as the path of its node, its construct and its text; `known` are
    the places of the form by local names, `lists` the ids of its lists.
    """
    for path, construct, text in written:
        if not text.strip():
            continue
        place = Place(path=path)
        try:
            tree = parse(text)
        except XPathSyntaxError as fault:
            yield _of(construct, syntax_finding(place, text, fault))
            continue
        asked = [_AsItIs(text, place, tree)]
        found = [*function_findings(asked), *list_findings(asked, lists, _ADD_LIST)]
        yield from (_of(construct, each) for each in found)
        if construct in _READ and _local(path) in known and not found:
            yield from (_of(construct, each) for each in _lost(tree, place, known))


def _lost(tree: Expr, place: Place, known: Collection[Names]) -> Iterator[Finding]:
    """Whole paths to what the form does not have; relative ones depend on what is around them."""
    for part in walk(tree):
        names = _whole(part)
        if names and names not in known and names[:1] in known:
            yield error(
                "unknown-reference",
                place,
                f"It reads /{'/'.join(names)}, which is not in the form.",
                did_you_mean(
                    names[-1],
                    [each[-1] for each in known],
                    otherwise="Correct the path, or add the question.",
                ),
            )


def _whole(part: Expr) -> Names:
    """The names of a path from the root that is nothing but names; () for anything else."""
    if not isinstance(part, Path) or not isinstance(part.base, Root):
        return ()
    plain = all(step.axis == "child" and step.name for step in part.steps)
    return tuple([step.name for step in part.steps]) if plain else ()


def _local(path: str) -> Names:
    return tuple([name.rpartition(":")[2] for name in path.strip().split("/")[1:]])


def _of(construct: str, finding: Finding) -> Finding:
    return replace(finding, problem=f"In its {construct}: {finding.problem}")
