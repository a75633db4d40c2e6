"""The forms that FieldKit ships."""

from __future__ import annotations

from pathlib import Path
from typing import Final

LIBRARY: Final = Path(__file__).parent
