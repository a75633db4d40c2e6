"""What a check of a form file gives: its findings in order, and the package when it is sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fieldkit.forms.findings import Finding, Place
from fieldkit.forms.instance import Node
from fieldkit.forms.namespaces import form_version
from fieldkit.forms.package import FormPackage
from fieldkit.forms.translation_states import TranslationState
from fieldkit.forms.workbook.coverage import LanguageCoverage, SensitivityReport
from fieldkit.forms.workbook.outline import Outline

# What the engine calls a construct -> the column it is written in.
_COLUMNS = {"calculate": "calculation", "readonly": "read_only", "choices": "choice_filter"}
_MADE_COUNT: Final = "_count"
EXPORT_AGAIN: Final = "Correct the file at that place, or export the form again."


@dataclass(frozen=True)
class FormCheck:
    """The result of a check. `package` is None exactly when `findings` holds an error.

    `translations` is empty for a form that does not say which of its languages are drafts.
    """

    path: Path
    findings: Sequence[Finding]
    package: FormPackage | None = None
    languages: Sequence[LanguageCoverage] = ()
    sensitivity: SensitivityReport = field(default_factory=lambda: SensitivityReport({}))
    outline: Outline = field(default_factory=Outline)
    translations: Sequence[TranslationState] = ()

    @property
    def ok(self) -> bool:
        """True when the form can be used."""
        return self.package is not None

    def place_of(self, path: str, construct: str = "name") -> Place:
        """The cell of `construct` in the row that made the node at `path`.

        The name where the row has no such cell; the path itself where there is no workbook.
        """
        entry = self.outline.named_at(path)
        if entry is None and path.endswith(_MADE_COUNT):
            # pyxform makes a question of a repeat_count that is an expression.
            entry, construct = self.outline.named_at(path.removesuffix(_MADE_COUNT)), "repeat_count"
        if entry is None:
            return Place(path=path)
        column = _COLUMNS.get(construct, construct)
        return entry.row.place(column if entry.row.text(column) else "name")


def identity(document: Node) -> dict[str, str]:
    """Form id, version and title as the XForm states them."""
    nodes = list(document.descendants())
    title = next((node for node in nodes if node.name == "title"), None)  # h:title comes first
    instance = next((node for node in nodes if node.name == "instance"), None)
    root = instance.children[0] if instance is not None and instance.children else None
    return {
        "form_id": root.attributes.get("id", "") if root else "",
        "version": form_version(root) if root else "",
        "title": title.string_value().strip() if title else "",
    }


def has_errors(findings: Sequence[Finding]) -> bool:
    """Whether one of them stops the form."""
    return any(finding.is_error for finding in findings)


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """Errors first, then sheet by sheet, row by row, cell by cell; nothing twice."""
    once = list(dict.fromkeys(findings))
    sheets = {name: index for index, name in enumerate(("", "survey", "choices", "settings"))}
    return sorted(
        once,
        key=lambda finding: (
            not finding.is_error,
            sheets.get(finding.place.sheet.lower(), len(sheets)),
            finding.place.row,
            len(finding.place.column),
            finding.place.column,
        ),
    )
