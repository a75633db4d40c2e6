"""What a person chooses about a publication; with the registry, all that its bytes depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from fieldkit.forms.form import FormDefinition
from fieldkit.model import canonical
from fieldkit.publishing.columns import Contract
from fieldkit.publishing.errors import PublicationRefused
from fieldkit.publishing.labels import speaks
from fieldkit.publishing.profiles import Profile
from fieldkit.publishing.sheets import ROWS_PER_SHEET

# Counted up when the same records and settings would be published in other bytes.
_LAYOUT: Final = 2

SAMPLE: Final = "sample data, invented people"


@dataclass(frozen=True)
class Settings:
    """`language` picks the labels (a code or a form's name for it; "" is each form's default).

    `sample` marks everything as invented; the tables are the same with and without it.
    """

    profile: Profile
    language: str = ""
    rows_per_sheet: int = ROWS_PER_SHEET
    sample: bool = False

    def digest(self, planned: Contract, waiting: Sequence[str] = ()) -> str:
        """Changes when the same records would be published otherwise: by these choices, by the
        versions of the form, by the names in the ledger, which another coordinator's may join
        without a record changing, or by the records that are listed as `waiting`."""
        names = [[table.name, [c.name for c in table.columns]] for table in planned.tables]
        # Labels, choices and export rules come with the versions of the form.
        forms = [definition.form_hash for definition in planned.definitions]
        chosen = [self.profile.name, self.language, self.rows_per_sheet, self.sample]
        content = [_LAYOUT, *chosen, names, forms, *([list(waiting)] if waiting else [])]
        return hashlib.sha256(canonical.encode(content)).hexdigest()

    def check_language(self, definitions: Iterable[FormDefinition]) -> None:
        """Raises PublicationRefused (`language`) when no form has any word in the language."""
        forms = list(definitions)
        if self.language and forms and not any(speaks(form, self.language) for form in forms):
            known = sorted({code for form in forms for code in form.languages})
            raise PublicationRefused(
                f"No form has labels in {self.language!r}; nothing was published.",
                code="language",
                next_step=f"Choose one of: {', '.join(known)}.",
            )
