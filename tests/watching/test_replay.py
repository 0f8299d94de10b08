"""The examples as living feeds through ``twosource watch``: its ledger equals that of ``twosource add``."""

from datetime import timedelta
from pathlib import Path

from benchmarks.replay.running import Replay, run_replay
from benchmarks.replay.stories import load_stories
from benchmarks.replay.timetable import Pace, plan

EXAMPLES = Path(__file__).parents[2] / "examples" / "wires"
#: A drone strike told by five, with a copy, and a bombing with its correction.
STORIES = 8


def test_what_is_watched_is_what_would_have_been_added(tmp_path: Path) -> None:
    told = plan(load_stories([str(EXAMPLES)]), Pace(speed=20_000, gap=timedelta(hours=1)))[:STORIES]

    found = run_replay(Replay(plan=told, folder=tmp_path, place=str(tmp_path / "watched.db"), workers=1))

    assert found.unlike == {}
    assert (found.missed, found.troubles, found.status) == ([], [], 0)
    assert found.sizes["articles"] >= STORIES - 1  # a page may have been corrected before it was asked for
    assert found.messages == sum(found.alerts.values()) > 0
