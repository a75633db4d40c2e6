"""The first run without a window: what is kept, what is refused, what is made."""

from __future__ import annotations

from pathlib import Path

import pytest
from joining_world import PASSPHRASE, TEAMS, Joining, access, found, joining_template, kit_of
from stopping import Watcher, assert_goes_forward

from fieldkit.demo.deployment import found as found_sample
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemRandomness
from fieldkit.operations.vaults import SAMPLE_COST
from fieldkit.sync.errors import EnvelopeRefused, KitRefused
from fieldkit.ui.models.first_run import (
    CodeBackStep,
    CodeStep,
    DeploymentStep,
    DoneStep,
    FirstRunView,
    HandOutStep,
    KitStep,
    MakingStep,
    PersonStep,
    Road,
    Stage,
    Welcome,
)
from fieldkit.ui.models.passphrases import Proposal
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.first_run import FirstRunPresenter
from fieldkit.vault import peers
from fieldkit.vault.errors import WeakPassphrase

SECRET = HiddenBytes(PASSPHRASE.encode())


__all__ = ["joining_template"]


@pytest.fixture
def kit(joining_template: Joining) -> Path:
    """A coordinator's kit."""
    return joining_template.kit


@pytest.fixture
def worked(tmp_path: Path) -> FirstRunPresenter:
    return presenter(access(), tmp_path / "vaults")


def presenter(opened: Access, root: Path) -> FirstRunPresenter:
    return FirstRunPresenter(opened, root, kdf=SAMPLE_COST)


def code_of(view: FirstRunView) -> HiddenBytes:
    assert isinstance(view.content, CodeStep)
    return HiddenBytes("-".join(view.content.groups).encode())


def to_the_code(worked: FirstRunPresenter, kit: Path) -> FirstRunView:
    worked.begin(Road.JOIN)
    worked.read_kit(kit)
    worked.accept_kit()
    worked.introduce("Αμίνα", "south")
    return worked.choose(SECRET)


def test_a_kit_is_shown_before_it_is_taken(worked: FirstRunPresenter, kit: Path) -> None:
    assert worked.begin(Road.JOIN) == FirstRunView(Road.JOIN, KitStep())
    view = worked.read_kit(kit)
    assert isinstance(view.content, KitStep)
    facts = view.content.facts
    assert facts is not None
    assert (facts.deployment, facts.municipality) == ("Δίκτυο υποδοχής", "dimos_deigma")
    assert facts.teams == TEAMS
    assert facts.version == 1
    assert len(facts.forms) == 2
    assert worked.accept_kit().content == PersonStep(teams=TEAMS)


def test_what_is_no_kit_is_refused(worked: FirstRunPresenter, tmp_path: Path) -> None:
    worked.begin(Road.JOIN)
    photo = tmp_path / "photo.fkk"
    photo.write_bytes(b"a photo")
    with pytest.raises(EnvelopeRefused):
        worked.read_kit(photo)
    with pytest.raises(KitRefused) as refused:
        worked.read_kit(tmp_path / "gone.fkk")
    assert refused.value.code == "no-file"


def test_a_sample_kit_is_refused_at_once(worked: FirstRunPresenter, tmp_path: Path) -> None:
    sample = found_sample(tmp_path / "sample", clock=access().clock, randomness=SystemRandomness())
    sample.close()
    worked.begin(Road.JOIN)
    with pytest.raises(KitRefused) as refused:
        worked.read_kit(tmp_path / "sample" / "kit.fkk")
    assert refused.value.code == "sample"


def test_the_step_stays_while_something_is_missing(worked: FirstRunPresenter, kit: Path) -> None:
    worked.begin(Road.JOIN)
    worked.read_kit(kit)
    worked.accept_kit()
    assert worked.introduce(" ", "south").content == PersonStep("", "south", TEAMS)
    assert worked.introduce("Αμίνα", "west").content == PersonStep("Αμίνα", "", TEAMS)
    assert isinstance(worked.introduce(" Αμίνα ", "south").content, Proposal)
    worked.begin(Road.COORDINATE)
    stays = worked.found("Network", " ", ("a", "a", ""))
    assert stays.content == DeploymentStep("Network", "", ("a",))


def test_the_only_team_is_chosen_already(worked: FirstRunPresenter, tmp_path: Path) -> None:
    with found(tmp_path / "coordinator", teams=("east",)) as coordinator:
        kit = kit_of(coordinator, tmp_path / "stick")
    worked.read_kit(kit)
    assert worked.accept_kit().content == PersonStep("", "east", ("east",))


