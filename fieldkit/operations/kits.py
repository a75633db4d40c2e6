"""Kits: the coordinator builds them, anybody may look inside, a laptop installs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fieldkit.forms import load
from fieldkit.forms.library import LIBRARY
from fieldkit.forms.package import FormPackage
from fieldkit.model.clock import Clock, Randomness, new_uuid, to_text
from fieldkit.model.devices import DeviceStatus
from fieldkit.platform import replace_durably
from fieldkit.sync import kit as kits
from fieldkit.sync.drop.base import Drop, Put, kit_name
from fieldkit.sync.drop.descriptor import (
    PROTOCOL,
    DropContent,
    check_descriptor,
    describe,
    is_described,
)
from fieldkit.sync.drop.descriptor import SCHEMA as DROP_SCHEMA
from fieldkit.sync.errors import EnvelopeRefused, KitRefused
from fieldkit.sync.kit import Kit, KitContent, kit_form, read_kit, sign_kit
from fieldkit.vault import forms_store, peers
from fieldkit.vault.peers import Deployment, Enrolment, Peer
from fieldkit.vault.vault import Vault

COORDINATOR_LABEL = "coordinator"


@dataclass(frozen=True)
class KitPlan:
    """What a coordinator wants in a kit. Name and municipality are needed for the first one."""

    packages: Sequence[FormPackage]
    name: str = ""
    municipality: str = ""
    teams: Sequence[str] = ()
    settings: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class InstalledKit:
    """What installing did: `installed`, or `already` when this very kit was there."""

    state: str
    version: int
    deployment: str


def build_kit(
    vault: Vault, plan: KitPlan, out: Path, *, clock: Clock, randomness: Randomness
) -> Kit:
    """Make the next kit of this coordinator's deployment and write it to the file `out`.

    The first kit founds the deployment. Raises KitRefused (`no-forms`, `no-name`, `is-laptop`,
    `name-taken`), StorageError when the file cannot be written: the kit is then kept in the
    vault, and building again makes the next version.
    """
    _check_plan(vault, plan)
    _check_target(out)
    with vault.transaction():
        deployment = _next_deployment(vault, plan, randomness)
        kit = sign_kit(_content(vault, plan, deployment, clock), vault.device_keys().signing)
        peers.set_deployment(vault, deployment)
        peers.set_peer(vault, _myself(vault, kit))
        _keep(vault, kit)
        vault.audit("kit-built", version=deployment.kit_version, kit=kit.hash)
    replace_durably(out, kit.data)
    return kit


def shipped_forms() -> list[Path]:
    """The workbooks that come with FieldKit, by name."""
    return sorted(LIBRARY.glob("*.xlsx"))


def read_forms(files: Sequence[Path]) -> list[FormPackage]:
    """The packages of workbooks (or of finished packages), for a plan.

    Raises WorkbookErrors with every mistake found in the first workbook that has any, FormError for
    one that a laptop would refuse to open.
    """
    return [load(file).package for file in files]


def inspect_kit(file: Path) -> Kit:
    """Verify a kit and read it. Raises EnvelopeRefused, KitRefused when it cannot be read."""
    return read_kit(read_small_file(file))


def install_kit(vault: Vault, data: bytes) -> InstalledKit:
    """Take over a kit: its forms, its deployment, its coordinator's keys.

    Raises EnvelopeRefused when it is no sound kit, KitRefused (`sample`, `is-coordinator`,
    `other-deployment`, `unknown-signer`, `older-kit`, `conflicting-kit`) when it is not for here.
    """
    kit = read_kit(data)
    content = kit.content
    _check_sample(content.sample, vault.sample)
    known = peers.deployment(vault) if peers.has_deployment(vault) else None
    if known is not None:
        _check_known(known, content)
        if peers.kit_hashes(vault)[known.kit_version] == kit.hash:
            return InstalledKit("already", content.version, content.deployment)
        _check_version(known, content)
    with vault.transaction():
        peers.set_deployment(vault, _installed(known, kit))
        peers.set_peer(vault, Peer(content.coordinator, "", "coordinator", DeviceStatus.APPROVED))
        _keep(vault, kit)
        vault.audit("kit-installed", version=content.version, kit=kit.hash)
    return InstalledKit("installed", content.version, content.deployment)


def prepare_drop(vault: Vault, drop: Drop, *, randomness: Randomness) -> dict[str, Put]:
    """Mark a drop as this deployment's and leave the newest kit there: name -> what was done.

    Raises DropRefused (`other-deployment`) when it is somebody else's, StorageError.
    """
    deployment = peers.deployment(vault)
    coordinator = peers.peers(vault)[deployment.coordinator].device
    check_descriptor(drop, deployment.deployment, coordinator)
    _require_coordinator(deployment)
    done: dict[str, Put] = {}
    if not is_described(drop):
        content = DropContent(
            schema=DROP_SCHEMA,
            drop=new_uuid(randomness),
            deployment=deployment.deployment,
            name=deployment.name,
            protocol=PROTOCOL,
            coordinator=coordinator,
        )
        done["fieldkit-drop.json"] = describe(drop, content, vault.device_keys().signing)
    version = deployment.kit_version
    name = kit_name(version, peers.kit_hashes(vault)[version])
    done[name] = drop.put(name, peers.kit_content(vault, version))
    return done


def current_kit(vault: Vault) -> Kit:
    """The kit this vault works with. Raises NoDeployment."""
    return read_kit(peers.kit_content(vault, peers.deployment(vault).kit_version))


def read_small_file(file: Path) -> bytes:
    """The bytes of a kit or request. Raises KitRefused (`no-file`) when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise KitRefused(
            f"The file {file.name} cannot be read ({error.strerror}); nothing was changed.",
            code="no-file",
            next_step="Check the name and that the stick is in.",
        ) from None


