"""How dangerous a question's answer is: the column `fk_sensitivity` of a form."""

from __future__ import annotations

from enum import Enum


class Sensitivity(Enum):
    """GDPR-minded classes of a question. What carries no tag is treated as an identifier."""

    IDENTIFIER = "identifier"
    SPECIAL = "special"
    SPECIAL_BY_POLICY = "special_by_policy"
    ORDINARY = "ordinary"

    @classmethod
    def of_tag(cls, tag: str | None) -> Sensitivity:
        """The class of a tag; blank means identifier. Raises ValueError for an unknown word."""
        cleaned = (tag or "").strip()
        return cls(cleaned) if cleaned else cls.IDENTIFIER
