"""``twosource tally``: count incidents, and check the counts that the press makes."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.filters import Around, question_options
from twosource.cli.manual import command
from twosource.cli.screen import Column, Piece, Screen, open_screen
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from twosource.ids import IncidentId
    from twosource.model import Incident, Tally
    from twosource.tally import Question

_LIST: Final = (Column(name="", whole=True), Column(name=""))
_GROUPS: Final = (
    Column(name="sure", numbers=True, whole=True),
    Column(name="at most", numbers=True, whole=True),
    Column(name=""),
)


@command(
    "tally",
    examples=(
        ("Rocket attacks in Iraq since mid-October",
         "twosource tally --kind rocket-attack --place Iraq --since 2023-10-15"),
        ("Everything, month by month", "twosource tally --by month"),
        ("Attacks on one target, blamed on or claimed by one side",
         "twosource tally --target embassy --actor 'Islamic Resistance'"),
        ("Do the counts in the press agree with the ledger?", "twosource tally --press"),
    ),
)  # fmt: skip
@question_options
@click.option(
    "--place", multiple=True, metavar="NAME", help="At a place or inside one; several: at any of them."
)
@click.option("--target", metavar="WORDS", help="Whose target has all these words.")
@click.option("--actor", metavar="WORDS", help="Blamed on or claimed by somebody with all these words.")
@click.option(
    "--by", type=click.Choice(("place", "country", "kind", "target", "actor", "year", "month", "day", "status")),
    help="Count each of these by itself.",
)  # fmt: skip
@click.option("--press", is_flag=True, help="Check the counts that articles make against the ledger.")
def COMMAND(by: str | None, press: bool, **asked: Any) -> None:  # noqa: N802
    """Count incidents, as a range, and list what was counted.

    The low end holds what surely answers; the high end adds what stands at the border: an unknown
    day or place, a disputed fact, somebody only suspected. Where the ledger starts later than
    --since, a low count proves nothing, and the tally says so.
    """
    settings = get_settings()
    with settings.open_ledger() as ledger:
        if press:
            from twosource.cli.press import show_press  # noqa: PLC0415

            show_press(settings, ledger)
            return
        from twosource.tallies import tally  # noqa: PLC0415

        made = tally(ledger, _question(**asked))
        known = {one.id: one for one in ledger.incidents_by_id([*made.counted, *made.borderline])}
        if settings.json:
            _print_json(made, known, by)
        else:
            _show(open_screen(settings), made, known, by)


def _question(near: Around | None, place: Sequence[str], **asked: Any) -> "Question":
    from twosource.tally import Question  # noqa: PLC0415
    from twosource.tally.question import Near  # noqa: PLC0415

    circle = None if near is None else Near(lat=near.lat, lon=near.lon, km=near.km)
    return Question(near=circle, places=tuple(place), **asked)


def _show(screen: Screen, made: "Tally", known: "dict[IncidentId, Incident]", by: str | None) -> None:
    asked = "; ".join(f"{name}: {_asked(name, words)}" for name, words in made.question) or "everything"
    screen.line(Piece(f"{_range(made)}", "heading"), f" ({asked})")
    if not made.covered:
        screen.line(
            Piece("The ledger does not reach back to the start: a low count proves nothing.", "changed")
        )
    if by is not None:
        screen.heading(f"By {by}")
        screen.table(_GROUPS, [
            (str(low), str(high), name) for name, (low, high) in _grouped(made, known, by).items()
        ])  # fmt: skip
    _list(screen, "Counted", made.counted, known)
    _list(screen, "At the border", made.borderline, known)


def _asked(name: str, words: str) -> str:
    """Write an instant that was asked for as its day, where it is the first or last of one."""
    day, _, clock = words.partition("T")
    is_whole = name in {"since", "until"} and clock.startswith(("00:00:00", "23:59:59"))
    return day if is_whole else words


def _range(made: "Tally") -> str:
    if made.low == made.high:
        return f"{made.low:,} incident{'' if made.low == 1 else 's'}"
    return f"{made.low:,} to {made.high:,} incidents"


def _list(
    screen: Screen, heading: str, ids: "Iterable[IncidentId]", known: "dict[IncidentId, Incident]"
) -> None:
    rows = [(Piece(each, "id"), known[each].headline) for each in ids]
    if rows:
        screen.heading(heading)
        screen.table(_LIST, rows)


def _grouped(made: "Tally", known: "dict[IncidentId, Incident]", by: str) -> dict[str, tuple[int, int]]:
    """Count each group by itself: how many surely, how many at most; times in order, the rest by size."""
    from twosource.cli.grouping import group_of  # noqa: PLC0415

    spelt: dict[str, str] = {}  # "Gunmen" and "gunmen" are one group, under the first spelling

    def group(each: "IncidentId") -> str:
        name = group_of(known[each], by)
        return spelt.setdefault(name.casefold(), name)

    sure = [group(each) for each in made.counted]
    perhaps = [group(each) for each in made.borderline]
    names = sorted({*sure, *perhaps})
    if by not in {"year", "month", "day"}:
        names.sort(key=lambda name: -(sure.count(name) + perhaps.count(name)))
    return {name: (sure.count(name), sure.count(name) + perhaps.count(name)) for name in names}


def _print_json(made: "Tally", known: "dict[IncidentId, Incident]", by: str | None) -> None:
    from twosource.cli.printing import print_json  # noqa: PLC0415

    groups = {} if by is None else _grouped(made, known, by)
    print_json(
        {
            "question": dict(made.question),
            "low": made.low,
            "high": made.high,
            "covered": made.covered,
            "counted": [_line(known[each]) for each in made.counted],
            "borderline": [_line(known[each]) for each in made.borderline],
            "by": by,
            "groups": [{"name": name, "low": low, "high": high} for name, (low, high) in groups.items()],
        }
    )


def _line(incident: "Incident") -> dict[str, str]:
    return {"id": incident.id, "headline": incident.headline}
