"""Every byte of a vault's database and write-ahead log, decrypted: deleted space included.

SQLCipher 4 with a raw key: AES-256-CBC per page of 4096 bytes; the last 80 bytes of a page hold its
IV (16) and HMAC (64); the first 16 bytes of the file are a salt. A WAL is a 32-byte header, then
frames of a 24-byte header and a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from fieldkit.vault import Vault
from fieldkit.vault.opening import DATABASE, DATABASE_PURPOSE

PAGE, RESERVED, SALT = 4096, 80, 16
WAL_HEADER, FRAME_HEADER = 32, 24


def decrypted(vault: Vault) -> bytes:
    """All pages of the open vault as they lie on the disk now."""
    key = vault.keys.derived(DATABASE_PURPOSE)
    database = vault.folder / DATABASE
    log = database.with_name(f"{DATABASE}-wal")
    pages = [*_pages(database), *_frames(log)]
    return b"".join(_decrypt(key, number, page) for number, page in pages)


def _pages(path: Path) -> Iterator[tuple[int, bytes]]:
    content = path.read_bytes()
    for at in range(0, len(content), PAGE):
        yield at // PAGE + 1, content[at : at + PAGE]


def _frames(path: Path) -> Iterator[tuple[int, bytes]]:
    content = path.read_bytes() if path.exists() else b""
    for at in range(WAL_HEADER, len(content), FRAME_HEADER + PAGE):
        number = int.from_bytes(content[at : at + 4], "big")
        yield number, content[at + FRAME_HEADER : at + FRAME_HEADER + PAGE]


def _decrypt(key: bytes, number: int, page: bytes) -> bytes:
    start = SALT if number == 1 else 0
    body, iv = page[start : PAGE - RESERVED], page[PAGE - RESERVED : PAGE - RESERVED + 16]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decryptor.update(body) + decryptor.finalize()
