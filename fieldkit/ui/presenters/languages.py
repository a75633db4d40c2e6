"""Which languages of a form the worker and the respondent read."""

from __future__ import annotations

from fieldkit.forms import FormDefinition
from fieldkit.languages.names import form_language_name
from fieldkit.ui.models.interview import FormLanguage, Languages


def languages_of(definition: FormDefinition, worker: str, respondent: str) -> Languages:
    """What the page offers. A language the form does not speak gives way to its default one."""
    return Languages(
        offered=tuple(_offered(definition)),
        worker=spoken_code(definition, worker),
        respondent=spoken_code(definition, respondent),
    )


def spoken_code(definition: FormDefinition, wanted: str) -> str:
    """The language of the form that serves who reads `wanted`: it, `fa` for `fa-AF`, or the
    default one ("" for a form without translations)."""
    code = definition.translations.code(wanted) if wanted else None
    if code is not None:
        return code
    base = wanted.replace("_", "-").partition("-")[0]
    near = [each for each in definition.languages if each.partition("-")[0] == base]
    return near[0] if near else definition.default_language


def _offered(definition: FormDefinition) -> list[FormLanguage]:
    return [
        FormLanguage(
            code=code,
            own_name=form_language_name(code, definition.language_names[code]),
            is_draft=code in definition.draft_languages,
            number=at if at <= 9 else 0,
        )
        for at, code in enumerate(definition.languages, start=1)
    ]
