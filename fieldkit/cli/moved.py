"""How the command line tells a move to another form version; no answer is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import click

from fieldkit.forms.move_plan import Fate

_WORDS: Final = {
    Fate.RENAMED: "kept, under a new name",
    Fate.CONVERTED: "converted to a wider type",
    Fate.BROUGHT_BACK: "brought back",
    Fate.FLAGGED: "to be asked again, the old answer set aside",
    Fate.REMOVED: "asked no more, the answer set aside",
}


@dataclass(frozen=True)
class ToldAnswer:
    """Where an answer is, what becomes of it, and where it will be ("" for nowhere)."""

    path: str
    fate: Fate
    now: str

    def as_json(self) -> dict[str, str]:
        """As one object of the list `answers`."""
        return {"path": self.path, "fate": self.fate.value, "now": self.now}


def tell(answers: Sequence[ToldAnswer], added: Iterable[str]) -> None:
    """Print what becomes of the answers, one group of fates after the other."""
    copied = sum(each.fate is Fate.COPIED for each in answers)
    click.echo(f"  kept as they are: {copied}")
    for fate, words in _WORDS.items():
        for each in answers:
            if each.fate is fate:
                arrow = f" -> {each.now}" if fate is Fate.RENAMED else ""
                click.echo(f"  {words}: {each.path}{arrow}")
    for path in added:
        click.echo(f"  asked newly: {path}")
