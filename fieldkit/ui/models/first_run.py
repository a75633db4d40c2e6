"""What the first run shows: one step at a time, on one of two roads.

Some of it is secret (words of a passphrase, a recovery code) or a person's name: none of it prints.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from fieldkit.ui.models.kit import KitFacts
from fieldkit.ui.models.passphrases import Proposal


class Road(Enum):
    """Why a vault is made: to join a deployment with its kit, or to set one up."""

    JOIN = "join"
    COORDINATE = "coordinate"


class Stage(Enum):
    """The steps that the indicator names."""

    KIT = "kit"
    DEPLOYMENT = "deployment"
    PERSON = "person"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a step
    CODE = "code"
    HAND_OUT = "hand-out"
    DONE = "done"


STAGES = {
    Road.JOIN: (Stage.KIT, Stage.PERSON, Stage.PASSPHRASE, Stage.CODE, Stage.DONE),
    Road.COORDINATE: (
        Stage.DEPLOYMENT,
        Stage.PERSON,
        Stage.PASSPHRASE,
        Stage.CODE,
        Stage.HAND_OUT,
        Stage.DONE,
    ),
}


@dataclass(frozen=True)
class Welcome:
    """Three ways to begin. `vaults_here`: there is something to unlock, so there is a way back."""

    vaults_here: bool = False


@dataclass(frozen=True)
class KitStep:
    """The kit file; `facts` once it was read."""

    file: Path | None = None
    facts: KitFacts | None = None


@dataclass(frozen=True)
class DeploymentStep:
    """What a coordinator says of a new deployment."""

    name: str = ""
    municipality: str = ""
    teams: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonStep:
    """Who will open the vault. `teams`: those to choose from, none when there is no choice."""

    name: str = field(default="", repr=False)
    team: str = ""
    teams: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeStep:
    """The recovery code in groups. `renewed`: it was mistyped too often, this is another one."""

    groups: tuple[str, ...] = field(repr=False)
    renewed: bool = False


@dataclass(frozen=True)
class CodeBackStep:
    """The code is typed back. `mistaken`: the last try was wrong; `tries_left` with the next."""

    tries_left: int
    mistaken: bool = False


@dataclass(frozen=True)
class MakingStep:
    """Everything is known; the vault is being made."""


@dataclass(frozen=True)
class HandOutStep:
    """Where the kit was written to and which folder was prepared as a drop, so far."""

    kit_file: str = ""
    drop: str = ""


@dataclass(frozen=True)
class DoneStep:
    """The vault is there and open; what comes next depends on the road."""

    road: Road


Content = (
    Welcome
    | KitStep
    | DeploymentStep
    | PersonStep
    | Proposal
    | CodeStep
    | CodeBackStep
    | MakingStep
    | HandOutStep
    | DoneStep
)

_STAGE_OF: dict[type[Content], Stage] = {
    KitStep: Stage.KIT,
    DeploymentStep: Stage.DEPLOYMENT,
    PersonStep: Stage.PERSON,
    Proposal: Stage.PASSPHRASE,
    CodeStep: Stage.CODE,
    CodeBackStep: Stage.CODE,
    MakingStep: Stage.CODE,
    HandOutStep: Stage.HAND_OUT,
    DoneStep: Stage.DONE,
}


@dataclass(frozen=True)
class FirstRunView:
    """The present step, and the road it lies on. `folder` is where the vault was made, once it
    is."""

    road: Road
    content: Content
    folder: Path | None = None

    @property
    def stages(self) -> tuple[Stage, ...]:
        """What the indicator shows; nothing while the road is not chosen."""
        return () if isinstance(self.content, Welcome) else STAGES[self.road]

    @property
    def position(self) -> int:
        """The place of the present step among `stages`."""
        stage = _STAGE_OF.get(type(self.content))
        return self.stages.index(stage) if stage in self.stages else 0
