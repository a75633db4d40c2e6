"""Joining a deployment: a request, six words one way, six words back; and being shut out.

Words are read aloud between people who know each other: they prove that the kit, the keys, the
name and the team on both computers are the same (docs/formats/envelope.md, section 4).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from fieldkit.model.clock import Clock, to_text
from fieldkit.model.devices import Device, DeviceStatus
from fieldkit.operations.kits import current_kit, read_small_file
from fieldkit.platform import replace_durably
from fieldkit.sync import enrolment
from fieldkit.sync.enrolment import EnrolmentRequest, read_request, sign_request
from fieldkit.sync.errors import EnrolmentRefused, EnvelopeRefused, KitRefused
from fieldkit.sync.words import Direction, same_words, words
from fieldkit.vault import peers
from fieldkit.vault.peers import Deployment, Enrolment, Peer
from fieldkit.vault.vault import Vault


@dataclass(frozen=True)
class Requested:
    """A request that was written; `words` are to be read to the coordinator."""

    device: str
    label: str
    team: str
    words: str


@dataclass(frozen=True)
class Approved:
    """A device that was approved; `words` are to be read back to its user."""

    device: str
    label: str
    team: str
    author: str
    words: str


def request(vault: Vault, out: Path, *, label: str, team: str, clock: Clock) -> Requested:
    """Write a request to join to the file `out` and say the words for it.

    `label` "" takes one from the device's id; `team` "" takes the only team of the kit. Asking
    again before the approval makes a new request with the same words if nothing changed. Raises
    NoDeployment, EnrolmentRefused (`is-coordinator`, `enrolled`, `unknown-team`, `name-taken`),
    StorageError.
    """
    deployment = peers.deployment(vault)
    _check_may_ask(deployment)
    _check_target(out)
    device = replace_device(vault.device, label, _team(vault, team))
    kit_hash = peers.kit_hashes(vault)[deployment.kit_version]
    asked = EnrolmentRequest(
        schema=enrolment.SCHEMA,
        deployment=deployment.deployment,
        kit=kit_hash,
        device=device,
        author=vault.author,
        sample=vault.sample,
        created_at=to_text(clock.now()),
    )
    with vault.transaction():
        vault.set_setting("device_label", device.label)
        vault.set_setting("team", device.team)
        changed = replace(
            deployment, enrolment=Enrolment.REQUESTED, team=device.team, request_kit=kit_hash
        )
        peers.set_deployment(vault, changed)
        vault.audit("enrolment-requested", kit=kit_hash)
    replace_durably(out, sign_request(asked, vault.device_keys().signing))
    spoken = words(
        Direction.REQUEST, kit_hash, _coordinator(vault, deployment), device, vault.author
    )
    return Requested(device.id, device.label, device.team, spoken)


def replace_device(device: Device, label: str, team: str) -> Device:
    """The same device under a label (from its id when "") and in a team."""
    return Device(
        device.signing_key, device.receiving_key, label or f"laptop-{device.id[:6]}", team
    )


def read_enrolment(data: bytes) -> EnrolmentRequest:
    """Who asks, for the coordinator to see before she listens to the words.

    Raises EnvelopeRefused.
    """
    return read_request(data)


def approve(vault: Vault, data: bytes, heard: str) -> Approved:
    """Approve the device of a request when the words heard are the words it must have.

    Raises EnvelopeRefused, EnrolmentRefused (`wrong-words`, `other-deployment`, `unknown-kit`,
    `sample`, `revoked`, `not-coordinator`); nothing is changed then.
    """
    asked = read_request(data)
    deployment = peers.deployment(vault)
    _check_request(vault, deployment, asked)
    me = _coordinator(vault, deployment)
    expected = words(Direction.REQUEST, asked.kit, me, asked.device, asked.author)
    if not same_words(heard, expected):
        raise EnrolmentRefused(
            "The words do not match this request: it was not made by that laptop with your kit,"
            " or a word was misheard. The device was not approved.",
            code="wrong-words",
            next_step="Have the words read again, slowly. If they still differ, make the kit and"
            " the request anew.",
        )
    with vault.transaction():
        peers.set_peer(vault, Peer(asked.device, asked.author, "worker", DeviceStatus.APPROVED))
        vault.audit("device-approved", device=asked.device.id)
    reply = words(Direction.APPROVAL, asked.kit, me, asked.device, asked.author)
    return Approved(asked.device.id, asked.device.label, asked.device.team, asked.author, reply)


def confirm(vault: Vault, heard: str) -> Deployment:
    """Complete joining when the words heard back are the coordinator's.

    Raises EnrolmentRefused (`not-requested`, `wrong-words`, `is-coordinator`).
    """
    deployment = peers.deployment(vault)
    if deployment.enrolment is Enrolment.COORDINATOR:
        raise _is_coordinator()
    if deployment.enrolment is Enrolment.NONE:
        raise EnrolmentRefused(
            "This laptop has not asked to join yet.",
            code="not-requested",
            next_step="Make the request first: fieldkit device enrol --out FILE.",
        )
    coordinator = _coordinator(vault, deployment)
    expected = words(
        Direction.APPROVAL, deployment.request_kit, coordinator, vault.device, vault.author
    )
    if not same_words(heard, expected):
        raise EnrolmentRefused(
            "Those are not the coordinator's words for this laptop; it has not joined.",
            code="wrong-words",
            next_step="Have them read again. If they still differ, do not use this kit.",
        )
    joined = replace(deployment, enrolment=Enrolment.APPROVED)
    with vault.transaction():
        peers.set_deployment(vault, joined)
        vault.audit("enrolment-confirmed")
    return joined


def revoke(vault: Vault, device: str) -> Peer:
    """Refuse everything from a device from now on; `device` is its label or the start of its id.

    What was imported before stays. Raises UnknownDevice, EnrolmentRefused (`not-coordinator`).
    """
    deployment = peers.deployment(vault)
    peer = peers.find_peer(vault, device)
    if deployment.enrolment is not Enrolment.COORDINATOR or peer.role != "worker":
        raise _not_coordinator()
    revoked = replace(peer, status=DeviceStatus.REVOKED)
    with vault.transaction():
        peers.set_peer(vault, revoked)
        vault.audit("device-revoked", device=peer.device.id)
    return revoked


def known_devices(vault: Vault) -> list[Peer]:
    """The devices this vault knows, by id."""
    return list(peers.peers(vault).values())


def _check_may_ask(deployment: Deployment) -> None:
    if deployment.enrolment is Enrolment.COORDINATOR:
        raise _is_coordinator()
    if deployment.enrolment is Enrolment.APPROVED:
        raise EnrolmentRefused(
            "This laptop has already joined its deployment; nothing was changed.", code="enrolled"
        )


def _check_target(out: Path) -> None:
    """An older request may be replaced by a newer one; anything else in its place is left alone."""
    if not out.exists():
        return
    try:
        read_request(read_small_file(out))
    except (EnvelopeRefused, KitRefused):
        raise EnrolmentRefused(
            f"{out.name} exists and is not a request; it was left as it is.",
            code="name-taken",
            next_step="Choose another name for the request.",
        ) from None


def _check_request(vault: Vault, deployment: Deployment, asked: EnrolmentRequest) -> None:
    if deployment.enrolment is not Enrolment.COORDINATOR:
        raise _not_coordinator()
    if asked.deployment != deployment.deployment:
        raise EnrolmentRefused(
            "This request is for another deployment; the device was not approved.",
            code="other-deployment",
            next_step="Install your kit on that laptop and make the request again.",
        )
    if asked.sample != vault.sample:
        raise EnrolmentRefused(
            "Sample and real never mix: the device was not approved.", code="sample"
        )
    if asked.kit not in peers.kit_hashes(vault).values():
        raise EnrolmentRefused(
            "The laptop has a kit that this vault never made; the device was not approved.",
            code="unknown-kit",
            next_step="Find out where that kit came from, and install yours.",
        )
    known = peers.peers(vault).get(asked.device.id)
    if known is not None and known.status is DeviceStatus.REVOKED:
        raise EnrolmentRefused(
            "This device was revoked; it cannot come back under the same key.",
            code="revoked",
            next_step="Make a new vault on that laptop and enrol it.",
        )
    if known is not None and known.role != "worker":
        raise _not_coordinator()


def _team(vault: Vault, team: str) -> str:
    teams = current_kit(vault).content.teams
    if not teams or team in teams:
        return team
    if not team and len(teams) == 1:
        return teams[0]
    raise EnrolmentRefused(
        f"The kit knows these teams: {', '.join(teams)}. Nothing was requested.",
        code="unknown-team",
        next_step="Choose one of them with --team.",
    )


def _coordinator(vault: Vault, deployment: Deployment) -> Device:
    return peers.peers(vault)[deployment.coordinator].device


def _is_coordinator() -> EnrolmentRefused:
    return EnrolmentRefused(
        "This is the coordinator's own vault; it does not ask to join.", code="is-coordinator"
    )


def _not_coordinator() -> EnrolmentRefused:
    return EnrolmentRefused(
        "Devices are approved and revoked in the coordinator's vault, laptops only;"
        " nothing was changed.",
        code="not-coordinator",
    )
