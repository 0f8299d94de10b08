"""Telling systemd how the watch does."""

import socket
from pathlib import Path

import pytest

from twosource.watching.notify import notify


def test_systemd_is_told_on_its_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        assert notify("READY=1", "STATUS=watching")
        assert line.recv(100) == b"READY=1\nSTATUS=watching"


@pytest.mark.parametrize("place", ["", "relative", "/nowhere/at/all"])
def test_without_systemd_nobody_is_told(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", place)
    assert not notify("READY=1")
