"""The record a worker finished last, for forms that begin the next one with answers of it."""

from __future__ import annotations

from fieldkit.forms import FormDefinition
from fieldkit.forms.last_saved import carried_over
from fieldkit.operations import replay
from fieldkit.vault import Vault, records


def last_saved(vault: Vault, definition: FormDefinition) -> bytes:
    """OpenRosa XML of the ordinary answers in the record of this form that was finished last.

    Only records of the person at the computer count, and only forms that ask for it get anything:
    b"" for the others, and where there is no such record. Raises NoIdentifierKey, VaultDamaged.
    """
    if not definition.directives.last_saved:
        return b""
    record = records.last_finished(vault, definition.form_id, vault.author)
    if not record:
        return b""
    session = replay.replay(vault, record)
    return carried_over(session.submission(), session.definition, definition)