def _check_plan(vault: Vault, plan: KitPlan) -> None:
    if not plan.packages:
        raise KitRefused(
            "A kit needs at least one form; nothing was made.",
            code="no-forms",
            next_step="Name the workbooks with --form.",
        )
    if peers.has_deployment(vault):
        _require_coordinator(peers.deployment(vault))
    elif not plan.name or not plan.municipality:
        raise KitRefused(
            "The first kit needs a name and a municipality; nothing was made.",
            code="no-name",
            next_step="Give them with --name and --municipality.",
        )


def _require_coordinator(deployment: Deployment) -> None:
    if deployment.enrolment is not Enrolment.COORDINATOR:
        raise KitRefused(
            "This vault is a laptop's: only the coordinator's vault makes kits.",
            code="is-laptop",
            next_step="Use the coordinator's vault.",
        )


def _check_target(out: Path) -> None:
    """An older kit may be replaced by a newer one; anything else in its place is left alone."""
    if not out.exists():
        return
    try:
        inspect_kit(out)
    except (EnvelopeRefused, KitRefused):
        raise KitRefused(
            f"{out.name} exists and is not a kit; it was left as it is.",
            code="name-taken",
            next_step="Choose another name for the kit.",
        ) from None


def _next_deployment(vault: Vault, plan: KitPlan, randomness: Randomness) -> Deployment:
    known = peers.deployment(vault) if peers.has_deployment(vault) else None
    return Deployment(
        deployment=known.deployment if known else new_uuid(randomness),
        name=plan.name or (known.name if known else ""),
        municipality=plan.municipality or (known.municipality if known else ""),
        coordinator=vault.device.id,
        kit_version=known.kit_version + 1 if known else 1,
        enrolment=Enrolment.COORDINATOR,
        team="",
        request_kit="",
    )


def _content(vault: Vault, plan: KitPlan, deployment: Deployment, clock: Clock) -> KitContent:
    return KitContent(
        schema=kits.SCHEMA,
        deployment=deployment.deployment,
        version=deployment.kit_version,
        name=deployment.name,
        municipality=deployment.municipality,
        coordinator=vault.device,
        forms=[
            kit_form(
                package.metadata.get("form_id", ""),
                package.metadata.get("version", ""),
                package.metadata.get("title", ""),
                package.to_bytes(),
            )
            for package in {package.hash: package for package in plan.packages}.values()
        ],
        teams=list(plan.teams),
        settings=dict(plan.settings),
        sample=vault.sample,
        created_at=to_text(clock.now()),
    )


def _myself(vault: Vault, kit: Kit) -> Peer:
    return Peer(kit.content.coordinator, vault.author, "coordinator", DeviceStatus.APPROVED)


def _keep(vault: Vault, kit: Kit) -> None:
    content = kit.content
    peers.add_kit(vault, content.version, kit.hash, kit.data)
    for form in content.forms:
        forms_store.add_form(vault, form.form_id, form.version, form.hash, form.package_bytes())
    vault.set_setting("municipality", content.municipality)
    for name, value in content.settings.items():
        vault.set_setting(f"kit/{name}", value)


def _check_sample(kit_is_sample: bool, vault_is_sample: bool) -> None:
    if kit_is_sample == vault_is_sample:
        return
    raise KitRefused(
        "This is a sample kit, and this vault is for real people; nothing was changed."
        if kit_is_sample
        else "This kit is for real people, and this vault is a sample; nothing was changed.",
        code="sample",
        next_step="Sample and real data never mix: use the kit your coordinator gave you."
        if kit_is_sample
        else "Make a vault of your own first (fieldkit vault create).",
    )


def _check_known(known: Deployment, content: KitContent) -> None:
    if known.enrolment is Enrolment.COORDINATOR:
        raise KitRefused(
            "This is the coordinator's vault; kits are installed on laptops.",
            code="is-coordinator",
        )
    if known.deployment != content.deployment:
        raise KitRefused(
            "This kit belongs to another deployment than this vault; nothing was changed.",
            code="other-deployment",
            next_step="Use the kit of your deployment, or make a new vault for the other one.",
        )
    if known.coordinator != content.coordinator.id:
        raise KitRefused(
            "This kit is not signed by the coordinator of this vault; nothing was changed.",
            code="unknown-signer",
            next_step="Ask your coordinator before you use it.",
        )


def _check_version(known: Deployment, content: KitContent) -> None:
    if content.version < known.kit_version:
        raise KitRefused(
            f"This is kit version {content.version}; version {known.kit_version} is installed"
            " already. Nothing was changed.",
            code="older-kit",
            next_step="Ask your coordinator for the newest kit.",
        )
    if content.version == known.kit_version:
        raise KitRefused(
            f"Another kit with the same version {content.version} is installed;"
            " nothing was changed.",
            code="conflicting-kit",
            next_step="Tell your coordinator: two kits carry one version.",
        )


def _installed(known: Deployment | None, kit: Kit) -> Deployment:
    content = kit.content
    return Deployment(
        deployment=content.deployment,
        name=content.name,
        municipality=content.municipality,
        coordinator=content.coordinator.id,
        kit_version=content.version,
        enrolment=known.enrolment if known else Enrolment.NONE,
        team=known.team if known else "",
        request_kit=known.request_kit if known else "",
    )
