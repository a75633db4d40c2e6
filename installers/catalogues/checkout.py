"""Where the files of the catalogues lie in a checkout."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Checkout:
    """`root` holds `fieldkit/` and `locales/`."""

    root: Path

    @property
    def sources(self) -> list[Path]:
        """Every module of the package, in a fixed order."""
        return sorted((self.root / "fieldkit").rglob("*.py"))

    @property
    def template(self) -> Path:
        return self.root / "locales" / "fieldkit.pot"

    def po(self, code: str) -> Path:
        return self.root / "locales" / code / "LC_MESSAGES" / "fieldkit.po"

    def compiled(self, code: str) -> Path:
        return self.root / "fieldkit" / "languages" / "compiled" / f"{code}.mo"

    def name(self, path: Path) -> str:
        """`path` as it is written in catalogues and findings: relative, with slashes."""
        return path.relative_to(self.root).as_posix()
