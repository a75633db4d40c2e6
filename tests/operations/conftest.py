"""The vault with two forms that these tests fill in."""

from __future__ import annotations

from interview_fixtures import folder, opened, template_vault
from kdf_fixtures import each_passphrase_is_stretched_once

__all__ = ["each_passphrase_is_stretched_once", "folder", "opened", "template_vault"]
