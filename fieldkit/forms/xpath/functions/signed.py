"""`extract-signed()`: the message inside a signed text, such as the QR code of a card."""

from __future__ import annotations

import base64
import binascii

from fieldkit.forms.xpath.errors import EvaluationError
from fieldkit.forms.xpath.functions.signature import STRING, Function

_SIGNATURE_BYTES = 64
_KEY_BYTES = 32


def extract_signed(contents: str, public_key: str) -> str:
    """The message, or "" when the key did not sign it or the text is no signed one.

    `contents` is the base64 of an Ed25519 signature with the message after it (the ODK function
    reference). Raises EvaluationError when the key is none: that is a mistake in the form.
    """
    key = _decoded(public_key)
    if key is None or len(key) != _KEY_BYTES:
        raise EvaluationError("The public key of extract-signed() cannot be read.")
    signed = _decoded(contents)
    if signed is None or len(signed) < _SIGNATURE_BYTES:
        return ""
    message = signed[_SIGNATURE_BYTES:]
    return message.decode("utf-8", "replace") if _signed(key, signed, message) else ""


def _signed(key: bytes, signed: bytes, message: bytes) -> bool:
    # Not at the top: hardly a form checks signatures, and every form would pay for the loading.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signed[:_SIGNATURE_BYTES], message)
    except InvalidSignature:
        return False
    return True


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None


FUNCTIONS = (Function("extract-signed", extract_signed, (STRING, STRING), STRING),)
