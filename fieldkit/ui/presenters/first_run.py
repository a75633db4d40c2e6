"""The first run: from a kit, or from a coordinator's words, to a vault that is open.

Keeps what was said step by step, in memory only; the vault is made at the end, in one go.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.progress import NO_PROGRESS, Progress
from fieldkit.operations import drops, kits, set_up
from fieldkit.operations.file_names import free_folder, plain_name
from fieldkit.operations.kit_copies import copy_kit
from fieldkit.operations.set_up import Founding, Furnish, SetUp
from fieldkit.operations.vault_folders import find_vaults
from fieldkit.operations.vaults import NewVault
from fieldkit.sync.errors import KitRefused
from fieldkit.ui.models.first_run import (
    CodeBackStep,
    CodeStep,
    Content,
    DeploymentStep,
    DoneStep,
    FirstRunView,
    HandOutStep,
    KitStep,
    MakingStep,
    PersonStep,
    Road,
    Welcome,
)
from fieldkit.ui.models.passphrases import Proposal
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.chosen_places import folder_there
from fieldkit.ui.presenters.kit_facts import facts_of
from fieldkit.ui.presenters.passphrases import proposal
from fieldkit.vault.errors import BadRecoveryCode, VaultError
from fieldkit.vault.kdf import KdfCost

FOLDER: Final = "vault"


class FirstRunPresenter:
    """The steps of a first run. `kdf` None: what a guess costs is measured on this computer."""

    def __init__(self, access: Access, root: Path, *, kdf: KdfCost | None = None) -> None:
        self._access = access
        self._root = root
        self._kdf = kdf
        self._road = Road.JOIN
        self._content: Content = Welcome()
        self._kit = KitStep()
        self._kit_data = b""
        self._deployment = DeploymentStep()
        self._person = PersonStep()
        self._set_up: SetUp | None = None
        self._hand_out = HandOutStep()

    # --- the way

    def arrive(self) -> FirstRunView:
        """The welcome."""
        return self._show(self._before(Welcome()))

    def begin(self, road: Road) -> FirstRunView:
        """The first step of a road."""
        self._road = road
        return self._show(self._kit if road is Road.JOIN else self._deployment)

    def back(self) -> FirstRunView:
        """One step back; nothing that was said is forgotten. After the vault is made: no way."""
        return self._show(self._before(self._content))

    def _before(self, content: Content) -> Content:
        match content:
            case PersonStep():
                return self._kit if self._road is Road.JOIN else self._deployment
            case Proposal():
                return self._person
            case CodeStep():
                return proposal(self._access.randomness)
            case CodeBackStep() | MakingStep():
                return self._code()
            case HandOutStep() | DoneStep():
                return content
            case _:
                return Welcome(vaults_here=bool(find_vaults(self._root)))

    # --- the kit, or the deployment

    def read_kit(self, file: Path) -> FirstRunView:
        """Verify a kit and say what is in it.

        Raises EnvelopeRefused, KitRefused (`no-file`, `sample`).
        """
        kit = kits.inspect_kit(file)
        if kit.content.sample:
            raise KitRefused(
                "This is a sample kit; laptops for real people do not take it.",
                code="sample",
                next_step="Ask your coordinator for the kit of your deployment.",
            )
        self._kit_data = kit.data
        self._kit = KitStep(file, facts_of(kit))
        return self._show(self._kit)

    def accept_kit(self) -> FirstRunView:
        """Go on with the kit that was read."""
        teams = self._kit.facts.teams if self._kit.facts is not None else ()
        self._offer_teams(teams)
        return self._show(self._person)

    def found(self, name: str, municipality: str, teams: tuple[str, ...]) -> FirstRunView:
        """Keep what the deployment is called; the step stays when a name is missing."""
        said = tuple(dict.fromkeys(team.strip() for team in teams if team.strip()))
        self._deployment = DeploymentStep(name.strip(), municipality.strip(), said)
        if not (self._deployment.name and self._deployment.municipality):
            return self._show(self._deployment)
        self._offer_teams(())
        return self._show(self._person)

    def _offer_teams(self, teams: tuple[str, ...]) -> None:
        kept = self._person.team if self._person.team in teams else ""
        only = teams[0] if len(teams) == 1 else kept
        self._person = PersonStep(self._person.name, only, teams)

    # --- the person and her passphrase

    def introduce(self, name: str, team: str) -> FirstRunView:
        """Keep who opens the vault; the step stays when her name or her team is missing."""
        known = team if team in self._person.teams else ""
        self._person = replace(self._person, name=name.strip(), team=known)
        if not name.strip() or (self._person.teams and not known):
            return self._show(self._person)
        return self._show(proposal(self._access.randomness))

    def other_words(self) -> FirstRunView:
        """Propose six other words."""
        return self._show(proposal(self._access.randomness))

    def choose(self, passphrase: HiddenBytes) -> FirstRunView:
        """Take a passphrase and show the recovery code. Raises WeakPassphrase."""
        wanted = NewVault(
            self._free_folder(),
            self._person.name,
            passphrase,
            "worker" if self._road is Road.JOIN else "coordinator",
        )
        self._set_up = SetUp(wanted)
        return self._show(self._code())

    def _free_folder(self) -> Path:
        facts = self._kit.facts
        joined = facts.municipality if facts is not None else ""
        named = joined if self._road is Road.JOIN else self._deployment.municipality
        return free_folder(self._root, plain_name(named, FOLDER))

    # --- the recovery code

    def written_down(self) -> FirstRunView:
        """Hide the code and have it typed back."""
        return self._show(CodeBackStep(self._chosen.tries_left))

    def type_back(self, typed: HiddenBytes) -> FirstRunView:
        """Compare; the right code leads on to making, a wrong one is told in the step."""
        try:
            self._chosen.type_back(typed)
        except BadRecoveryCode:
            return self._show(CodeBackStep(self._chosen.tries_left, mistaken=True))
        except VaultError:
            return self._show(self._code(renewed=True))
        return self._show(MakingStep())

    def _code(self, *, renewed: bool = False) -> CodeStep:
        groups = self._chosen.code.data.decode("ascii").split("-")
        return CodeStep(tuple(groups), renewed)

    @property
    def _chosen(self) -> SetUp:
        assert self._set_up is not None, "a passphrase comes before its recovery code"
        return self._set_up

    # --- making

    def make(self, progress: Progress = NO_PROGRESS) -> FirstRunView:
        """Make the vault, put the kit in, and hold it open. Raises what `SetUp.make` raises."""
        furnish, rest = self._furnish(progress)
        vault = self._chosen.make(
            self._access.clock,
            furnish,
            kdf=self._kdf,
            randomness=self._access.randomness,
            progress=rest,
        )
        self._access.take(vault)
        self._set_up = None
        return self._show(DoneStep(self._road) if self._road is Road.JOIN else self._hand_out)

    def _furnish(self, progress: Progress) -> tuple[Furnish, Progress]:
        """What goes into the vault, and the progress that is left for making it."""
        if self._road is Road.JOIN:
            return set_up.furnish_laptop(self._kit_data, self._person.team), progress
        count = len(kits.shipped_forms())
        whole = count + set_up.STEPS
        said = self._deployment
        founding = Founding(said.name, said.municipality, said.teams)
        forms = set_up.read_shipped_forms(_Part(progress, 0, whole))
        furnish = set_up.furnish_coordinator(
            founding, forms, self._access.clock, self._access.randomness
        )
        return furnish, _Part(progress, count, whole)

    # --- handing out

    def copy_kit(self, folder: Path) -> FirstRunView:
        """Write the kit where laptops get it. Raises what `copy_kit` raises."""
        file = copy_kit(self._access.vault, folder_there(folder))
        self._hand_out = replace(self._hand_out, kit_file=str(file))
        return self._show(self._hand_out)

    def prepare_drop(self, folder: Path) -> FirstRunView:
        """Prepare the folder that laptops leave batches in. Raises what `prepare_drop` raises."""
        place, access = folder_there(folder), self._access
        kits.prepare_drop(access.vault, drops.folder_drop(place), randomness=access.randomness)
        self._hand_out = replace(self._hand_out, drop=str(place))
        return self._show(self._hand_out)

    def finish(self) -> FirstRunView:
        """The last step."""
        return self._show(DoneStep(self._road))

    def _show(self, content: Content) -> FirstRunView:
        self._content = content
        folder = self._access.vault.folder if self._access.is_open else None
        return FirstRunView(self._road, content, folder)


class _Part:
    """The progress of one of several operations, as a part of the whole."""

    def __init__(self, whole: Progress, before: int, total: int) -> None:
        self._whole = whole
        self._before = before
        self._total = total

    def step(self, done: int, total: int, what: str = "") -> None:
        self._whole.step(self._before + done, self._total, what)
