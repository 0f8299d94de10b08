import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.contents import Contents, contents, differences, failures
from tests.killing.dying import Death, die, live
from tests.killing.stories import Story, make_stories

_MOST_DEATHS: Final = 3  # on one ledger, before it may come to its end
_COLD: Final = 0.1  # share of kills of new interpreters, which take a second to start
_BY_STATEMENT: Final = 0.5  # share of the others that die before a statement, not at a moment
_SHOWN: Final = 5  # differences told of one ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A story that came to its end undisturbed: what it wrote, in how many statements and seconds."""

    story: Story
    wrote: Contents
    statements: int
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill as often as asked; returns 1 where anything was lost, doubled or damaged."""
    asked = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        tolls = _Tolls(kills=asked.kills if asked.every is None else None)
        endings = [_end(story, folder) for story in make_stories(folder, asked.every)]
        if asked.every is None:
            trials = _random_trials(endings, random.Random(asked.seed))
        else:
            trials = _every_trial(endings[0], asked.step)
        _try_all(trials, folder, tolls)
    print(tolls)  # noqa: T201
    return 1 if tolls.spoilt else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.killing")
    parser.add_argument("--kills", type=int, default=200, help="how many children must be killed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", metavar="STORY", help="die before each statement of a story instead")
    parser.add_argument("--step", type=int, default=1, help="... or before each so-manieth")
    return parser


@dataclass(slots=True, kw_only=True)
class _Tolls:
    """How many children were begun and killed, on how many ledgers; enough after ``kills``."""

    kills: int | None
    children: int = 0
    killed: int = 0
    ledgers: int = 0
    spoilt: int = 0

    @property
    def is_enough(self) -> bool:
        return self.kills is not None and self.killed >= self.kills

    def __str__(self) -> str:
        return (
            f"{self.killed} kills of {self.children} children on {self.ledgers} ledgers: {self.spoilt} spoilt"
        )


def _end(story: Story, folder: Path) -> Ending:
    ledger = _begin(story, folder / f"{story.name}-undisturbed.db")
    begun = time.perf_counter()
    statements = live(story, ledger)
    seconds = time.perf_counter() - begun
    return Ending(story=story, wrote=contents(ledger), statements=statements, seconds=seconds)


def _begin(story: Story, ledger: Path) -> Path:
    if story.base is not None:
        _copy(story.base, ledger)
    return ledger


def _copy(ledger: Path, to: Path) -> Path:
    """Copy a ledger with what waits in its journal, as a backup of a running machine would."""
    for end in ("", "-wal"):
        if Path(f"{ledger}{end}").exists():
            shutil.copy(f"{ledger}{end}", f"{to}{end}")
    return to


# --- trials --------------------------------------------------------------------------------------


def _random_trials(endings: Sequence[Ending], rng: random.Random) -> Iterator[tuple[Ending, list[Death]]]:
    while True:
        ending = rng.choice(endings)
        yield ending, [_random_death(ending, rng) for _ in range(rng.randint(1, _MOST_DEATHS))]


def _every_trial(ending: Ending, step: int) -> Iterator[tuple[Ending, list[Death]]]:
    for statement in range(1, ending.statements + 1, step):
        yield ending, [Death(statement=statement)]


def _random_death(ending: Ending, rng: random.Random) -> Death:
    if ending.story.command and rng.random() < _COLD:
        return Death(seconds=rng.uniform(0, ending.seconds), cold=True)
    if rng.random() < _BY_STATEMENT:
        return Death(statement=rng.randint(1, ending.statements))
    return Death(seconds=rng.uniform(0, ending.seconds))


def _try_all(trials: Iterator[tuple[Ending, list[Death]]], folder: Path, tolls: _Tolls) -> None:
    for ending, deaths in trials:
        with tempfile.TemporaryDirectory(dir=folder) as made:
            wrong = _try(ending, deaths, Path(made), tolls)
        tolls.ledgers += 1
        if wrong:
            tolls.spoilt += 1
            print(f"{ending.story.name}, {deaths}:", *wrong[:_SHOWN], sep="\n  ")  # noqa: T201
        if tolls.is_enough:
            return


def _try(ending: Ending, deaths: Sequence[Death], folder: Path, tolls: _Tolls) -> list[str]:
    """Kill a story as often as told and let it come to its end; returns what is wrong then or before."""
    ledger = _begin(ending.story, folder / "ledger.db")
    wrong: list[str] = []
    for at, death in enumerate(deaths):
        tolls.children += 1
        tolls.killed += die(ending.story, ledger, death)
        if ledger.exists():
            wrong += failures(_copy(ledger, folder / f"copy-{at}.db"))
    live(ending.story, ledger)
    return [*wrong, *failures(ledger), *differences(ending.wrote, contents(ledger))]


if __name__ == "__main__":
    sys.exit(main())
