"""What is done to which ledger, to be broken off: articles added, all read anew, a merge, its undoing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from tests.builders import NOW
from tests.cli.conftest import run_command, write_wires
from tests.fakes import FakeClock, FakeFetcher
from twosource.model import Article, Draft, Dropped
from twosource.pipeline import Inputs, Pipe, add, load_stages
from twosource.review import Signed, merge, undo
from twosource.store import Filter, open_ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A ledger to begin with, where there is one, and what is done to it.

    ``command`` says the same as a command line, where there is one.
    """

    name: str
    base: Path | None
    act: Callable[[Path], None]
    command: tuple[str, ...] = ()


def make_stories(folder: Path, only: str | None = None) -> list[Story]:
    """Return the stories, or one of them; the ledgers they begin with are made in the folder."""
    wires = write_wires(folder / "wires.jsonl")
    return [make(folder / f"{name}.db", wires) for name, make in _MAKERS.items() if only in {None, name}]


def _add(_: Path, wires: Path) -> Story:
    return _commanded("add", None, "add", str(wires))


def _reread(base: Path, wires: Path) -> Story:
    return _commanded("reread", _add_as_before(base, wires), "reread")


def _commanded(name: str, base: Path | None, *command: str) -> Story:
    def act(ledger: Path) -> None:
        ran = run_command("--db", str(ledger), *command)
        assert ran.status == 0, f"{command} ended with {ran.status}: {ran.err}"

    return Story(name=name, base=base, act=act, command=command)


def _merge(base: Path, wires: Path) -> Story:
    """Let a person say that the bus in Kenya and the hotel in Somalia are one."""
    run_command("--db", str(base), "add", str(wires))
    return Story(name="merge", base=base, act=_say_one)


def _undo(base: Path, wires: Path) -> Story:
    """Let the person take that back."""
    _merge(base, wires).act(base)

    def act(path: Path) -> None:
        with open_ledger(path) as ledger:
            (merged,) = (one for one in ledger.decisions.acts() if one.what == "merge")
            undo(ledger, Signed(by="Amina", reason="they are two", at=NOW), merged.id)

    return Story(name="undo", base=base, act=act)


def _say_one(path: Path) -> None:
    with open_ledger(path) as ledger:
        both = [incident.id for incident in ledger.incidents(Filter())]
        if len(both) > 1:
            merge(ledger, Signed(by="Amina", reason="one attack", at=NOW), both)


def _add_as_before(path: Path, wires: Path) -> Path:
    """Add the wires as an older cleaner would have: a line too much in each text, and one date wrong.

    Read anew, each article is replaced by another, and the Herald's report, which stood alone for
    its date, moves to the Courier's incident.
    """
    stages = load_stages()

    def clean(draft: Draft) -> Article | Dropped:
        made = stages.clean(replace(draft, body=f"{draft.body}\n\nThe lake lay quiet under the moon."))
        return _misdated(made) if isinstance(made, Article) else made

    pipe = Pipe(clock=FakeClock(instant=NOW), stages=replace(stages, clean=clean))
    with open_ledger(path) as ledger:
        list(add(ledger, pipe, Inputs(given=(str(wires),), fetcher=FakeFetcher())))
    return path


def _misdated(article: Article) -> Article:
    if article.outlet != "Nyanza Herald" or article.published is None:
        return article
    return replace(article, published=article.published - timedelta(days=60))


_MAKERS: Final[dict[str, Callable[[Path, Path], Story]]] = {
    "add": _add,
    "reread": _reread,
    "merge": _merge,
    "undo": _undo,
}
