"""One run of chaos from its beginning to its judgement."""

import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Final

from benchmarks.chaos.faults import Faults
from benchmarks.chaos.judging import Case, judge
from benchmarks.chaos.killing import Killer
from benchmarks.replay.archive import write_warc
from benchmarks.replay.configuring import Wanted, write_config
from benchmarks.replay.driving import Setup, events, is_settled
from benchmarks.replay.receiving import Receiver, receive
from benchmarks.replay.serving import Given, Site, serve
from benchmarks.replay.stories import Story, load_stories
from benchmarks.replay.timetable import Telling
from benchmarks.synthetic import articles

from twosource.store import open_ledger

_NEVER: Final = datetime.min.replace(tzinfo=UTC)
_SITES: Final = 6
_REFUSED: Final = 0.2  # share of messages whose receiver refuses the first try


@dataclass(frozen=True, slots=True, kw_only=True)
class Chaos:
    """What is done: so many kills while so many stories are printed, each kill so many seconds after the last at most.

    ``pages_too`` False breaks feeds alone: a page that failed is asked for again after 20 seconds at least.
    """

    folder: Path
    place: str
    seed: int = 1
    kills: int = 300
    stories: int = 300
    full_disks: int = 2
    workers: int = 2
    pause_s: float = 2.0
    full_s: float = 4.0
    share: float = 0.05
    pages_too: bool = True
    patience_s: float = 1_200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Survived:
    """The faults by kind, what came of the news, and what is wrong: nothing, it is to be hoped."""

    kills: Mapping[str, int]
    broken: Mapping[str, int]
    refused: int
    again: int
    messages: int
    revived: int
    events: Mapping[str, int]
    sizes: Mapping[str, int]
    wrong: Sequence[str]
    seconds: float

    @property
    def faults(self) -> int:
        """How many faults there were in all."""
        return sum(self.kills.values()) + sum(self.broken.values()) + self.refused


def run_chaos(chaos: Chaos) -> Survived:
    """Let everything go wrong while news is printed, then come to rest, and judge."""
    begun = perf_counter()
    faults = Faults(seed=chaos.seed, share=chaos.share, pages_too=chaos.pages_too)
    stories = invent(chaos.folder, chaos.stories, chaos.seed)
    site = Site(plan=_plan(stories, chaos), sites=_SITES, hosts=_SITES, trouble=faults.answer)
    with serve(site), receive(Receiver(fails=_refuses)) as receiver:
        wanted = Wanted(feeds=site.feeds(), hook=receiver.url, workers=chaos.workers, tries=20, timeout="2s")
        config = write_config(chaos.folder / "twosource.toml", wanted)
        setup = Setup(place=chaos.place, config=config, log=chaos.folder / "watch.log")
        killer = Killer(setup=setup, seed=chaos.seed, pause_s=chaos.pause_s, full_s=chaos.full_s)
        try:
            revived = _suffer(chaos, site, faults, killer)
        finally:
            if killer.watch is not None:
                killer.watch.kill()
        wrong = judge(_case(chaos, site, receiver, config))
    with open_ledger(chaos.place) as ledger:
        sizes = ledger.stats()
    return Survived(
        kills=killer.done,
        broken=faults.done,
        refused=receiver.failed,
        again=receiver.again,
        messages=len(receiver.told),
        revived=revived,
        events=Counter(line["event"] for line in events(setup.log)),
        sizes={name: sizes[name] for name in ("articles", "reports", "incidents")},
        wrong=wrong,
        seconds=perf_counter() - begun,
    )


def invent(folder: Path, number: int, seed: int) -> tuple[Story, ...]:
    """Return synthetic news as stories."""
    lines = folder / "news.jsonl"
    lines.write_text("\n".join(told.record() for told in islice(articles(seed), number)), encoding="utf-8")
    return load_stories([str(lines)])


def _plan(stories: Sequence[Story], chaos: Chaos) -> tuple[Telling, ...]:
    """Print stories evenly over the time that the kills will take."""
    seconds = chaos.kills * (1 + chaos.pause_s / 2)
    told = sorted(stories, key=lambda story: (story.told_at or _NEVER, story.path))
    return tuple(
        Telling(number=number, story=story, at_s=seconds * number / len(told))
        for number, story in enumerate(told, start=1)
    )


def _case(chaos: Chaos, site: Site, receiver: Receiver, config: Path) -> Case:
    """Add the same pages to a fresh ledger by ``twosource add``, to judge by."""
    archive, added = chaos.folder / "printed.warc", chaos.folder / "added.db"
    printed = [
        Given(url=site.url_of(one.story), content=one.story.content, at_s=one.at_s) for one in site.plan
    ]
    write_warc(archive, printed)
    command = [sys.executable, "-m", "twosource", "--db", str(added), "add", str(archive)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    addresses = [one.url for one in printed]
    return Case(place=chaos.place, added=added, config=config, receiver=receiver, addresses=addresses)


def _refuses(delivery: str, number: int) -> bool:
    return number == 1 and int(sha256(delivery.encode()).hexdigest()[:4], 16) < _REFUSED * 0x10000


def _suffer(chaos: Chaos, site: Site, faults: Faults, killer: Killer) -> int:
    """Let everything go wrong, then nothing more, until all work is done; returns the jobs that had to be revived."""
    watch = killer.rest()
    site.begin()
    killer.run(chaos.kills, chaos.full_disks)
    faults.is_over = True
    watch = killer.rest()
    watch.wait_until(lambda: site.passed_s() > site.ends_s and is_settled(chaos.place), chaos.patience_s)
    revived = _revive(chaos.place)
    if revived:
        watch.wait_until(lambda: is_settled(chaos.place), chaos.patience_s)
    status = watch.end()
    if status:
        killer.done[f"ends with status {status}"] += 1
    return revived


def _revive(place: str) -> int:
    """Let jobs be done again that were set aside because their worker was killed five times over."""
    with open_ledger(place) as ledger:
        return ledger.queue.revive(None, datetime.now(UTC)) if ledger.queue.dead() else 0
