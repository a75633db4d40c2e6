import re
from typing import Any

from pyxform.xls2json_backends import DefinitionData

RE_BEGIN_CONTROL: re.Pattern[str]
RE_END_CONTROL: re.Pattern[str]
RE_SELECT: re.Pattern[str]
RE_OSM: re.Pattern[str]

def workbook_to_json(
    workbook_dict: DefinitionData,
    form_name: str | None = None,
    fallback_form_name: str | None = None,
    default_language: str | None = None,
    warnings: list[str] | None = None,
) -> dict[str, Any]: ...
