"""``twosource tally --press``: what articles count over time, set against the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import click

from twosource.cli.bars import Scale, make_scale, show_range
from twosource.cli.lens import show_lens
from twosource.cli.printing import print_json_list
from twosource.cli.screen import Column, Meaning, Piece, Screen, Words, open_screen
from twosource.cli.settings import Settings
from twosource.lens import Lens
from twosource.model import FirstSince, PressTally
from twosource.store import Ledger
from twosource.store.counts import Print
from twosource.tallies import PressAsked, PressCount, press_counts
from twosource.tallies.press_lines import point_of, press_lines
from twosource.tally.series import Series, gather
from twosource.tally.verdicts import PressCheck, Verdict
from twosource.values.count import format_count
from twosource.values.when import When, format_when
from twosource.wording import plural, show_value

VERDICTS: Final[dict[Verdict, Meaning]] = {
    "contradicted": "bad",
    "confirmed": "good",
    "consistent": "good",
    "cannot say": "unknown",
}
_SERIES: Final = (
    Column(name="printed", whole=True), Column(name="the press", least=10, most=24), Column(name="since", least=10, most=18),
    Column(name="", whole=True), Column(name="ledger", whole=True), Column(name="verdict", whole=True),
    Column(name="by", least=8, most=24), Column(name="told in", whole=True),
)  # fmt: skip
_FIRSTS: Final = (
    Column(name="printed", whole=True), Column(name="verdict", whole=True), Column(name="the press says", least=16),
    Column(name="by", least=8, most=24), Column(name="told in", whole=True),
)  # fmt: skip
_ROOM: Final = 104  # characters of a row beside its bar
_MOST_LISTED: Final = 5  # incidents named under a verdict


def read_asked(ledger: Ledger, incident: str | None, lens: Lens, given: Mapping[str, Any]) -> PressAsked:
    """Return which counts are wanted; raises UsageError for a filter that means nothing here, NoSuchRecord."""
    odd = next((name for name, value in given.items() if value and name not in {"since", "until"}), None)
    if odd is not None:
        option = f"--{odd.removesuffix('s')}"
        raise click.UsageError(f"{option} does not go with --press; --incident, --since and --until do")
    home = None if incident is None else ledger.incident(incident).id
    return PressAsked(incident=home, since=given.get("since"), until=given.get("until"), lens=lens)


def show_press(settings: Settings, ledger: Ledger, asked: PressAsked) -> None:
    """Show every count made by an article with the ledger's verdict."""
    counts = press_counts(ledger, asked)
    if settings.json:
        print_json_list(press_lines(counts))
        return
    screen = open_screen(settings)
    show_lens(screen, asked.lens)
    if not counts:
        screen.line("No article here counts incidents.")
        return
    screen.line(Piece(_summary(counts), "heading"))
    if asked.limit is not None and len({one.claim.report for one in counts}) >= asked.limit:
        screen.line(Piece("There may be older ones; --limit 0 shows all.", "aside"))
    _show_tallies(screen, [one for one in counts if isinstance(one.claim.value, PressTally)])
    _show_firsts(screen, [one for one in counts if isinstance(one.claim.value, FirstSince)])


def _summary(counts: Sequence[PressCount]) -> str:
    verdicts = [one.check.verdict for one in counts]
    told = [f"{verdicts.count(verdict)} {verdict}" for verdict in VERDICTS if verdict in verdicts]
    return f"{plural(len(counts), 'count')} in the press: {', '.join(told)}"


# --- counts over time -----------------------------------------------------------------------------


def _show_tallies(screen: Screen, counts: Sequence[PressCount]) -> None:
    for series in gather([point_of(one) for one in counts]):
        _show_series(screen, series, [counts[each] for each in series.points])


