"""``twosource demo``: the main job on the packaged example wires."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Final

from twosource.cli.manual import command
from twosource.cli.reader import make_pipe, reader_option, tell_first
from twosource.cli.screen import Column, Piece, Screen, open_screen
from twosource.cli.settings import Settings, get_settings
from twosource.errors import KnowledgeError, TwosourceError
from twosource.wording import short_id

if TYPE_CHECKING:
    from twosource.model import Incident, Issue
    from twosource.pipeline import Pipe
    from twosource.read.readers import ReaderName
    from twosource.store import Ledger

DEMO_DB: Final = "twosource-demo.db"


@command(
    "demo",
    examples=(
        ("See it work", "twosource demo"),
        ("Keep the demo's ledger elsewhere", "twosource --db /tmp/demo.db demo"),
    ),
)
@reader_option
def COMMAND(reader: "ReaderName") -> int:  # noqa: N802
    """Run the main job on the example wires and show what came of it.

    The wires are invented: thirty-odd articles about a dozen incidents, with copies, corrections,
    contradictions and denials. They go into a ledger of their own, twosource-demo.db here unless
    --db or TWOSOURCE_DB names one; a ledger that holds other articles is left alone. Running it
    again changes nothing.
    """
    settings = get_settings()
    settings.db = settings.named_place or DEMO_DB
    wires = _find_examples() / "wires"
    made = make_pipe(reader)
    with settings.open_ledger(create=True) as ledger:
        _refuse_other_articles(ledger, wires)
        return _run(settings, ledger, wires, made)


def _run(settings: Settings, ledger: "Ledger", wires: Path, made: "tuple[Pipe, list[Issue]]") -> int:
    from twosource.cli.intake import follow, make_inputs, show_summary  # noqa: PLC0415
    from twosource.pipeline import add  # noqa: PLC0415

    screen = open_screen(settings)
    if not settings.json:
        screen.line(f"twosource --db {quote(settings.shown_place)} add {wires}")
    pipe, remarks = made
    summary = follow(tell_first(remarks, add(ledger, pipe, make_inputs([str(wires)]))), settings)
    show_summary(settings, ledger, summary, screen, briefly=True)
    if not settings.json and not summary.is_interrupted:
        _show(settings, screen, ledger)
    return summary.exit_status


def _find_examples() -> Path:
    """Return the folder of examples: packaged, or that of a source checkout."""
    packaged = Path(str(files("twosource").joinpath("examples")))
    found = packaged if packaged.is_dir() else packaged.parents[2] / "examples"
    if not (found / "wires").is_dir():
        raise KnowledgeError("the example wires are missing", hint="install twosource again")
    here = Path.cwd()
    return found.relative_to(here) if found.is_relative_to(here) else found


def _refuse_other_articles(ledger: "Ledger", wires: Path) -> None:
    """Raise TwosourceError where a ledger holds articles that are not the examples."""
    own = {sha256(path.read_bytes()).hexdigest() for path in wires.rglob("*") if path.is_file()}
    if any(article.page not in own for article in ledger.articles()):
        raise TwosourceError(
            f"{ledger.name} holds articles of yours; those of the demo are invented",
            hint="give the demo a ledger of its own with --db",
        )


def _show(settings: Settings, screen: Screen, ledger: "Ledger") -> None:
    from twosource.briefs import make_brief  # noqa: PLC0415
    from twosource.cli.brief import show_short  # noqa: PLC0415
    from twosource.cli.incidents import show_incidents  # noqa: PLC0415
    from twosource.store import Filter  # noqa: PLC0415

    found = list(ledger.incidents(Filter()))
    screen.blank()
    screen.line(f"twosource --db {quote(settings.shown_place)} incidents")
    show_incidents(screen, found)
    chosen = list(_choose(found))
    for heading, incident, fields in chosen:
        screen.heading(heading)
        screen.line(f"twosource --db {quote(settings.shown_place)} show {incident.id}")
        screen.blank()
        show_short(screen, make_brief(ledger, incident.id), fields)
    _show_way_on(settings, screen, [incident for _, incident, _ in chosen] or found[:1])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """Something worth showing: facts of some fields that stand in one of some ways, the best first."""

    heading: str
    fields: tuple[str, ...]
    statuses: tuple[str, ...]

    def weigh(self, incident: "Incident") -> tuple[int, int, int]:
        """Return how telling an incident is; nothing where the first number is nought."""
        found = [fact for fact in incident.facts if fact.field in self.fields and not fact.scope]
        ranks = [len(self.statuses) - self.statuses.index(fact.status.value)
                 for fact in found if fact.status.value in self.statuses]  # fmt: skip
        return max(ranks, default=0), incident.newsrooms, incident.voices


_TELLING: Final = (
    _Telling(heading="Two voices, two tolls", fields=("killed", "injured"), statuses=("contradicted",)),
    _Telling(heading="A toll that rose", fields=("killed", "injured"), statuses=("updated",)),
    _Telling(
        heading="Who did it: claimed and denied",
        fields=("responsibility", "perpetrator"),
        statuses=("contradicted", "updated"),
    ),
)


def _choose(found: "Sequence[Incident]") -> "Iterator[tuple[str, Incident, tuple[str, ...]]]":
    """Yield the most telling incident of each sort, none of them twice."""
    left = list(found)
    for telling in _TELLING:
        best = max(left, key=telling.weigh, default=None)
        if best is not None and telling.weigh(best)[0]:
            left.remove(best)
            yield telling.heading, best, telling.fields


def _show_way_on(settings: Settings, screen: Screen, chosen: "Sequence[Incident]") -> None:
    if not chosen:
        return
    program = f"twosource --db {quote(settings.shown_place)}"
    screen.blank()
    screen.line("Look further:")
    ways = (
        (Piece(f"{program} show {chosen[0].id}", "heading"), "every claim and quote of it"),
        (f"{program} article {short_id(chosen[0].articles[0])}", "a text with its claims marked"),
        (f"{program} incidents --status contradicted", "what the voices disagree about"),
        ("twosource --help", "everything else"),
    )
    screen.table((Column(name=""), Column(name="")), ways, indent=2)