def test_six_words_are_proposed_and_others_on_demand(worked: FirstRunPresenter) -> None:
    worked.begin(Road.COORDINATE)
    worked.found("Network", "Deigma", ())
    first = worked.introduce("Eleni", "").content
    second = worked.other_words().content
    assert isinstance(first, Proposal)
    assert isinstance(second, Proposal)
    assert len(first.words) == len(second.words) == 6
    assert first.words != second.words
    assert first.words[0] not in repr(first)


def test_a_weak_passphrase_is_refused(worked: FirstRunPresenter, kit: Path) -> None:
    to_the_code(worked, kit)
    with pytest.raises(WeakPassphrase):
        worked.choose(HiddenBytes(b"too short"))


def test_going_back_keeps_what_was_said(worked: FirstRunPresenter, kit: Path) -> None:
    shown = to_the_code(worked, kit)
    worked.written_down()
    assert worked.back() == shown
    assert isinstance(worked.back().content, Proposal)
    assert worked.back().content == PersonStep("Αμίνα", "south", TEAMS)
    assert isinstance(worked.back().content, KitStep)
    assert worked.back().content == Welcome()


def test_a_mistyped_code_is_told_and_after_three_there_is_another(
    worked: FirstRunPresenter, kit: Path, tmp_path: Path
) -> None:
    first = code_of(to_the_code(worked, kit))
    assert worked.written_down().content == CodeBackStep(3)
    wrong = HiddenBytes(b"00000")
    assert worked.type_back(wrong).content == CodeBackStep(2, mistaken=True)
    assert worked.type_back(wrong).content == CodeBackStep(1, mistaken=True)
    renewed = worked.type_back(wrong)
    assert isinstance(renewed.content, CodeStep)
    assert renewed.content.renewed
    assert code_of(renewed) != first
    assert not (tmp_path / "vaults").exists()


def test_a_laptop_is_made_with_its_kit_and_its_team(tmp_path: Path, kit: Path) -> None:
    opened = access()
    worked = presenter(opened, tmp_path / "vaults")
    code = code_of(to_the_code(worked, kit))
    worked.written_down()
    assert worked.type_back(code).content == MakingStep()
    done = worked.make()
    assert done.content == DoneStep(Road.JOIN)
    assert done.stages[done.position] is Stage.DONE
    vault = opened.vault
    assert vault.folder == tmp_path / "vaults" / "dimos-deigma"
    assert (vault.user, vault.role, vault.sample) == ("Αμίνα", "worker", False)
    assert vault.device.team == "south"
    assert peers.deployment(vault).enrolment is peers.Enrolment.NONE
    opened.lock()


def test_a_second_vault_of_the_same_place_gets_its_own_folder(tmp_path: Path, kit: Path) -> None:
    (tmp_path / "vaults" / "dimos-deigma").mkdir(parents=True)
    opened = access()
    worked = presenter(opened, tmp_path / "vaults")
    worked.type_back(code_of(to_the_code(worked, kit)))
    worked.make()
    assert opened.vault.folder.name == "dimos-deigma-2"
    opened.lock()


def test_a_coordinator_founds_a_deployment_and_hands_it_out(tmp_path: Path) -> None:
    opened = access()
    worked = presenter(opened, tmp_path / "vaults")
    worked.begin(Road.COORDINATE)
    worked.found("Δίκτυο", "Δήμος Δείγμα", ("βορράς", "νότος"))
    worked.introduce("Ελένη", "")
    worked.type_back(code_of(worked.choose(SECRET)))
    watcher = Watcher()
    assert worked.make(watcher).content == HandOutStep()
    assert_goes_forward(watcher)
    assert worked.back().content == HandOutStep()
    assert opened.vault.role == "coordinator"
    stick, share = tmp_path / "stick", tmp_path / "share"
    for folder in (stick, share):
        folder.mkdir()
    view = worked.copy_kit(stick)
    assert isinstance(view.content, HandOutStep)
    assert Path(view.content.kit_file).parent == stick
    view = worked.prepare_drop(share)
    assert isinstance(view.content, HandOutStep)
    assert view.content.drop == str(share)
    assert view.content.kit_file
    assert (share / "fieldkit-drop.json").is_file()
    assert worked.finish().content == DoneStep(Road.COORDINATE)
    opened.lock()
    with_kit = presenter(access(), tmp_path / "other")
    read = with_kit.read_kit(Path(view.content.kit_file)).content
    assert isinstance(read, KitStep)
    assert read.facts is not None
    assert read.facts.teams == ("βορράς", "νότος")
    assert len(read.facts.forms) == 3
