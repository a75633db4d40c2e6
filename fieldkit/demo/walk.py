"""The whole path on sample data: interviews, batches, import, receipts, publications.

Everything goes through `operations`, as a person's commands would. Clock and ids are seeded, so the
same seed publishes the same bytes; keys and passphrases are not.
"""

from __future__ import annotations

import contextlib
import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fieldkit.demo import interviews
from fieldkit.demo.deployment import MUNICIPALITY, TEAMS, Deployment, found
from fieldkit.demo.explain import explain
from fieldkit.demo.people import PEOPLE, Person
from fieldkit.demo.respondent import Respondent
from fieldkit.model.clock import SeededRandomness, SteppingClock
from fieldkit.model.errors import FieldKitError
from fieldkit.model.progress import NO_PROGRESS, Cancelled, Progress
from fieldkit.operations import drops, interview
from fieldkit.operations.answer_lines import AnswerLine, Line
from fieldkit.operations.correct import Correcting
from fieldkit.operations.import_batches import BatchOutcome, import_drop
from fieldkit.operations.publish import Wanted, publish_registry
from fieldkit.operations.receive import receive
from fieldkit.operations.registries import registry_of
from fieldkit.operations.replay import definition_path
from fieldkit.operations.send import send
from fieldkit.operations.subjects import mint_subject

FIRST_DAY = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
FORMS = ("consent_rights", "intake_household", "integration_survey", "intake_household")
Tell = Callable[[str], None]
# Two rounds of exchange, the corrections and the publications beside the interviews.
_STAGES = 4


class DemoFailed(FieldKitError):
    """The sample did not come out as it was put in; that is a fault of ours."""

    code = "demo-failed"


@dataclass
class Tally:
    """What was said to the sample's interviewers, counted on the laptops."""

    records: Counter[str] = field(default_factory=Counter[str])
    repeats: Counter[str] = field(default_factory=Counter[str])
    refusals: int = 0
    batches: int = 0
    imported: int = 0


@dataclass(frozen=True)
class DemoReport:
    """What the demo made, and where."""

    seed: int
    tally: Tally
    folder: Path
    laptops: list[Path]
    conflicts: int

    def as_json(self) -> dict[str, object]:
        """The report in the shape of the public surface."""
        return {
            "seed": self.seed,
            "records": dict(sorted(self.tally.records.items())),
            "repeats": dict(sorted(self.tally.repeats.items())),
            "refusals": self.tally.refusals,
            "batches": self.tally.batches,
            "imported": self.tally.imported,
            "laptops": [str(folder) for folder in self.laptops],
            "registry": str(self.folder / "coordinator"),
            "drop": str(self.folder / "drop"),
            "municipality": str(self.folder / "municipality"),
            "case": str(self.folder / "municipality-case"),
            "passphrases": str(self.folder / "passphrases"),
        }


