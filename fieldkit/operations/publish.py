"""Publishing from a coordinator's vault: who may, from which view, and what the audit log keeps.

The audit log knows of a publication before the first file of it exists, so that no export of names
can happen unseen, however it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fieldkit.forms.form import FormDefinition
from fieldkit.model.clock import Clock, Randomness
from fieldkit.model.progress import NO_PROGRESS, Progress
from fieldkit.operations.registries import Registry, registry_of, release_parked, waiting
from fieldkit.operations.watched_records import WatchedRecords
from fieldkit.publishing.errors import PublicationRefused
from fieldkit.publishing.profiles import STATISTICS, Profile, profile_named
from fieldkit.publishing.publish import PublicationReport, publish
from fieldkit.publishing.replace import check_profile
from fieldkit.publishing.settings import Settings
from fieldkit.sync.drop.base import DESCRIPTOR
from fieldkit.vault import keystore
from fieldkit.vault.errors import NoIdentifierKey
from fieldkit.vault.vault import Vault

STYLE: Final = "fieldkit"
STYLES_TO_COME: Final = ("central", "kobo")
READ_TWICE: Final = 2  # a publication counts and scans first, then writes


@dataclass(frozen=True)
class Wanted:
    """What was asked for: a folder, a profile, a style of export and a language for labels."""

    out: Path
    profile: str = STATISTICS.name
    style: str = STYLE
    language: str = ""


def publish_registry(
    vault: Vault,
    wanted: Wanted,
    *,
    clock: Clock,
    randomness: Randomness,
    progress: Progress = NO_PROGRESS,
) -> PublicationReport:
    """Publish the registry in `vault`.

    Raises PublicationRefused when the style, profile or language is not there, when the user may
    not publish this profile, or when something looks like an identifier; RegistryError for a
    laptop's vault; StorageError; Cancelled when the person asked to stop: what was published before
    stands as it was.
    """
    profile = check_wanted(vault, wanted)
    registry = registry_of(vault)
    if vault.has_identifier_key:
        release_parked(registry)
    _audit(vault, "publication-asked", wanted, revision="")
    # With the identifier key the view holds identifiers even for `statistics`: the profile leaves
    # the columns out, and the scan can look for the same names in free text.
    try:
        report = publish(
            WatchedRecords(registry.view(), progress, passes=READ_TWICE),
            registry.columns(clock, randomness),
            _definitions(registry),
            wanted.out,
            settings=Settings(profile, wanted.language, sample=vault.sample),
            clock=clock,
            waiting=waiting(registry),
        )
    except NoIdentifierKey:
        # Names of columns are events, and the registry seals every event it keeps.
        raise PublicationRefused(
            "A form has columns that were never published before, and your passphrase cannot "
            "record their names; nothing was published.",
            code="no-identifier-key",
            next_step="Ask the coordinator to publish once; after that you can.",
        ) from None
    _audit(vault, "published", wanted, revision=report.revision)
    return report


def check_wanted(vault: Vault, wanted: Wanted) -> Profile:
    """Whether this user may publish this into this folder, as far as can be said before looking at
    any record. Returns the profile.

    Raises PublicationRefused (`style`, `profile`, `folder`, `other-profile`, `not-coordinator`,
    `no-identifier-key`).
    """
    _check_style(wanted.style)
    profile = profile_named(wanted.profile)
    _check_place(wanted.out, profile)
    check_profile(wanted.out, profile)
    _check_right(vault, profile)
    return profile


def _definitions(registry: Registry) -> dict[str, list[FormDefinition]]:
    forms = registry.forms
    return {
        form_id: [forms.definition(form_hash) for form_hash in forms.hashes(form_id)]
        for form_id in registry.view().form_ids()
    }


def _audit(vault: Vault, action: str, wanted: Wanted, *, revision: str) -> None:
    with vault.transaction():
        vault.audit(action, profile=wanted.profile, style=wanted.style, revision=revision)


def _check_style(style: str) -> None:
    if style == STYLE:
        return
    known = style in STYLES_TO_COME
    raise PublicationRefused(
        f"The style {style!r} {'comes with a later version' if known else 'is not known'}; "
        "nothing was published.",
        code="style",
        next_step=f"Use --style {STYLE}.",
    )


def _check_place(out: Path, profile: Profile) -> None:
    """A publication is plain text: it has no place in a vault, nor names on a stick that travels
    with sealed batches."""
    folders = (out.absolute(), *out.absolute().parents)
    if any((folder / keystore.FILE_NAME).exists() for folder in folders):
        raise PublicationRefused(
            f"{out} lies in the folder of a vault; nothing was published.",
            code="folder",
            next_step="Publish into a folder of its own.",
        )
    if profile.names_authors and any((folder / DESCRIPTOR).exists() for folder in folders):
        raise PublicationRefused(
            f"{out} lies on a drop, where only sealed files belong, and this profile has names; "
            "nothing was published.",
            code="folder",
            next_step="Publish into a folder that does not travel.",
        )


def _check_right(vault: Vault, profile: Profile) -> None:
    if not profile.names_authors:
        return
    if vault.role != "coordinator":
        raise PublicationRefused(
            "Only a coordinator may publish records with names; nothing was published.",
            code="not-coordinator",
            next_step="Ask the coordinator, or publish with --profile statistics.",
        )
    if not vault.has_identifier_key:
        raise PublicationRefused(
            "Your passphrase does not open names and numbers, so a case publication would be "
            "empty of them; nothing was published.",
            code="no-identifier-key",
            next_step="Publish with --profile statistics.",
        )
