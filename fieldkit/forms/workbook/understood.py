"""A workbook read into tables, its survey into an outline: what every check looks at."""

from __future__ import annotations

from dataclasses import dataclass

from fieldkit.forms.translation_states import TranslationState
from fieldkit.forms.workbook import coverage, translations
from fieldkit.forms.workbook.cells import Workbook
from fieldkit.forms.workbook.choices import ChoiceList, choice_lists
from fieldkit.forms.workbook.external_select import external_lists
from fieldkit.forms.workbook.outline import Outline, outline
from fieldkit.forms.workbook.settings import Settings, settings_of
from fieldkit.forms.workbook.tables import (
    Table,
    choices_table,
    entities_table,
    settings_table,
    survey_table,
    translations_table,
)


@dataclass(frozen=True)
class Understood:
    """A workbook read into tables, ready to be looked at from every side."""

    workbook: Workbook
    survey: Table
    choices: Table
    settings_sheet: Table
    translations_sheet: Table
    entities: Table
    settings: Settings
    outline: Outline
    lists: dict[str, ChoiceList]
    external_lists: dict[str, ChoiceList]

    @property
    def languages(self) -> list[str]:
        """The languages of the labels, in column order."""
        return coverage.languages(self.survey, self.choices)

    @property
    def states(self) -> list[TranslationState]:
        """How far each language may be trusted."""
        return translations.translation_states(self.translations_sheet, self.languages)


def understood(workbook: Workbook) -> Understood:
    """The tables and the outline of a workbook; reading them never stops."""
    survey, choices = survey_table(workbook), choices_table(workbook)
    sheet = settings_table(workbook)
    built = outline(survey)
    return Understood(
        workbook,
        survey,
        choices,
        sheet,
        translations_table(workbook),
        entities_table(workbook),
        settings_of(sheet),
        built,
        choice_lists(choices),
        external_lists(workbook, built),
    )
