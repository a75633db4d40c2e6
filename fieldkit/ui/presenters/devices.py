"""The coordinator's devices: who takes part, who asks to, and handing out the kit."""

from __future__ import annotations

from pathlib import Path

from fieldkit.model.devices import DeviceStatus
from fieldkit.operations import devices, drops, kits
from fieldkit.operations.kit_copies import copy_kit
from fieldkit.ui.models.devices import (
    Approved,
    Asking,
    DeviceLine,
    DeviceState,
    DevicesView,
    HandedOut,
)
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.chosen_places import folder_there
from fieldkit.ui.presenters.kit_facts import facts_of
from fieldkit.vault.peers import Peer

_ORDER = (DeviceState.SELF, DeviceState.APPROVED, DeviceState.REVOKED)


class DevicesPresenter:
    """Works on the coordinator's open vault."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._request = b""

    def view(self) -> DevicesView:
        """Everybody who takes part or took part, and the kit. Raises NoDeployment."""
        vault = self._access.vault
        own = vault.device.id
        lines = [_line(peer, own) for peer in devices.known_devices(vault)]
        lines.sort(key=lambda line: (_ORDER.index(line.state), line.label, line.id))
        return DevicesView(tuple(lines), facts_of(kits.current_kit(vault)))

    def read_request(self, file: Path) -> Asking:
        """Who asks. The file is kept in mind: what was shown is what will be approved.

        Raises KitRefused (`no-file`), EnvelopeRefused.
        """
        self._request = b""
        data = kits.read_small_file(file)
        asked = devices.read_enrolment(data)
        self._request = data
        return Asking(file.name, asked.device.label, asked.device.team, asked.author)

    def approve(self, heard: str) -> Approved:
        """Approve who asked, by the words heard. Raises what `devices.approve` raises."""
        done = devices.approve(self._access.vault, self._request, heard)
        self._request = b""
        return Approved(done.label, done.team, tuple(done.words.split("-")))

    def revoke(self, device: str) -> DevicesView:
        """Refuse everything from a device from now on. Raises what `devices.revoke` raises."""
        devices.revoke(self._access.vault, device)
        return self.view()

    def copy_kit(self, folder: Path) -> HandedOut:
        """Write the kit into a folder or onto a stick. Raises what `copy_kit` raises."""
        vault = self._access.vault
        file = copy_kit(vault, folder_there(folder))
        return HandedOut(str(file), kits.current_kit(vault).content.version)

    def prepare_drop(self, folder: Path) -> HandedOut:
        """Let laptops leave batches in a folder. Raises what `prepare_drop` raises."""
        vault = self._access.vault
        place = folder_there(folder)
        kits.prepare_drop(vault, drops.folder_drop(place), randomness=self._access.randomness)
        return HandedOut(str(place), kits.current_kit(vault).content.version)


def _line(peer: Peer, own: str) -> DeviceLine:
    device = peer.device
    if device.id == own:
        state = DeviceState.SELF
    elif peer.status is DeviceStatus.REVOKED:
        state = DeviceState.REVOKED
    else:
        state = DeviceState.APPROVED
    return DeviceLine(device.id, device.label, device.team, peer.author, state)
