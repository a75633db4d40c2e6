"""What is said after sending and receiving: paragraphs, each with its tone."""

from __future__ import annotations

from collections.abc import Iterator

from fieldkit.ui.failure_words import happened, next_step
from fieldkit.ui.language import language, ntext, number, text
from fieldkit.ui.models.exchange import (
    FileAnswered,
    FileIgnored,
    ReceiveResult,
    Refused,
    SendResult,
)
from fieldkit.ui.runner import Failure

Paragraph = tuple[str, str]
"""Tone of a banner, words."""


def sent(result: SendResult) -> Iterator[Paragraph]:
    """What sending did, and what to do with the stick."""
    if result.stopped is not None:
        yield "warn", "\n".join((*_why(result.stopped), _nothing_lost()))
        return
    if not result.files:
        yield "", text("There was nothing to send.")
        return
    yield "ok", _on_the_stick(result)
    yield "", _what_now(result)


def received(result: ReceiveResult) -> Iterator[Paragraph]:
    """What came back."""
    if result.is_nothing:
        yield (
            "",
            text(
                "There was nothing new for this laptop. Your coordinator leaves a receipt here when"
                " what you sent was imported."
            ),
        )
        return
    if result.confirmed:
        yield "ok", _confirmed(result.confirmed)
    elif result.receipts:
        yield "", text("A receipt came; it confirms nothing that was not confirmed before.")
    for answered in result.rejected:
        yield "danger", "\n".join(_rejected(answered))
    if result.kits:
        yield "ok", _installed(result)
    for ignored in result.ignored:
        yield "warn", "\n".join(_ignored(ignored))


def _on_the_stick(result: SendResult) -> str:
    records = ntext("{count} record", "{count} records", result.records)
    new = sum(each.is_new for each in result.files)
    if not new:
        return text("Everything was on the stick already: {records}.", records=records)
    return ntext(
        "{records} in {count} file are on the stick, sealed for your coordinator.",
        "{records} in {count} files are on the stick, sealed for your coordinator.",
        len(result.files),
        records=records,
    )


def _what_now(result: SendResult) -> str:
    if result.by_coordinator:
        return text("Import this folder to bring them into the registry.")
    return text(
        "Take the stick to your coordinator. This laptop keeps its own copy until a receipt comes"
        " back: losing the stick loses nothing."
    )


def _nothing_lost() -> str:
    return text(
        "Nothing is lost: what was not written is sealed and kept on this laptop. Send again, and"
        " it goes on where it stopped."
    )


def _confirmed(files: tuple[FileAnswered, ...]) -> str:
    count = sum(each.records for each in files)
    said = ntext(
        "Your coordinator has received {count} record.",
        "Your coordinator has received {count} records.",
        count,
    )
    numbers = language().locale.createSeparatedList([number(each.number) for each in files])
    return "\n".join((said, text("Confirmed: file {numbers}", numbers=numbers)))


def _rejected(answered: FileAnswered) -> Iterator[str]:
    yield ntext(
        "Your coordinator could not take file {number} with {count} record.",
        "Your coordinator could not take file {number} with {count} records.",
        answered.records,
        number=answered.number,
    )
    yield from _why(Refused(answered.reason, answered.reason))
    yield text("The records are still on this laptop.")


def _installed(result: ReceiveResult) -> str:
    code = language().code
    said = [text("Kit {number} was installed.", number=max(result.kits))]
    if result.forms:
        names = [name.within(code).text for name in result.forms]
        said.append(text("New forms: {names}", names=language().locale.createSeparatedList(names)))
    return "\n".join(said)


def _ignored(file: FileIgnored) -> Iterator[str]:
    yield text("A file was left alone: {name}", name=file.name)
    yield from _why(file.refused)


def _why(refused: Refused) -> Iterator[str]:
    failure = Failure(refused.code, refused.message)
    yield happened(failure)
    if todo := next_step(failure):
        yield todo