def _show_series(screen: Screen, series: Series, counts: Sequence[PressCount]) -> None:
    screen.heading(series.title)
    most = max(max(_bounds(one)[1], one.check.high or one.check.low) for one in counts)
    scale = make_scale(screen, most, room=_ROOM)
    rows: list[tuple[Any, ...]] = []
    for one in counts:
        rows += _rows(one, scale)
    screen.table(_SERIES, rows)
    for remark in series.remarks:
        screen.line(Piece(remark, "changed"), indent=2)
    for why in dict.fromkeys(one.check.why for one in counts):
        screen.line(Piece(why, "aside"), indent=2)
    _list_members(screen, counts)


def _bounds(one: PressCount) -> tuple[int, int]:
    assert isinstance(one.claim.value, PressTally), "only counts have bounds"
    count = one.claim.value.count
    low = count.low or 0
    return low, count.high if count.high is not None else low


def _rows(one: PressCount, scale: Scale) -> Iterable[tuple[Any, ...]]:
    """Yield two rows: what the press counts, and under it what the ledger holds."""
    assert isinstance(one.claim.value, PressTally), "only counts have bounds"
    press, check = one.claim.value, one.check
    low, high = _bounds(one)
    yield (
        show_print(one.source), format_count(press.count), "" if press.since is None else show_since(press.since),
        scale.bar(low, None if press.count.high is None else high), "",
        Piece(check.verdict, VERDICTS[check.verdict]), one.source.outlet or "", Piece(one.incident.id, "id"),
    )  # fmt: skip
    if check.counted or check.borders:
        yield (
            "",
            "ledger",
            "",
            scale.bar(check.low, check.high),
            show_range(check.low, check.high),
            "",
            "",
            "",
        )


def show_print(source: Print) -> str:
    """Write the day an article was printed on."""
    return "no date" if source.published is None else f"{source.published:%Y-%m-%d}"


def show_since(since: When) -> str:
    """Write a start without the "since" it may carry itself."""
    return format_when(since).removeprefix("since ")


def _list_members(screen: Screen, counts: Sequence[PressCount]) -> None:
    """Name what the last check counted, and what it left at the border with the first reason."""
    check = counts[-1].check
    if check.counted:
        screen.line(f"counted: {_some(check.counted)}", indent=2)
    for one in check.borders[:_MOST_LISTED]:
        screen.line("perhaps ", Piece(one.incident, "id"), f": {'; '.join(one.whys)}", indent=2)
    if len(check.borders) > _MOST_LISTED:
        screen.line(f"and {len(check.borders) - _MOST_LISTED} more that may belong", indent=2)


def _some(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _MOST_LISTED} more" if len(ids) > _MOST_LISTED else ""
    return ", ".join(ids[:_MOST_LISTED]) + more


# --- the first since ------------------------------------------------------------------------------


def _show_firsts(screen: Screen, counts: Sequence[PressCount]) -> None:
    if not counts:
        return
    screen.heading("The first since")
    rows: list[tuple[Words, ...]] = []
    for one in counts:
        verdict = Piece(one.check.verdict, VERDICTS[one.check.verdict])
        outlet = one.source.outlet or ""
        rows.append((show_print(one.source), verdict, _first(one), outlet, Piece(one.incident.id, "id")))
        rows += [("", "", Piece(words, "aside"), "", "") for words in (one.check.why, *_checked(one.check))]
    screen.table(_FIRSTS, rows)


def _first(one: PressCount) -> str:
    """Write what it is the first of, its places only where the words do not name them."""
    value = one.claim.value
    assert isinstance(value, FirstSince), "only firsts are shown here"
    rank = next((word for word in one.claim.as_said.split() if word.casefold() in _RANKS), "first")
    places = [name for name in value.where if name not in value.what]
    shown = show_value(replace(value, where=tuple(places)))
    return shown.replace("the first", f"the {rank}", 1)


_RANKS: Final = frozenset({"first", "deadliest", "worst", "biggest", "largest"})


def _checked(check: PressCheck) -> Iterable[str]:
    if check.counted:
        yield f"earlier: {_some(check.counted)}"
    for one in check.borders[:_MOST_LISTED]:
        yield f"perhaps {one.incident}: {'; '.join(one.whys)}"
