"""``twosource tally``: count incidents, and check the counts that the press makes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.asking import make_question, question_options
from twosource.cli.bars import make_scale, show_range
from twosource.cli.lens import lens_options, show_lens, take_lens, with_lens
from twosource.cli.manual import command
from twosource.cli.screen import Column, Piece, Screen, open_screen
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from twosource.ids import IncidentId
    from twosource.model import Tally
    from twosource.tallies import Counted
    from twosource.tally import Toll

_GROUPS: Final = (
    "month", "week", "day", "year", "place", "country", "kind", "target", "actor", "outlet", "status",
)  # fmt: skip
_TOLLS: Final = ("killed", "injured", "captured")
_MOST_LISTED: Final = 50
_MOST_PRINTED: Final = 500
_LIST: Final = (Column(name="", whole=True), Column(name=""))


@command(
    "tally",
    examples=(
        ("Rocket attacks on one target since the day a war began, and which they are",
         "twosource tally --target 'US embassy Baghdad' --since 2023-10-07 --kind rocket-attack"),
        ("Two kinds in two countries, month by month as a chart, with who was killed",
         "twosource tally --kind bombing --kind shooting --place Iraq --place Syria --by month --sum killed"),
        ("Do the counts in the press agree with the ledger?", "twosource tally --press"),
        ("The counts that one incident's articles make", "twosource tally --press --incident i_4a4df80796"),
    ),
)  # fmt: skip
@question_options
@click.option("--by", type=click.Choice(_GROUPS), help="Count each of these by itself, as a chart.")
@click.option(
    "--sum", "sums", type=click.Choice(_TOLLS), multiple=True, help="Add up these, as a range; may be repeated."
)  # fmt: skip
@click.option(
    "--limit", type=click.IntRange(min=0), metavar="N",
    help="List the newest N of each sort (50), with --press the reports printed last (500); 0 lists all."
    " Counts always hold all.",
)  # fmt: skip
@click.option("--press", is_flag=True, help="Check the counts that articles make against the ledger.")
@click.option("--incident", metavar="ID", help="With --press: the counts of this incident's articles only.")
@lens_options
def COMMAND(  # noqa: N802
    by: str | None, sums: Sequence[str], limit: int | None, press: bool, incident: str | None, **asked: Any
) -> None:
    """Count incidents, as a range, and list what was counted.

    The low end holds what surely answers, two incidents that may be one counted as one; the high
    end adds what stands at the border: an unknown day or place, a disputed fact, somebody only
    suspected. Each borderline case says why it is one. Where the ledger starts later than --since, a
    low count proves nothing, and the tally says so.

    With --press, every count that articles make ("the third this year", "the first since May") is
    set against the ledger: confirmed, consistent, contradicted, or nobody can say.
    """
    settings = get_settings()
    lens = take_lens(asked)
    if incident is not None and not press:
        raise click.UsageError("--incident needs --press: twosource tally --press --incident ID")
    with settings.open_ledger() as ledger:
        if press:
            from twosource.cli.press import read_asked, show_press  # noqa: PLC0415

            wanted = read_asked(ledger, incident, lens, asked)
            show_press(settings, ledger, replace(wanted, limit=_limit(limit, _MOST_PRINTED) or None))
            return
        from twosource.tallies import count, group  # noqa: PLC0415

        counted = count(ledger, make_question(**asked), lens, _needed(by, sums))
        told = Told(
            counted=counted,
            by=by,
            sums=tuple(sums),
            groups={} if by is None else group(ledger, counted, by),
            limit=_limit(limit, _MOST_LISTED),
        )
        if settings.json:
            from twosource.cli.printing import print_json  # noqa: PLC0415

            print_json(with_lens(_to_json(told), lens))
            return
        screen = open_screen(settings)
        show_lens(screen, lens)
        _show(screen, told)


def _limit(given: int | None, usual: int) -> int:
    return usual if given is None else given


def _needed(by: str | None, sums: Sequence[str]) -> "frozenset[Any] | None":
    """Return the fields of the facts that are shown; None for all of them."""
    if by == "status":
        return None
    shown = {"target": ("target",), "actor": ("perpetrator", "responsibility")}.get(by or "", ())
    return frozenset((*shown, *sums, *(("casualties",) if sums else ())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A tally and how it is to be shown; ``groups`` hold the ids of each group, in order."""

    counted: "Counted"
    by: str | None
    sums: tuple[str, ...]
    groups: "Mapping[str, tuple[tuple[IncidentId, ...], tuple[IncidentId, ...]]]"
    limit: int

    @property
    def tally(self) -> "Tally":
        """Return the count."""
        return self.counted.tally

    def toll(self, field: Any, sure: "Iterable[IncidentId]", perhaps: "Iterable[IncidentId]") -> "Toll":
        """Sum a toll over some incidents."""
        from twosource.tally import sum_toll  # noqa: PLC0415

        return sum_toll(self.counted.held(sure), self.counted.held(perhaps), field)

    def total(self, field: str) -> "Toll":
        """Sum a toll over all."""
        return self.toll(field, self.tally.counted, self.tally.borderline)

    def range_of(self, name: str) -> tuple[int, int]:
        """Count a group: how many surely, pairs that may be one counted once, and how many at most."""
        from twosource.tally.counting import count_apart, twins_among  # noqa: PLC0415

        sure, perhaps = self.groups[name]
        return count_apart(sure, twins_among(self.tally.twins, sure)), len(sure) + len(perhaps)


