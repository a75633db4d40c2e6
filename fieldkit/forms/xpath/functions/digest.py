"""`digest()`: a hash of a text. Forms use it for references, not for protection."""

from __future__ import annotations

import base64
import hashlib

from fieldkit.forms.xpath.errors import EvaluationError
from fieldkit.forms.xpath.functions.signature import STRING, Function

_ALGORITHMS = {
    "MD5": "md5",
    "SHA1": "sha1",
    "SHA256": "sha256",
    "SHA384": "sha384",
    "SHA512": "sha512",
}


def digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    """The hash of the UTF-8 of `text`, in base64 or hex.

    Raises EvaluationError for an algorithm or encoding that OpenRosa does not name.
    """
    name = _ALGORITHMS.get(algorithm.strip().upper().replace("-", ""))
    if name is None:
        raise EvaluationError("digest() does not know this algorithm.")
    found = hashlib.new(name, text.encode("utf-8", "replace"), usedforsecurity=False)
    match encoding.strip().lower():
        case "base64":
            return base64.b64encode(found.digest()).decode("ascii")
        case "hex":
            return found.hexdigest()
        case _:
            raise EvaluationError("digest() does not know this encoding.")


FUNCTIONS = (Function("digest", digest, (STRING, STRING, STRING), STRING, 1),)
