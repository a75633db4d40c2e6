"""The refusal of a publication in which cells look as if they named somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fieldkit.model.counting import counted
from fieldkit.publishing.errors import PublicationRefused
from fieldkit.publishing.scan import Finding

_TOLD: Final = 20


class IdentifiersFound(PublicationRefused):
    """`findings` are the places of all these cells; the message lists the first of them."""

    code = "identifiers-found"

    def __init__(self, findings: Sequence[Finding]) -> None:
        shown = "\n".join(f"  {finding}" for finding in findings[:_TOLD])
        more = len(findings) - _TOLD
        rest = f"\n  … and {more} more" if more > 0 else ""
        cells = counted(len(findings), "cell looks as if it named", "cells look as if they named")
        super().__init__(
            f"{cells} somebody; nothing was published:\n{shown}{rest}\n",
            next_step="Correct these records (their contents are not shown here), then publish "
            "again.",
        )
        self.findings = tuple(findings)