def walk(
    folder: Path, *, records: int, seed: int, tell: Tell, progress: Progress = NO_PROGRESS
) -> DemoReport:
    """Make the sample deployment in the new folder `folder` and walk `records` interviews.

    `tell` hears a line of plain words before each stage. Raises FieldKitError when the folder
    is not empty, DemoFailed when the publication does not hold what the laptops counted, Cancelled
    when the person asked to stop: what was made by then is taken away again.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FieldKitError(
            f"The folder {folder} is not empty; nothing was made.",
            code="exists",
            next_step="Choose a new folder.",
        )
    clock, chance = SteppingClock(FIRST_DAY, timedelta(seconds=9)), SeededRandomness(seed)
    tell("Making a coordinator, two laptops and a kit; the laptops join by six words …")
    progress.step(0, records + _STAGES)
    deployment = found(folder, clock=clock, randomness=chance)
    try:
        return _Walk(deployment, clock, chance, seed, tell, progress).whole(records)
    except Cancelled:
        deployment.close()
        with contextlib.suppress(OSError):  # what cannot be deleted is about invented people
            shutil.rmtree(folder)  # it was empty or absent before: everything in it is ours
        raise
    finally:
        deployment.close()


@dataclass
class _Walk:
    deployment: Deployment
    clock: SteppingClock
    chance: SeededRandomness
    seed: int
    tell: Tell
    progress: Progress
    tally: Tally = field(default_factory=Tally)
    sent: list[tuple[int, interviews.Told, Respondent]] = field(
        default_factory=list[tuple[int, interviews.Told, Respondent]]
    )

    def whole(self, records: int) -> DemoReport:
        self.tell(f"Holding {records} interviews in several languages …")
        total = records + _STAGES
        for number in range(records):
            self.progress.step(number, total)
            self._interview(number)
        self.progress.step(records, total)
        self._exchange("The laptops seal and send; the coordinator imports; receipts go back …")
        self.progress.step(records + 1, total)
        self.tell("A correction on both sides, a household that grows; sent again …")
        self._corrections()
        self.progress.step(records + 2, total)
        self._exchange("The second round …")
        self.progress.step(records + 3, total)
        self.tell("Publishing …")
        self._publish()
        folder = self.deployment.folder
        explain(folder)
        laptops = [vault.folder for vault in self.deployment.laptops]
        return DemoReport(self.seed, self.tally, folder, laptops, self._conflicts())

    def _interview(self, number: int) -> None:
        laptop = number % len(TEAMS)
        vault = self.deployment.laptops[laptop]
        live = interview.start(vault, FORMS[number % len(FORMS)], self.clock, self.chance)
        # One further at every round, so that in time everybody meets every form.
        person = PEOPLE[(number + number // len(PEOPLE)) % len(PEOPLE)]
        respondent = self._respondent(person, number, mint_subject(vault, self.chance))
        told = interviews.hold(live, respondent)
        if told.declined:
            self.tally.refusals += 1
            return
        self.tally.records[told.form_id] += 1
        self._count_rows(live)
        self.sent.append((laptop, told, respondent))

    def _respondent(self, person: Person, number: int, subject: str) -> Respondent:
        return Respondent(
            person=person,
            subject=subject,
            today=self.clock.instant.date().isoformat(),
            municipality=MUNICIPALITY,
            team=TEAMS[number % len(TEAMS)],
            mood=random.Random(f"{self.seed}/{number}"),  # noqa: S311 - repeatable on purpose
            number=number,
        )

    def _count_rows(self, live: interview.Interview) -> None:
        form_id = live.definition.form_id
        for row in live.session.record_content("", {}).rows:
            self.tally.repeats[f"{form_id}/{definition_path(row).rpartition('/')[2]}"] += 1

    def _exchange(self, words: str) -> None:
        self.tell(words)
        drop = drops.folder_drop(self.deployment.drop)
        for vault in self.deployment.laptops:
            sent = send(vault, drop, clock=self.clock, randomness=self.chance)
            self.tally.batches += len(sent)
        report = import_drop(self.deployment.coordinator, self.deployment.drop, clock=self.clock)
        if report.refused or report.gaps or report.receipts_problem:
            raise DemoFailed("The coordinator did not take every batch of the sample.")
        done = [line for line in report.batches if line.outcome is BatchOutcome.IMPORTED]
        self.tally.imported += len(done)
        for vault in self.deployment.laptops:
            receive(vault, drop)

    def _corrections(self) -> None:
        """Two people correct one intake without knowing of each other: two heads. Another
        household grows: a new version that replaces the old one."""
        intakes = [each for each in self.sent if each[1].form_id == "intake_household"]
        if intakes:
            laptop, told, _ = intakes[0]
            live = self._resume(laptop, told)
            self._coordinator_corrects(told.record, live)
            interviews.correct(live, "note_neutral", "Διόρθωση στο φορητό.")
        growing = [each for each in intakes[1:] if each[2].person.household]
        if growing:
            laptop, told, respondent = growing[0]
            interviews.grow(self._resume(laptop, told), respondent, "نور")
            self.tally.repeats["intake_household/member"] += 1

    def _resume(self, laptop: int, told: interviews.Told) -> interview.Interview:
        vault = self.deployment.laptops[laptop]
        return interview.resume(vault, told.record, self.clock, self.chance)

    def _coordinator_corrects(self, record: str, live: interview.Interview) -> None:
        path = next(each for each in live.session.paths() if each.endswith("/note_neutral"))
        lines: list[Line] = [AnswerLine(path, "Διόρθωση στο γραφείο.")]
        registry = registry_of(self.deployment.coordinator)
        Correcting(registry, self.clock, self.chance).correct(record, lines)

    def _publish(self) -> None:
        for name, profile in (("municipality", "statistics"), ("municipality-case", "case")):
            report = publish_registry(
                self.deployment.coordinator,
                Wanted(self.deployment.folder / name, profile=profile),
                clock=self.clock,
                randomness=self.chance,
            )
            rows = {form: each.rows for form, each in report.forms.items() if each.rows}
            repeats = {
                f"{form}/{repeat}": count
                for form, each in report.forms.items()
                for repeat, count in each.repeats.items()
                if count
            }
            refusals = sum(each.refusals for each in report.forms.values())
            if (rows, repeats, refusals) != (
                dict(self.tally.records), dict(self.tally.repeats), self.tally.refusals
            ):  # fmt: skip
                raise DemoFailed(f"The {profile} publication does not hold what was answered.")

    def _conflicts(self) -> int:
        standings = registry_of(self.deployment.coordinator).view().standings()
        return sum(1 for standing in standings if len(standing.heads) > 1)
