"""Where FieldKit deliberately differs. docs/forms/conformance.md gives the reason of each."""

from __future__ import annotations

# XPath cases that fail: the suites contradict one another, or the specification.
XPATH_FAILING = frozenset(
    {
        "x2556bed61c10",
        "x45329703b98f",
        "x6e8b5d51c7f5",
        "x7ec952668cbe",
        "x8e682c0cc761",
        "xa7ed4178803d",
        "xace095eb7625",
    }
)

# Forms that load elsewhere and are refused here: file -> what the refusal names.
REFUSED = {
    "enk-secondary-lang-form-nolang-bba3.xml": "translate()",
    "enk-setvalue-template-fa57.xml": "some-unsupported-event",
    "pyx-or-other-7f9c.xlsx": "has no column yes",
    "pyx-xl-date-ambiguous-719b.xlsx": "choice_filter",
}
