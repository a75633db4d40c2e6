"""What every engine is asked to do, ours and its peers: a form, edits, and results to compare.

The forms come with their answers in the instance, so that no engine spends minutes on filling them.
A script is plain data: it goes to the engine's own process as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from benchmarks import form_texts
from fieldkit.forms import FormPackage

Step = tuple[str, ...]
"""("set", path, answer), ("add", repeat), ("remove", repeat, position), ("choices", path) or
("get", path); an engine brings the form up to date before the last of a turn's sets counts as done.
"""

Turn = tuple[Step, ...]


@dataclass(frozen=True)
class Edit:
    """Steps that are timed together, again and again: `turns` take turns, so each changes things.

    `before` is done once, `after` after each run; neither is timed. `heavy`: not for slow engines.
    """

    name: str
    turns: tuple[Turn, ...]
    before: Turn = ()
    after: Turn = ()
    heavy: bool = False


@dataclass(frozen=True)
class Script:
    """One form and what is done with it; `results` are read at the end and must agree."""

    name: str
    package: FormPackage
    edits: tuple[Edit, ...]
    results: tuple[str, ...]
    nested: bool = False
    heavy: bool = False

    def asked(self, *, slow: bool, runs: int, loads: int, seconds: float) -> dict[str, object]:
        """The script as an engine's process reads it; `seconds` is the most for each figure."""
        edits = [
            {"name": each.name, "turns": each.turns, "before": each.before, "after": each.after}
            for each in self.edits
            if not (slow and each.heavy)
        ]
        return {
            "xform": self.package.xform.decode(),
            "edits": edits,
            "results": self.results,
            "runs": runs,
            "loads": loads,
            "seconds": seconds,
        }


_HEAVY_FROM: Final = 1000


def flat(questions: int) -> Script:
    """The first, the middle and the last number of a long form, and the age all hangs on."""
    last = form_texts.sections(questions) - 1
    total = f"/data/s{last}/tot{last}"

    def edit(name: str, path: str, values: tuple[str, str], *, heavy: bool = False) -> Edit:
        turns = tuple((("set", path, value), ("get", total)) for value in values)
        return Edit(name, turns, heavy=heavy)

    middle = last // 2
    return Script(
        f"flat {questions}",
        form_texts.answered(form_texts.flat_form(questions), form_texts.flat_answers(questions)),
        (
            edit("first edit", "/data/s0/int0", ("7", "12")),
            edit("middle edit", f"/data/s{middle}/int{middle}", ("7", "12")),
            edit("last edit", f"/data/s{last}/int{last}", ("7", "12")),
            edit("fan-out edit", "/data/age", ("0", "44"), heavy=questions >= _HEAVY_FROM),
        ),
        (total,),
        heavy=questions > _HEAVY_FROM,
    )


def households(count: int, members: int) -> Script:
    """One age in the middle of nested repeats, and one more member there."""
    middle, last = f"/data/hh[{(count + 1) // 2}]", members + 1
    age = f"{middle}/mem[{(members + 1) // 2}]/mage"
    sums = (("get", "/data/tot_adults"), ("get", f"{middle}/n"))
    return Script(
        f"repeats {count}x{members}",
        form_texts.household_form(count, members),
        (
            Edit("edit of one age", tuple((("set", age, value), *sums) for value in ("9", "44"))),
            Edit(
                "add a member",
                ((("add", f"{middle}/mem"), *sums),),
                after=(("remove", f"{middle}/mem", str(last)),),
            ),
        ),
        ("/data/tot_adults", "/data/maxage", f"{middle}/n", f"{middle}/adults"),
        nested=True,
    )


def cascade(villages: int) -> Script:
    """A region and a district with the lists they narrow; then a village and its name."""

    def district(number: int) -> Turn:
        return (("set", "/data/region", f"r{number}"), ("set", "/data/district", f"d{number}"))

    lists = (("choices", "/data/district"), ("choices", "/data/village"))
    names = (("get", "/data/vname"), ("get", "/data/vlabel"))
    offered = ("v1", f"v{form_texts.DISTRICTS + 1}")
    return Script(
        f"list of {villages}",
        form_texts.cascade_form(villages),
        (
            Edit(
                "region, district and both lists",
                tuple((*district(number), *lists) for number in (2, 3)),
            ),
            Edit(
                "village, its choice name and label",
                tuple((("set", "/data/village", village), *names) for village in offered),
                before=district(1),
            ),
        ),
        ("/data/vname", "/data/vlabel"),
    )
