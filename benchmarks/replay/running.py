"""One replay from its beginning to its end: what is served, watched, told, and what is counted and compared."""

import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Final

from benchmarks.replay.archive import write_warc
from benchmarks.replay.comparing import content_of, differences
from benchmarks.replay.configuring import Wanted, write_config
from benchmarks.replay.driving import Setup, events, is_settled, watching
from benchmarks.replay.receiving import Receiver, receive
from benchmarks.replay.serving import Site, serve
from benchmarks.replay.timetable import Telling
from benchmarks.replay.timing import Delays, measure_delays, printing_times

from twosource.store import open_ledger
from twosource.watches import Watch

#: Tells of every incident, however long ago it happened: further back than a configuration may ask for.
_EVERYTHING: Final = Watch(
    name="everything",
    tells=(
        "new incident",
        "killed",
        "injured",
        "voices",
        "contradiction",
        "toll rises",
        "claim of responsibility",
    ),
    killed_at_least=1,
    injured_at_least=1,
    voices_at_least=2,
    fresh_for=timedelta(days=36_500),
    channels=("hook",),
)
_PATIENCE_S: Final = 60.0  # after the last story, for each hundred of them and for the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What to replay: the plan, the sites and hosts it is served from, and the ledger's place."""

    plan: Sequence[Telling]
    folder: Path
    place: str
    sites: int | None = None
    hosts: int = 1
    workers: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a replay found. ``missed`` are addresses never asked for; ``unlike`` what differs from ``add``."""

    printed: int
    missed: Sequence[str]
    asked: Mapping[str, int]
    fates: Mapping[str, int]
    sizes: Mapping[str, int]
    alerts: Mapping[str, int]
    messages: int
    delays: Delays
    unlike: Mapping[str, Sequence[str]]
    troubles: Sequence[str]
    seconds: float
    status: int


def run_replay(replay: Replay) -> Found:
    """Run ``twosource watch`` beside the replay, then ``twosource add`` on the same pages, and compare."""
    begun = perf_counter()
    site = Site(plan=replay.plan, sites=replay.sites, hosts=replay.hosts)
    with serve(site), receive(Receiver()) as receiver:
        status = _watch(replay, site, receiver)
    seconds = perf_counter() - begun
    added = _add(replay, site)
    log = list(events(replay.folder / "watch.log"))
    with open_ledger(replay.place) as ledger, open_ledger(added) as other:
        content = content_of(ledger)
        return Found(
            printed=len(replay.plan),
            missed=_missed(site),
            asked=dict(site.asked),
            fates=Counter(line["fate"] for line in log if line["event"] == "article"),
            sizes=content.sizes(),
            alerts={one.watch: one.raised for one in ledger.alerts.counts()},
            messages=len(receiver.told),
            delays=measure_delays(ledger, printing_times(site), receiver.told),
            unlike=differences(content, content_of(other)),
            troubles=[str(line) for line in log if line["level"] == "error"],
            seconds=seconds,
            status=status,
        )


def _watch(replay: Replay, site: Site, receiver: Receiver) -> int:
    wanted = Wanted(feeds=site.feeds(), hook=receiver.url, watches=0, workers=replay.workers)
    config = write_config(replay.folder / "twosource.toml", wanted)
    with open_ledger(replay.place) as ledger:
        ledger.watches.save(_EVERYTHING, datetime.now(UTC))
    setup = Setup(place=replay.place, config=config, log=replay.folder / "watch.log")
    patience = site.ends_s + _PATIENCE_S * (1 + len(site.plan) / 100)
    with watching(setup) as watch:
        watch.wait_until(lambda: _is_ready(setup, replay.workers), _PATIENCE_S)
        site.begin()
        watch.wait_until(lambda: _is_out(site) and is_settled(replay.place), patience)
        return watch.end()


def _is_ready(setup: Setup, workers: int) -> bool:
    """Whether all workers of a watch have said that they began."""
    return len([line for line in events(setup.log) if line["event"] == "worker-begun"]) >= workers


def _is_out(site: Site) -> bool:
    """Whether every story is printed, and the last version of each address was asked for."""
    return site.passed_s() > site.ends_s and not _missed(site)


def _missed(site: Site) -> list[str]:
    last = {site.url_of(one.story): one.story.content for one in site.plan}
    given = {(one.url, one.content) for one in site.given}
    return [url for url, content in last.items() if (url, content) not in given]


def _add(replay: Replay, site: Site) -> Path:
    """Add what was given out to a fresh ledger by the command; returns the ledger."""
    archive, ledger = replay.folder / "given.warc", replay.folder / "added.db"
    write_warc(archive, sorted(site.given, key=lambda one: one.at_s), site.began_at)
    command = [sys.executable, "-m", "twosource", "--db", str(ledger), "add", str(archive)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return ledger
