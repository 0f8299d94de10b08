"""``twosource doctor``: whether everything is there, and sound."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from twosource import __version__
from twosource.cli.complaints import sentences
from twosource.cli.manual import command
from twosource.cli.screen import Column, Piece, Screen, open_screen
from twosource.cli.settings import Settings, get_settings
from twosource.errors import TwosourceError

if TYPE_CHECKING:
    from twosource.store import Ledger
    from twosource.store.checks import Check

_COLUMNS: Final = (Column(name="", whole=True), Column(name="check", whole=True), Column(name="found"))
_LIBRARIES: Final = ("click", "lxml", "nupunkt", "onnxruntime", "sqlalchemy", "trafilatura")
_REBUILT: Final = 200  # incidents made anew where no number is given: a few seconds
_COUNTED: Final = ("articles", "incidents", "claims", "judgements")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: whether it is as it should be, and what was found."""

    name: str
    ok: bool
    detail: str


@command(
    "doctor",
    examples=(
        ("Check the program and the ledger", "twosource doctor"),
        ("Make 1,000 incidents anew, and compare", "twosource doctor --rebuild 1000"),
        ("In a nightly job", "twosource --db /var/lib/twosource.db doctor --json || mail -s 'ledger' ops"),
    ),
    exits={1: "something is wrong; it is marked in the list"},
)
@click.option(
    "--rebuild",
    type=click.IntRange(min=1),
    is_flag=False,
    flag_value=_REBUILT,
    metavar="[N]",
    help="Also make N incidents anew from claims and judgements, spread over all there are, and say which"
    f" come out otherwise. Default: {_REBUILT}.",
)
def COMMAND(rebuild: int | None) -> int:  # noqa: N802
    """Check the program, its data and the ledger, every quote included.

    Compares each quote ever kept with the words of its article, and looks for what is lost or there
    twice, which takes a while on a large ledger. Where there is no ledger, the rest is checked.
    Nothing is mended or changed.
    """
    settings = get_settings()
    found: list[Finding] = []
    if settings.json:
        found.extend(_look(settings, rebuild))
        _print_json(found)
    else:
        screen = open_screen(settings)
        found.extend(_look(settings, rebuild))
        _show(screen, found)
    return 0 if all(finding.ok for finding in found) else 1


def _look(settings: Settings, rebuild: int | None) -> Iterator[Finding]:
    yield Finding(name="twosource", ok=True, detail=f"{__version__}, Python {sys.version.split()[0]}")
    yield _guarded("libraries", _libraries)
    yield _guarded("SQLite", _sqlite)
    yield _guarded("gazetteer", _gazetteer)
    yield _guarded("data files", _data_files)
    yield _guarded("trained reader", _trained_reader)
    yield _guarded("map of the desk", _map)
    yield from _ledger(settings, rebuild)


def _guarded(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name=name, ok=True, detail=look())
    except TwosourceError as error:
        return Finding(name=name, ok=False, detail=sentences(str(error), error.hint))
    except (PackageNotFoundError, ValueError, OSError) as error:
        return Finding(name=name, ok=False, detail=str(error))


def _libraries() -> str:
    return ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)


def _sqlite() -> str:
    import sqlite3  # noqa: PLC0415

    with closing(sqlite3.connect(":memory:")) as memory:
        options = [row[0] for row in memory.execute("PRAGMA compile_options")]
    if "ENABLE_FTS5" not in options:
        raise TwosourceError(f"{sqlite3.sqlite_version} lacks full text search (FTS5)")
    return f"{sqlite3.sqlite_version}, with full text search"


def _gazetteer() -> str:
    """Open the compiled gazetteer and count its places; raises KnowledgeError where it is missing."""
    import sqlite3  # noqa: PLC0415

    from twosource.knowledge.places import load_gazetteer  # noqa: PLC0415

    load_gazetteer()
    path = Path(str(files("twosource.knowledge").joinpath("places.sqlite")))
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as compiled:
        (places,) = compiled.execute("SELECT count(*) FROM place").fetchone()
        (names,) = compiled.execute("SELECT count(*) FROM name").fetchone()
    return f"{places:,} places under {names:,} names"


def _data_files() -> str:
    from twosource.knowledge.kinds import load_kinds  # noqa: PLC0415
    from twosource.knowledge.weapons import load_weapons  # noqa: PLC0415

    return f"{len(load_kinds())} kinds of incident, {len(load_weapons())} weapons"


def _trained_reader() -> str:
    """Load the weights and run them once; raises WeightsUnavailable where they can't be."""
    from twosource.read.readers import load_packaged  # noqa: PLC0415
    from twosource.text import Span  # noqa: PLC0415

    proposer, words = load_packaged(), "Police said two people were shot."
    proposer.propose(words, [Span(0, len(words))])
    return proposer.version


def _map() -> str:
    """Say whether the map was built; a desk without one is no fault."""
    if files("twosource").joinpath("web", "static", "built", "map.js").is_file():
        return "built"
    return "not built, as Node.js was missing: the desk shows its list alone; with Node.js 18, install again"


def _ledger(settings: Settings, rebuild: int | None) -> Iterator[Finding]:
    from twosource.store.opening import is_there  # noqa: PLC0415  (imports SQLAlchemy, 0.1 s)

    try:
        if not is_there(settings.place):
            none = f"none at {settings.shown_place}; twosource add makes one"
            yield Finding(name="ledger", ok=True, detail=none)
            return
        with settings.open_ledger() as ledger:
            yield Finding(name="ledger", ok=True, detail=_describe(ledger))
            checks = chain(ledger.check(), () if rebuild is None else _rebuilt(ledger, rebuild))
            yield from (
                Finding(name=f"ledger: {check.name}", ok=check.ok, detail=check.detail) for check in checks
            )
    except TwosourceError as error:
        yield Finding(name="ledger", ok=False, detail=sentences(str(error), error.hint))


def _rebuilt(ledger: "Ledger", most: int) -> "Iterator[Check]":
    from twosource.ingest.clock import SystemClock  # noqa: PLC0415
    from twosource.store.rebuilding import check_rebuilt  # noqa: PLC0415  (imports linking)

    yield check_rebuilt(ledger, most, SystemClock().now())


def _describe(ledger: "Ledger") -> str:
    from twosource.store.opening import REVISION  # noqa: PLC0415

    stats = ledger.stats()
    counts = ", ".join(f"{stats[name]:,} {name}" for name in _COUNTED)
    return f"{ledger.name}, {stats['bytes'] / 1e6:,.1f} MB, schema {REVISION}: {counts}"


def _show(screen: Screen, found: list[Finding]) -> None:
    screen.table(_COLUMNS, [
        (Piece("ok", "good") if one.ok else Piece("WRONG", "bad"), one.name, one.detail) for one in found
    ])  # fmt: skip
    wrong = sum(not one.ok for one in found)
    screen.line(
        Piece(f"{wrong} of {len(found)} checks failed.", "bad") if wrong else "Everything is in order."
    )


def _print_json(found: list[Finding]) -> None:
    from twosource.cli.printing import print_json  # noqa: PLC0415

    print_json(
        {
            "ok": all(one.ok for one in found),
            "checks": [{"name": one.name, "ok": one.ok, "detail": one.detail} for one in found],
        }
    )
