"""The vault with two forms that these tests fill in."""

from __future__ import annotations

from interview_fixtures import folder, opened, template_vault

__all__ = ["folder", "opened", "template_vault"]
