"""What every flow works with: the door to operations, the window, the open vault, the way on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from fieldkit.ui.pages.page import Page
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.runner import Runner


class Shell(Protocol):
    """The window as flows see it."""

    def show_page(self, page: Page) -> None:
        """Put a page in the window; the one before is let go."""
        ...

    def show_unlocked(self, *, unlocked: bool) -> None:
        """Whether a vault is open: there is something to lock, and a home."""
        ...

    def show_sample_band(self, *, visible: bool) -> None:
        """The band that says that everything here is invented."""
        ...

    def tell(self, render: Callable[[], str]) -> None:
        """Say something in passing, in a bar that goes by itself, or with the page it is about:
        the one that was asked for and is on its way, else the one that is shown."""
        ...


class Go(Protocol):
    """The way to every page."""

    def first_run(self) -> None: ...
    def unlock(self) -> None: ...
    def home(self, record: str = "") -> None:
        """Home; at a draft, where one is named."""
        ...

    def leave(self) -> None:
        """Home, once what is typed on the page is saved; where it cannot be, the page stays."""
        ...

    def start(self, form_id: str) -> None: ...
    def interview(self, record: str, key: str = "") -> None: ...
    def review(self, record: str) -> None: ...
    def move(self, record: str) -> None: ...
    def move_back(self, record: str) -> None: ...
    def send(self) -> None: ...
    def receive(self) -> None: ...
    def join(self) -> None: ...
    def devices(self) -> None: ...
    def import_batches(self) -> None: ...
    def publish(self) -> None: ...
    def lock(self) -> None: ...

    def working_on(self, record: str) -> None:
        """Remember the record on the screen, to come back to it after a lock."""
        ...


@dataclass(frozen=True)
class Desk:
    """`root` is the folder in which vaults are looked for and made."""

    runner: Runner
    shell: Shell
    access: Access
    preferences: PreferencesFile
    go: Go
    root: Path
