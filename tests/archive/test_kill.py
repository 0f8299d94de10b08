"""A job that was stopped, however, goes on where it was, and ends as if nothing had been."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.archive.answers import Noted, run_job
from tests.archive.jobs import SIZES, begun, commits, members, tables, wait_until
from tests.cli.conftest import write_wires

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")


@pytest.fixture(scope="module")
def wires(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_wires(tmp_path_factory.mktemp("wires") / "wires.jsonl"))


@pytest.fixture(scope="module")
def undisturbed(wires: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    place = tmp_path_factory.mktemp("undisturbed")
    run_job([wires], place, sizes=SIZES)
    return tables(place)


def test_a_job_killed_again_and_again_goes_on(
    wires: str, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    kept: dict[Path, bytes] = {}
    for stage in ("clean", "tables"):
        with begun([wires], tmp_path) as process:
            wait_until(lambda: bool(commits(tmp_path, stage)))  # noqa: B023 - called at once
            process.kill()
            process.wait()
            wait_until(lambda: not members(process.pid))
        assert kept.items() <= commits(tmp_path).items()
        kept = commits(tmp_path)
    progress = Noted()

    run_job([wires], tmp_path, sizes=SIZES, progress=progress)

    assert tables(tmp_path) == undisturbed
    assert sum(done for _, done in progress.stages.values()) == len(kept)
    assert kept.items() <= commits(tmp_path).items()
    assert [*tmp_path.rglob("*.part"), *tmp_path.rglob("lock")] == []


def test_a_job_whose_worker_is_killed_ends_as_others_do(
    wires: str, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    with begun([wires], tmp_path) as process:
        wait_until(lambda: bool(commits(tmp_path, "clean")))
        os.kill(max(members(process.pid)), signal.SIGKILL)
        out, err = process.communicate()

    assert (process.returncode, "reports of" in out) == (0, True), err
    assert tables(tmp_path) == undisturbed


def test_an_interrupted_job_says_how_to_go_on(wires: str, tmp_path: Path) -> None:
    with begun([wires], tmp_path) as process:
        wait_until(lambda: bool(commits(tmp_path, "index")))
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate()
        wait_until(lambda: not members(process.pid))

    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == (
        "twosource: interrupted. What is finished is kept; give the same command again to go on."
    )
    assert "Traceback" not in err