# --- on the screen --------------------------------------------------------------------------------


def _show(screen: Screen, told: Told) -> None:
    made = told.tally
    screen.line(Piece(_counted(made), "heading"))
    screen.line(f"{made.sentence}.")
    if not made.covered:
        screen.line(Piece(_uncovered(made), "changed"))
    for field in told.sums:
        screen.line(Piece(_toll(told.total(field)), "value"))
    if told.groups:
        _show_groups(screen, told)
    _list(screen, told, "Counted", made.counted)
    _list(screen, told, "At the border", made.borderline)
    _list_twins(screen, made)


def _counted(made: "Tally") -> str:
    if made.low == made.high:
        return f"{made.low:,} incident{'' if made.low == 1 else 's'}"
    return f"{made.low:,} to {made.high:,} incidents"


def _uncovered(made: "Tally") -> str:
    if made.ledger_since is None:
        return "No incident of the ledger has a known day: a low count proves nothing."
    from twosource.tally.wording import write_moment  # noqa: PLC0415

    return f"The ledger starts only on {write_moment(made.ledger_since.date())}: a low count proves nothing."


def _toll(toll: "Toll") -> str:
    untold = f" ({toll.untold:,} incidents tell none)" if toll.untold > 1 else ""
    return (
        f"{show_range(toll.low, toll.high)} {toll.field}{untold or ' (1 incident tells none)' * toll.untold}"
    )


def _show_groups(screen: Screen, told: Told) -> None:
    ranges = {name: told.range_of(name) for name in told.groups}
    widest = max(map(len, ranges))
    scale = make_scale(
        screen, max(high for _, high in ranges.values()), room=widest + 14 + 18 * len(told.sums)
    )
    tolls = (Column(name=field, numbers=True, whole=True) for field in told.sums)
    columns = (Column(name=str(told.by)), Column(name="incidents", numbers=True, whole=True), *tolls,
               Column(name="", whole=True))  # fmt: skip
    rows: list[tuple[str | Piece, ...]] = []
    for name, (low, high) in ranges.items():
        sums = (_sum_of(told, name, field) for field in told.sums)
        rows.append((name, show_range(low, high), *sums, scale.bar(low, high)))
    screen.heading(f"By {told.by}")
    screen.table(columns, rows)
    screen.line(Piece(f"{scale.solid} surely, {scale.light} perhaps", "aside"))
    if told.by == "outlet":
        screen.line(Piece("An incident that several outlets printed is counted under each.", "aside"))


def _sum_of(told: Told, name: str, field: str) -> str:
    toll = told.toll(field, *told.groups[name])
    return show_range(toll.low, toll.high)


def _list(screen: Screen, told: Told, heading: str, ids: "Sequence[IncidentId]") -> None:
    if not ids:
        return
    whys = {one.incident: one.whys for one in told.tally.borders}
    ordered = _newest_first(told, ids)
    shown = ordered[: told.limit] if told.limit else ordered
    screen.heading(heading)
    rows: list[tuple[str | Piece, ...]] = []
    for each in shown:
        rows.append((Piece(each, "id"), told.counted.incidents[each].headline))
        rows += [("", Piece(f"because {why}", "aside")) for why in whys.get(each, ())]
    screen.table(_LIST, rows)
    if len(shown) < len(ids):
        screen.line(Piece(f"and {len(ids) - len(shown):,} older ones; --limit 0 lists all.", "aside"))


def _newest_first(told: Told, ids: "Sequence[IncidentId]") -> "list[IncidentId]":
    from twosource.tallies.grouping import day_of  # noqa: PLC0415

    return sorted(ids, key=lambda each: (day_of(told.counted.incidents[each]), each), reverse=True)


def _list_twins(screen: Screen, made: "Tally") -> None:
    if not made.twins:
        return
    screen.heading("May be one")
    for pair in made.twins:
        screen.line(
            Piece(pair.left, "id"), " and ", Piece(pair.right, "id"),
            f" may be the same incident, which would make one less: {pair.why}.",
        )  # fmt: skip


# --- as JSON --------------------------------------------------------------------------------------


def _to_json(told: Told) -> dict[str, Any]:
    from twosource.wire.tallies import tally_line, toll_line  # noqa: PLC0415

    groups = []
    for name, (sure, perhaps) in told.groups.items():
        low, high = told.range_of(name)
        sums = {field: toll_line(told.toll(field, sure, perhaps)) for field in told.sums}
        groups.append({"name": name, "low": low, "high": high} | ({"sums": sums} if sums else {}))
    line = tally_line(told.tally, {key: one.headline for key, one in told.counted.incidents.items()})
    return {
        **line,
        "sums": {field: toll_line(told.total(field)) for field in told.sums},
        "by": told.by,
        "groups": groups,
    }
