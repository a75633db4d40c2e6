"""Imported by every Python that a test starts: no network there either."""

from __future__ import annotations

import socket


def _refuse_socket(*_: object, **__: object) -> None:
    raise RuntimeError("a test's process tried to open a network socket")


socket.socket.connect = _refuse_socket  # type: ignore[method-assign]
socket.socket.connect_ex = _refuse_socket  # type: ignore[method-assign]
socket.socket.bind = _refuse_socket  # type: ignore[method-assign]
