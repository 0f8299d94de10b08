"""What ``add``, ``reread`` and ``demo`` share: following articles through the pipe, and the summary."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from twosource.cli.complaints import complain, complaint
from twosource.cli.neutral import harmless
from twosource.cli.screen import Column, Piece, Screen
from twosource.cli.settings import Settings
from twosource.errors import TwosourceError
from twosource.wording import listed, plural

if TYPE_CHECKING:
    from twosource.ids import IncidentId
    from twosource.model import Incident, Issue
    from twosource.pipeline import Fate, Inputs
    from twosource.store import Ledger

INTERRUPTED: Final = 130
_SHOWN: Final = 30  # incidents named in a summary on a terminal or in a pipe; --json names all


@dataclass(slots=True, kw_only=True)
class Summary:
    """What became of the articles of one run."""

    fates: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    incidents: "dict[IncidentId, None]" = field(default_factory=dict)
    issues: "list[Issue]" = field(default_factory=list)
    is_interrupted: bool = False

    def count(self, fate: "Fate") -> None:
        """Take one more fate into account."""
        self.fates[fate.what] += 1
        self.incidents |= dict.fromkeys(fate.incidents)
        if fate.dropped is not None:
            self.reasons[fate.dropped.reason] += 1
        if fate.issue is not None:
            self.issues.append(fate.issue)

    @property
    def kept(self) -> int:
        """Return how many articles the ledger holds of those given so far."""
        return sum(self.fates[what] for what in ("added", "copy", "updated", "known"))

    @property
    def exit_status(self) -> int:
        """Return what the program ends with."""
        if self.is_interrupted:
            return INTERRUPTED
        return 1 if self.problems else 0

    @property
    def problems(self) -> int:
        """Return how many issues cost something; remarks do not."""
        return sum(not issue.remark for issue in self.issues)


def make_inputs(given: Iterable[str], *, allow_private: bool = False, **said: str | None) -> "Inputs":
    """Return inputs for the pipe, with the real fetcher and standard input."""
    from twosource.pipeline import Inputs  # noqa: PLC0415

    return Inputs(
        given=tuple(given),
        fetcher=_LazyFetcher(allow_private=allow_private),
        stdin=getattr(sys.stdin, "buffer", None),
        **said,
    )


def follow(fates: "Iterator[Fate]", settings: Settings) -> Summary:
    """Run the pipe to its end, or to Ctrl-C, complaining of each issue as it comes."""
    summary = Summary()
    with _progress(has_colour=settings.has_colour) as tell:
        try:
            for fate in fates:
                summary.count(fate)
                tell(fate, summary)
        except KeyboardInterrupt:
            summary.is_interrupted = True
        except TwosourceError:
            complain(f"stopped; what was added before is kept ({plural(summary.kept, 'article')})")
            raise
    if summary.is_interrupted:
        complain("interrupted", hint="what was added before is kept; give the same input again to go on")
    return summary


def tell_empty(fates: "Iterable[Fate]", named: Iterable[str]) -> "Iterator[Fate]":
    """Yield fates, and an issue for each input given by its name that holds no article.

    What is found in folders, feeds and archives without being an article is only counted, unless
    nothing at all was found.
    """
    names, last, found = frozenset(named), "", False
    for fate in fates:
        yield fate
        is_empty = fate.article is None and fate.issue is None
        if is_empty and fate.address in names:
            yield _empty(fate.address)
        last = fate.address
        found = found or not is_empty or last in names
    if last and not found:
        yield _empty(last)


def _empty(address: str) -> "Fate":
    from twosource.model import Issue  # noqa: PLC0415
    from twosource.pipeline import Fate  # noqa: PLC0415

    hint = "Give the page of the article itself; twosource drops --list shows what was left out."
    issue = Issue(address=address, message="no article was found in it", hint=hint)
    return Fate(address=address, what="issue", issue=issue)


def show_summary(
    settings: Settings, ledger: "Ledger", summary: Summary, screen: Screen, *, briefly: bool = False
) -> None:
    """Print what became of the articles and, unless ``briefly``, which incidents they tell of."""
    standing = [incident for incident in summary.incidents if ledger.is_open(incident)]
    if settings.json:
        _print_json(settings, summary, standing)
        return
    screen.line(_counted(summary, settings.shown_place))
    if summary.problems:
        screen.line(Piece(f"{plural(summary.problems, 'problem')}, told of on standard error.", "bad"))
    if not briefly:
        _show_touched(screen, list(ledger.incidents_by_id(standing[:_SHOWN])), len(standing))


def _show_touched(screen: Screen, touched: "list[Incident]", number: int) -> None:
    if not touched:
        return
    screen.line(f"They tell of {plural(number, 'incident')}:")
    columns = (Column(name="", whole=True), Column(name=""))
    screen.table(columns, [(Piece(one.id, "id"), one.headline) for one in touched], indent=2)
    if number > len(touched):
        screen.line(f"and {number - len(touched)} more: twosource incidents", indent=2)


def _counted(summary: Summary, place: str) -> str:
    copies, fresh = summary.fates["copy"], summary.fates["added"]
    parts = [f"{plural(fresh + copies, 'article')} added" + (_of_which(copies) if copies else "")]
    if summary.fates["updated"]:
        parts.append(f"{summary.fates['updated']:,} read anew with another result")
    if summary.fates["known"]:
        parts.append(f"{summary.fates['known']:,} known already")
    if summary.fates["dropped"]:
        reasons = listed(f"{number} {reason}" for reason, number in summary.reasons.most_common())
        parts.append(f"{summary.fates['dropped']:,} dropped ({reasons})")
    return f"{place}: {', '.join(parts)}."


def _of_which(copies: int) -> str:
    return f" ({copies:,} of them {'a copy of another' if copies == 1 else 'copies of others'})"


def _print_json(settings: Settings, summary: Summary, standing: "list[IncidentId]") -> None:
    from twosource.cli.printing import print_json  # noqa: PLC0415

    print_json(
        {
            "db": settings.shown_place,
            "articles": {what: summary.fates[what] for what in ("added", "copy", "updated", "known", "dropped")},
            "dropped": dict(summary.reasons.most_common()),
            "incidents": list(standing),
            "issues": [
                {"address": one.address, "message": one.message, "hint": one.hint, "remark": one.remark}
                for one in summary.issues
            ],
            "interrupted": summary.is_interrupted,
        }
    )  # fmt: skip


class _LazyFetcher:
    """Fetches like the real one, whose libraries are loaded with the first address."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._fetcher: Any = None

    def fetch(self, url: str) -> Any:
        """Return the page at an address."""
        if self._fetcher is None:
            from twosource.ingest.fetch import HttpFetcher  # noqa: PLC0415  (imports aiohttp, 0.2 s)

            self._fetcher = HttpFetcher(allow_private=self._allow_private)
        return self._fetcher.fetch(url)


_Tell = Callable[["Fate", Summary], None]


@contextmanager
def _progress(*, has_colour: bool) -> Iterator[_Tell]:
    """Tell of each fate: issues as lines, and on a terminal how far it is."""
    if not sys.stderr.isatty():
        yield lambda fate, _: _complain_of(fate)
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    console = Console(stderr=True, highlight=False, markup=False, color_system="auto" if has_colour else None)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def tell(fate: "Fate", summary: Summary) -> None:
            done = sum(summary.fates.values()) - summary.fates["issue"]
            bar.update(task, description=f"{plural(done, 'article')}: {harmless(fate.address)[-60:]}")
            if fate.issue is not None:
                bar.console.print(Text(_complaint_of(fate.issue)), soft_wrap=True)

        yield tell


def _complain_of(fate: "Fate") -> None:
    if fate.issue is not None:
        complain(fate.issue.message, hint=fate.issue.hint, address=fate.issue.address)


def _complaint_of(issue: "Issue") -> str:
    return complaint(issue.message, hint=issue.hint, address=issue.address)
