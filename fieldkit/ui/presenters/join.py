"""Joining a deployment: the kit, the request with its six words, the coordinator's six words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from fieldkit.operations import devices, kits
from fieldkit.operations.file_names import plain_name
from fieldkit.ui.models.join import JoinView, Standing, Written
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.chosen_places import folder_there
from fieldkit.ui.presenters.kit_facts import facts_of
from fieldkit.vault import peers

ENDING: Final = ".request.fkq"


class JoinPresenter:
    """Works on the open vault; every step gives the page what it shows next."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._kit_data = b""

    def view(self) -> JoinView:
        """How far this laptop has come."""
        vault = self._access.vault
        if not peers.has_deployment(vault):
            return JoinView(Standing.NO_KIT)
        deployment = peers.deployment(vault)
        device = vault.device
        named = device.label if device.label != vault.author else ""
        return JoinView(
            Standing(deployment.enrolment.value),
            deployment=deployment.name,
            municipality=deployment.municipality,
            label=named or f"laptop-{device.id[:6]}",
            team=device.team,
            teams=tuple(kits.current_kit(vault).content.teams),
        )

    def read_kit(self, file: Path) -> JoinView:
        """Verify a kit for a vault that has none, and say what is in it.

        Raises EnvelopeRefused, KitRefused (`no-file`).
        """
        kit = kits.inspect_kit(file)
        self._kit_data = kit.data
        return replace(self.view(), kit_file=file, kit=facts_of(kit))

    def install(self) -> JoinView:
        """Put the kit that was read into the vault. Raises what `install_kit` raises."""
        kits.install_kit(self._access.vault, self._kit_data)
        return self.view()

    def ask(self, folder: Path, label: str, team: str) -> JoinView:
        """Write the request into a folder and say its words. Raises what `request` raises."""
        vault = self._access.vault
        name = plain_name(label, f"laptop-{vault.device.id[:6]}")
        file = folder_there(folder) / f"{name}{ENDING}"
        asked = devices.request(
            vault, file, label=label.strip(), team=team, clock=self._access.clock
        )
        written = Written(str(file), tuple(asked.words.split("-")))
        return replace(self.view(), written=written)

    def confirm(self, heard: str) -> JoinView:
        """Complete joining with the words heard. Raises what `confirm` raises."""
        devices.confirm(self._access.vault, heard)
        return self.view()
