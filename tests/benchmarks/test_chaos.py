"""The watch under every fault at once, a little; ``make chaos`` does it at length."""

import asyncio
from pathlib import Path

import pytest
from aiohttp import web
from benchmarks.chaos.faults import KINDS, Faults
from benchmarks.chaos.judging import Case, judge
from benchmarks.chaos.running import Chaos, invent, run_chaos
from benchmarks.replay.configuring import Wanted, write_config
from benchmarks.replay.receiving import Receiver, Told
from benchmarks.replay.serving import Handler, Site, serve
from benchmarks.replay.stories import Story
from benchmarks.replay.timetable import Telling

from tests.cli.conftest import run_command
from twosource.errors import InputError
from twosource.ingest.live.answers import Answer
from twosource.ingest.live.items import read_feed
from twosource.ingest.live.polite import PoliteFetcher, Politeness

HARMLESS = {"garbage", "an image", "half a feed"}  # they come as pages; what is in them tells

STORY = Story(
    site="lake-post",
    path="road",
    content=b"<p>The road is shut.</p>",
    title="Road",
    summary="Shut.",
    published=None,
)


async def ask(address: str) -> Answer:
    async with PoliteFetcher(
        Politeness(allow_private=True, robots=False, pause_s=0.0, timeout_s=0.6)
    ) as fetcher:
        return await fetcher.ask(address)


@pytest.mark.parametrize("kind", KINDS)
def test_each_way_to_break_a_response_is_told_and_never_raised(kind: str) -> None:
    async def trouble(request: web.Request, handler: Handler) -> web.StreamResponse:
        return await KINDS[kind][0](request, await handler(request))

    site = Site(plan=[Telling(number=0, story=STORY, at_s=0.0)], trouble=trouble)
    with serve(site):
        site.begin()
        answer = asyncio.run(ask(next(iter(site.feeds().values()))))

    if kind not in HARMLESS:
        assert (answer.kind, bool(answer.trouble)) == ("failed", True)
        return
    assert answer.page is not None
    if kind == "half a feed":
        assert [issue.message[:18] for issue in read_feed(answer.page).issues] == ["the feed is broken"]
        return
    with pytest.raises(InputError):
        read_feed(answer.page)


def test_the_same_seed_breaks_the_same_responses() -> None:
    first, again, other = (
        [Faults(seed=seed, share=0.3).choose("/lake-post/feed", number) for number in range(200)]
        for seed in (3, 3, 4)
    )

    assert first == again != other
    assert {*filter(None, first)} <= KINDS.keys()
    assert 30 < sum(kind is not None for kind in first) < 90


def test_pages_are_broken_only_in_ways_that_can_be_noticed() -> None:
    faults = Faults(seed=3, share=1.0)
    chosen = {faults.choose(f"/lake-post/{number}.html", 1) for number in range(300)}

    assert chosen == {kind for kind, (_, fits_pages) in KINDS.items() if fits_pages}
    assert Faults(seed=3, share=1.0, pages_too=False).choose("/lake-post/1.html", 1) is None


def test_what_is_lost_double_or_untold_is_told(tmp_path: Path) -> None:
    wires = tmp_path / "news.jsonl"
    invent(tmp_path, 3, seed=1)
    for name in ("watched", "added"):
        assert run_command("--db", str(tmp_path / f"{name}.db"), "add", str(wires)).status == 0
    config = write_config(tmp_path / "c.toml", Wanted(feeds={}, hook="http://127.0.0.1:1/"))
    receiver = Receiver(
        told=[Told(delivery="d_1", alerts=("w_1",), at=0.0), Told(delivery="d_2", alerts=("w_1",), at=1.0)]
    )

    wrong = judge(
        Case(place=str(tmp_path / "watched.db"), added=tmp_path / "added.db", config=config, receiver=receiver, addresses=["http://lake.example/1"])
    )  # fmt: skip

    assert wrong[0] == "lost: http://lake.example/1"
    assert wrong[1:3] == ["alert w_1 was told, but not raised", "alert w_1 was told as d_1, d_2"]
    assert {line[:38] for line in wrong[3:]} == {"nothing was told of the incident of r_"}


def test_a_watch_survives_kills_and_a_full_disk(tmp_path: Path) -> None:
    chaos = Chaos(
        folder=tmp_path, place=str(tmp_path / "watched.db"), seed=5, kills=5, stories=8, full_disks=1,
        workers=1, pause_s=0.3, full_s=1.0, share=0.2, pages_too=False,
    )  # fmt: skip

    survived = run_chaos(chaos)

    assert survived.wrong == []
    assert sum(count for name, count in survived.kills.items() if name.endswith("killed")) == 5
    assert survived.messages > 0
