"""The coordinator corrects a record, or decides between several versions of one.

Both go through a live session of the record's own form, so its rules hold for her as they did for
the person who asked. The result is a complete new version, signed by her device; what it replaces
stays in the registry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldkit.forms import Draft, DraftRow, FormSession, Moment
from fieldkit.model.clock import Clock, Randomness
from fieldkit.model.events import Event
from fieldkit.model.records import Record, encode_record
from fieldkit.operations.answer_lines import (
    AddRepeatLine,
    AnswerLine,
    BadLine,
    FinishLine,
    LanguageLine,
    Line,
    RemoveRepeatLine,
    read_line,
)
from fieldkit.operations.gate import YES
from fieldkit.operations.registries import Registry
from fieldkit.registry.authoring import Statement
from fieldkit.registry.errors import CorrectionRefused
from fieldkit.registry.keyed import KeyedRecord, keyed
from fieldkit.registry.review import merge, review

_SEED_SIZE = 16


@dataclass(frozen=True)
class Corrected:
    """The new version of a record: its event, and the heads it replaced."""

    record: str
    event: str
    replaced: list[str]


@dataclass(frozen=True)
class Correcting:
    """The coordinator at work: her registry, and the clock and chance of her versions."""

    registry: Registry
    clock: Clock
    randomness: Randomness

    def correct(self, record: str, lines: Sequence[Line]) -> Corrected:
        """Follow `lines` on the current version of a record and store the result.

        Raises UnknownRecord; CorrectionRefused (`conflict` when there are several versions,
        `incomplete` when the form's rules do not hold afterwards, `gate`, `unchanged`);
        AnswerRefused for a line the form does not take. Nothing is stored then.
        """
        current = self.registry.view().record(record)
        if len(current.heads) > 1:
            raise CorrectionRefused(
                "This record has several current versions; nothing was changed.",
                code="conflict",
                next_step="Decide between them first: fieldkit registry resolve.",
            )
        content = keyed(current.record)
        session = self._session(current.record, content)
        for line in lines:
            session.moment = self._moment()
            _follow(session, line)
        corrected = self._checked(session, current.record, content)
        if corrected == current.record:
            raise CorrectionRefused(
                "The record says this already; nothing was changed.", code="unchanged"
            )
        return self._store(corrected, current.heads, "record-corrected")

    def resolve(self, record: str, base: str, choices: Mapping[str, str]) -> Corrected:
        """Make one version of several: that of event `base`, with the keys of `choices` taken from
        the versions named there. The result replaces them all.

        Raises UnknownRecord, NoConflict, BadChoice, and CorrectionRefused as `correct` does.
        """
        versions = review(self.registry.store, record)
        content = merge(versions, base, choices)
        chosen = versions.versions[base]
        resolved = self._checked(self._session(chosen, content), chosen, content)
        return self._store(resolved, sorted(versions.versions), "conflict-resolved")

    def _session(self, record: Record, content: KeyedRecord) -> FormSession:
        definition = self.registry.forms.definition(record.form_hash)
        draft = Draft(
            values={key: answer.text for key, answer in content.values.items()},
            rows=[DraftRow(row.repeat, row.container, row.row) for row in content.rows],
            language=record.language,
            record=record.record,
        )
        session = FormSession(definition, self._moment(), record=record.record, draft=draft)
        session.recompute()  # a merge may bring answers that no calculation has seen together
        return session

    def _moment(self) -> Moment:
        return Moment(self.clock.now(), self.randomness.token(_SEED_SIZE))

    def _checked(self, session: FormSession, before: Record, content: KeyedRecord) -> Record:
        problems = session.validate()
        if problems:
            raise CorrectionRefused(
                "The form does not allow this; nothing was changed. Look at: "
                + ", ".join(problem.path for problem in problems[:3])
                + ("." if len(problems) <= 3 else f" and {len(problems) - 3} more."),
                code="incomplete",
            )
        gate = session.definition.gate
        if gate is not None and session.value(gate) != YES:
            raise CorrectionRefused(
                "The person's permission cannot be corrected away: that is a refusal, to be"
                " recorded on the laptop. Nothing was changed.",
                code="gate",
            )
        return session.record_content(before.subject, _languages(session, content))

    def _store(self, content: Record, heads: Sequence[str], action: str) -> Corrected:
        statement = Statement(
            kind="record",
            record=content.record,
            form_id=content.form_id,
            form_hash=content.form_hash,
            parents=list(heads),
            payload=encode_record(content),
        )
        vault = self.registry.vault
        with vault.transaction():
            event: Event = self.registry.author(self.clock, self.randomness).write(statement)
            vault.audit(action, record=content.record, event=event.id, replaced=len(heads))
        return Corrected(content.record, event.id, list(heads))


def _follow(session: FormSession, line: Line) -> None:
    match line:
        case AnswerLine(path, value):
            session.answer(path, value)
        case AddRepeatLine(path):
            session.add_repeat(path)
        case RemoveRepeatLine(path):
            session.remove_repeat(path)
        case LanguageLine(code):
            session.set_language(code)
        case FinishLine():
            pass  # a correction is finished when its lines are


def _languages(session: FormSession, content: KeyedRecord) -> dict[str, str]:
    """The language of each answer: as it was given, the session's for what is new."""
    new = {session.key(path): session.language for path in session.paths()}
    return new | dict(content.languages)


def read_lines(file: Path) -> list[Line]:
    """The instructions in a file of JSON Lines. Raises BadLine with the number of the line."""
    lines: list[Line] = []
    for number, text in enumerate(_text(file).split("\n"), start=1):
        if text.strip():
            lines.append(_numbered(number, text))
    return lines


def _numbered(number: int, text: str) -> Line:
    try:
        return read_line(text)
    except BadLine as bad:
        raise BadLine(f"Line {number}: {bad.message}", next_step=bad.next_step) from None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadLine(f"The file {file.name} cannot be read as UTF-8 text.") from None
