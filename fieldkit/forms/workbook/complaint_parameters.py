"""pyxform on the column parameters: ranges, audits, places, sounds, random order."""

from __future__ import annotations

from fieldkit.forms.workbook.complaint_rules import rule

_P = r"parameter '(?P<parameter>[\w-]+)' "
_LABELSET = r"parameter '?(?P<parameter>tick_labelset)'? "
_NUMBERED = "Write a whole number, for example {parameter}=100."

PARAMETERS = (
    rule(
        "Parameters must be in the form",
        "parameters",
        "The parameters cannot be read.",
        "Write name=value, with a space between two of them, for example start=1 end=10.",
    ),
    rule(
        r"keys for this question type are '(?P<known>.*)'\. The following.*'(?P<parameter>.*)'",
        "parameters",
        "This question has no parameter {parameter}.",
        "It has: {known}.",
    ),
    rule(
        _P + "must be a number",
        "parameters",
        "The parameter {parameter} of this range is no number.",
        "Write a number, for example {parameter}=1.",
    ),
    rule(
        _P + r"must not be '0'",
        "parameters",
        "The parameter {parameter} of this range is 0, so it offers nothing.",
        "Write the distance between two marks, for example {parameter}=1.",
    ),
    rule(
        _P + "must not be larger than",
        "parameters",
        "The parameter {parameter} is larger than the whole range.",
        "Write a smaller one, or move start and end apart.",
    ),
    rule(
        _P + "must be a multiple",
        "parameters",
        "The parameter {parameter} does not fall on the steps of the range.",
        "Write a multiple of step.",
    ),
    rule(
        _P + "must be between",
        "parameters",
        "The parameter {parameter} lies outside of the range.",
        "Write a number from start to end.",
    ),
    rule(
        "parameters 'tick_interval', 'placeholder'",
        "parameters",
        "This appearance has no tick_interval, placeholder or tick_labelset.",
        "Remove these parameters, or use the appearance vertical or no-ticks.",
    ),
    rule(
        _LABELSET + "must be a choice list",
        "parameters",
        "The parameter tick_labelset names no list of the sheet choices.",
        "Write the name of a list, or add the list.",
    ),
    rule(
        _LABELSET + "choice list must have only 2",
        "parameters",
        "Without ticks only the two ends of the range can have labels.",
        "Use a list of two choices, one for start and one for end.",
    ),
    rule(
        "tick_labelset|choice values must all be numbers",
        "parameters",
        "The list of the tick labels does not fit the range.",
        "Its codes must be numbers that the range offers: start, then step by step to end.",
    ),
    rule(
        "parameter 'incremental'|the 'incremental' parameter",
        "parameters",
        "The parameter incremental can only be true.",
        "Write incremental=true, or remove it.",
    ),
    rule(
        "'(?P<parameter>reference-geometry)' parameter",
        "parameters",
        "The parameter reference-geometry names no list, file or repeat.",
        "Write the name of a list of the sheet choices, of a file beside the form, or of a repeat "
        "as ${{name}}.",
    ),
    rule(
        "'(?P<parameter>capture-accuracy|warning-accuracy)' parameter",
        "parameters",
        "The parameter {parameter} is no number.",
        "Write metres, for example {parameter}=5.",
    ),
    rule(
        "'(?P<parameter>allow-mock-accuracy)' parameter",
        "parameters",
        "The parameter allow-mock-accuracy is neither true nor false.",
        "Write allow-mock-accuracy=true or allow-mock-accuracy=false.",
    ),
    rule(
        r"^(?P<parameter>[\w-]+) must be set to (?P<allowed>[\w -]+)",
        "parameters",
        "The parameter {parameter} has a value that it cannot have.",
        "It can be: {allowed}.",
    ),
    rule(
        r"^Parameter (?P<parameter>[\w-]+) must be set to (?P<allowed>[\w, -]+)",
        "parameters",
        "The parameter {parameter} has a value that it cannot have.",
        "It can be: {allowed}.",
    ),
    rule(
        r"Parameter (?P<parameter>[\w-]+) must have an integer value",
        "parameters",
        "The parameter {parameter} is no whole number.",
        _NUMBERED,
    ),
    rule(
        r"Parameter (?P<parameter>[\w-]+) must be greater",
        "parameters",
        "The parameter {parameter} is too small.",
        "It cannot be below 0, and location-max-age not below location-min-interval.",
    ),
    rule(
        "To include location information in the audit",
        "parameters",
        "The audit asks for places, but not for all that this takes.",
        "Write location-priority, location-min-interval and location-max-age, or none of them.",
    ),
    rule(
        "(?P<parameter>seed) value must be",
        "parameters",
        "The parameter seed is neither a number nor an answer.",
        "Write a number, or the name of a question as ${{name}}.",
    ),
    rule(
        "must include randomize=true to use a (?P<parameter>seed)",
        "parameters",
        "A seed has no use where the choices are not put in random order.",
        "Add randomize=true, or remove the seed.",
    ),
    rule(
        "Invalid value for (?P<parameter>quality)",
        "parameters",
        "There is no such quality of sound.",
        "Write quality=normal, low, voice-only or external.",
    ),
    rule(
        "'(?P<parameter>app)' has an invalid Android package name",
        "parameters",
        "The parameter app is no name of an Android app.",
        "Write it as the app store does, for example app=org.example.camera.",
    ),
    rule(
        r"'parameters \((?P<parameter>value|label)\)' value",
        "parameters",
        "The parameter {parameter} is no name of a column.",
        "Write the name of a column of the file, without spaces.",
    ),
)
