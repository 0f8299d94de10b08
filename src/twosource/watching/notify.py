"""Telling systemd how the watch does (sd_notify(3)): ready, alive, ending. Without systemd nothing is told."""

import os
import socket
from typing import Final

_SOCKET: Final = "NOTIFY_SOCKET"


def notify(*states: str) -> bool:
    """Tell some states ("READY=1"); returns whether somebody could be told."""
    place = os.environ.get(_SOCKET, "")
    if not place.startswith(("/", "@")):
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
        try:
            line.sendto("\n".join(states).encode(), place.replace("@", "\0", 1))
        except OSError:
            return False  # systemd restarts what it hears nothing of; that is all it would do
    return True
