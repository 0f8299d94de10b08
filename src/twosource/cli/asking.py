"""The options that say what to count, and the question they make."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from twosource.cli.filters import AROUND, KIND, Around, Moment

if TYPE_CHECKING:
    from twosource.tally import Question

_Function = TypeVar("_Function", bound=Callable[..., Any])


class Day(Moment):
    """A day, which stays one, or an instant."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a day as typed, or an aware instant."""
        if isinstance(value, date):
            return value
        found = super().convert(value, param, ctx)
        return found.date() if len(value) <= len("2023-12-08") else found


def _check_order(ctx: click.Context, param: click.Parameter, value: date | None) -> date | None:
    """Refuse a time that ends before it begins; whichever option comes second finds the other."""
    times = {**ctx.params, param.name: value}
    since, until = times.get("since"), times.get("until")
    if since is not None and until is not None and _instant(until, time.max) < _instant(since, time.min):
        raise click.BadParameter(
            f"{since:%Y-%m-%d} comes after --until {until:%Y-%m-%d}", param_hint="'--since'"
        )
    return value


def _instant(day: date, clock: time) -> datetime:
    return day if isinstance(day, datetime) else datetime.combine(day, clock, UTC)


def _time(name: str, words: str) -> Callable[[_Function], _Function]:
    return click.option(name, type=Day(), metavar="DATE", callback=_check_order, help=words)


_OPTIONS: Final = (
    _time("--since", "Happened on this day or later, by the calendar there; with --press: printed."),
    _time("--until", "Happened on this day or earlier; with --press: printed."),
    click.option(
        "--kind", "kinds", type=KIND, multiple=True, metavar="KIND",
        help="Of this kind, special cases too (rocket-attack); several: of any of them.",
    ),
    click.option(
        "--place", "places", multiple=True, metavar="NAME",
        help="At a place or inside one; several: at any of them.",
    ),
    click.option("--near", type=AROUND, metavar="LAT,LON,KM", help="Within so many km of a point."),
    click.option(
        "--target", "targets", multiple=True, metavar="NAME",
        help='Whose target is so named, with its country and place in any order ("US embassy Baghdad").',
    ),
    click.option(
        "--actor", "actors", multiple=True, metavar="NAME", help="Claimed by or blamed on this party."
    ),
)  # fmt: skip


def question_options(function: _Function) -> _Function:
    """Add the options of :func:`make_question` to a command."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def make_question(
    *,
    near: Around | None = None,
    since: date | None = None,
    until: date | None = None,
    **names: Sequence[str],
) -> "Question":
    """Return the question as typed."""
    from twosource.tally import Near, Question  # noqa: PLC0415

    circle = None if near is None else Near(lat=near.lat, lon=near.lon, km=near.km)
    named = {name: tuple(given) for name, given in names.items()}
    return Question(near=circle, since=since, until=until, **named)
