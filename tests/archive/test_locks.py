import os
import subprocess
import sys
from pathlib import Path

import pytest

from twosource.archive.locks import locked
from twosource.errors import ArchiveError

_HOLD = """
import sys, time
from twosource.archive.locks import locked
with locked(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_place_is_held_once(tmp_path: Path) -> None:
    with (
        locked(str(tmp_path / "out")),
        pytest.raises(ArchiveError, match=f"process {os.getpid()} is at work in .*out already"),
        locked(str(tmp_path / "out")),
    ):
        pass


def test_a_place_is_free_again_and_holds_no_trace(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(str(tmp_path)):
            pass

    assert [path.name for path in tmp_path.rglob("*")] == ["_work"]


def test_the_lock_of_a_killed_process_is_none(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(tmp_path)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(ArchiveError, match=f"process {child.pid} is at work"), locked(str(tmp_path)):
            pass
        child.kill()

    with locked(str(tmp_path)):
        pass


def test_a_place_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", "utf-8")

    with pytest.raises(ArchiveError, match="out"), locked(str(tmp_path / "out")):
        pass


def test_object_stores_are_not_locked() -> None:
    with locked("s3://desk/found"), locked("s3://desk/found"):
        pass
