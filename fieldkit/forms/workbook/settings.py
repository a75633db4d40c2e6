"""The settings sheet and the house columns: form id, version, gate, sensitivity, renames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldkit.forms.findings import Finding, Place, did_you_mean, error, warning
from fieldkit.forms.translation_states import SHEET as TRANSLATIONS
from fieldkit.forms.workbook.outline import Entry, Kind, Outline
from fieldkit.forms.workbook.tables import Row, Table
from fieldkit.model.sensitivity import Sensitivity

TAGS = tuple(tag.value for tag in Sensitivity)


@dataclass(frozen=True)
class Settings:
    """The first row of the settings sheet, by what each column means."""

    row: Row | None

    def text(self, name: str) -> str:
        """A setting, or "" where it is not given."""
        return self.row.text(name) if self.row else ""

    def place(self, name: str) -> Place:
        """Where the setting stands, or where it is missing."""
        return self.row.place(name) if self.row else Place("settings")


def settings_of(table: Table) -> Settings:
    """The settings of a form; only the first filled row counts, as in pyxform."""
    return Settings(next((row for row in table.rows if row), None))


def identity_findings(settings: Settings) -> Iterator[Finding]:
    """A form that does not say which form, and which version of it, it is."""
    if not settings.text("form_id"):
        yield warning(
            "no-form-id",
            settings.place("form_id"),
            "The form has no form_id; the name of the file is used instead.",
            "Write one in the sheet settings, so that renaming the file does not make a new form.",
        )
    if not settings.text("version"):
        yield warning(
            "no-version",
            settings.place("version"),
            "The form has no version; two editions of it could not be told apart.",
            "Write one in the sheet settings, for example 2026112201, and raise it at each change.",
        )


def default_language_findings(settings: Settings, languages: list[str]) -> Iterator[Finding]:
    """A default language that no column is written in."""
    wanted = settings.text("default_language")
    written = [language for language in languages if language]
    if wanted and written and wanted not in written:
        yield warning(
            "unknown-language",
            settings.place("default_language"),
            f"No column is written in the default language “{wanted}”.",
            did_you_mean(wanted, written, otherwise=f"Write one of: {', '.join(written)}."),
        )


def gate_question(settings: Settings, built: Outline) -> Entry | None:
    """The question that the setting fk_gate names; None when there is no gate or no such one."""
    name = _gate_name(settings)
    found = [entry for entry in built.questions if name and entry.name == name]
    return found[0] if len(found) == 1 else None


def gate_findings(settings: Settings, built: Outline) -> Iterator[Finding]:
    """A gate that cannot work: no such question, several, or one inside a repeat."""
    name = _gate_name(settings)
    if not name:
        return
    place = settings.place("fk_gate")
    found = [entry for entry in built.questions if entry.name == name]
    if not found:
        yield error(
            "unknown-gate",
            place,
            f"The gate {name} is no question of this form.",
            did_you_mean(
                name,
                [entry.name for entry in built.questions],
                otherwise="Write the name of the question that asks for permission.",
            ),
        )
    elif len(found) > 1:
        yield error(
            "ambiguous-gate",
            place,
            f"Several questions are called {name}.",
            "Give the question that asks for permission a name of its own.",
        )
    elif found[0].repeat:
        yield error(
            "gate-in-repeat",
            place,
            f"The gate {name} stands inside the repeat {found[0].repeat}.",
            "Permission is asked once: move the question out of the repeat.",
        )


def house_metadata(settings: Settings, gate: Entry | None) -> dict[str, str]:
    """The `fk_*` settings as a form package carries them; the gate as the path of its question.

    The state of the translations has a sheet of its own and is no setting.
    """
    names = settings.row.table.by_name if settings.row else ()
    ours = [name for name in names if name.startswith("fk_") and name != TRANSLATIONS]
    given = {name: settings.text(name) for name in ours}
    if gate is not None:
        given["fk_gate"] = gate.path
    return {name: text for name, text in given.items() if text}


def _gate_name(settings: Settings) -> str:
    return settings.text("fk_gate").removeprefix("${").removesuffix("}").strip()


def sensitivity_findings(built: Outline) -> Iterator[Finding]:
    """Words in fk_sensitivity that mean nothing, or that stand where nothing is answered."""
    for entry in built.entries:
        tag = entry.row.text("fk_sensitivity")
        if not tag:
            continue
        if tag not in TAGS:
            yield error(
                "bad-sensitivity",
                entry.row.place("fk_sensitivity"),
                f"“{tag}” is no sensitivity.",
                did_you_mean(tag, TAGS, otherwise=f"Write one of: {', '.join(TAGS)}."),
            )
        elif entry.kind is not Kind.QUESTION:
            yield warning(
                "idle-sensitivity",
                entry.row.place("fk_sensitivity"),
                "A sensitivity on a group or repeat has no effect.",
                "Tag each question; what is not tagged is treated as an identifier.",
            )


def rename_findings(built: Outline) -> Iterator[Finding]:
    """fk_was: the earlier name of a question, which therefore must be free now."""
    paths = {(entry.parents, entry.name): entry for entry in built.named}
    for entry in built.named:
        was = entry.row.text("fk_was")
        if was and (taken := paths.get((entry.parents, was))):
            yield error(
                "rename-clash",
                entry.row.place("fk_was"),
                f"{entry.name} cannot have been {was}: that name is used in row "
                f"{taken.row.number}.",
                "It takes over the old column, so nothing else may use the old name.",
            )
