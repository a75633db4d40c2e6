"""Why a publication did not happen, in words for the person who asked for it."""

from __future__ import annotations

from fieldkit.model.errors import FieldKitError


class PublicationRefused(FieldKitError):
    """Nothing was published; what stood in the folder before still stands there.

    Codes: `identifiers-found`, `other-profile`, `not-coordinator`, `no-identifier-key`, `style`,
    `profile`, `language`, `columns`, `too-wide`, `no-forms`, `folder`.
    """

    code = "publication-refused"
