"""What can be typed for a time, a circle, a kind and a status, and the options that take them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from twosource.model import Status
    from twosource.store import Circle, Filter

_Function = TypeVar("_Function", bound=Callable[..., Any])
_FARTHEST_KM: Final = 20_038.0  # half the equator (WGS84)


class Moment(click.ParamType[datetime, Any]):
    """A day or an instant as ISO 8601 writes it; without a zone it is taken in UTC."""

    name = "date"

    def __init__(self, *, ends_day: bool = False) -> None:
        self._clock = time.max if ends_day else time.min

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return an aware instant; a bare day gives its first or its last."""
        if isinstance(value, datetime):
            return value
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date: write 2023-12-08 or 2023-12-08T15:00+03:00", param, ctx)
        if len(value) <= len("2023-12-08"):
            found = datetime.combine(found.date(), self._clock)
        return found if found.tzinfo else found.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """A circle as typed: WGS84 degrees and km."""

    lat: float
    lon: float
    km: float


class Surroundings(click.ParamType[Around, Any]):
    """A circle on the map, LAT,LON,KM."""

    name = "lat,lon,km"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Around:
        """Return the circle."""
        if isinstance(value, Around):
            return value
        try:
            lat, lon, km = (float(part) for part in value.split(","))
        except ValueError:
            self.fail(f"{value!r} is not LAT,LON,KM: write for example 33.31,44.37,25", param, ctx)
        if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < km <= _FARTHEST_KM):
            self.fail(f"{value!r} is nowhere: degrees from -90,-180 to 90,180, and some km", param, ctx)
        return Around(lat=lat, lon=lon, km=km)


class Named(click.ParamType[str, Any]):
    """One of a closed list of names; blanks, dashes and capitals do not matter."""

    def __init__(self, name: str, load: Callable[[], Mapping[str, str]]) -> None:
        self.name = name
        self._load = load  # keys by their names; loaded when first needed

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the key of a name."""
        keys = {_plain(name): key for name, key in self._load().items()}
        found = keys.get(_plain(value))
        if found is None:
            self.fail(f"{value!r} is no {self.name}. {_advice(_plain(value), keys)}", param, ctx)
        return found

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the names that begin as typed."""
        del ctx, param
        keys = dict.fromkeys(self._load().values())
        names = (key.replace(" ", "-") for key in keys)
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _advice(value: str, keys: Mapping[str, str]) -> str:
    near = get_close_matches(value, list(keys), n=3, cutoff=0.6)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"It is one of {', '.join(dict.fromkeys(keys.values()))}"


def _kinds() -> dict[str, str]:
    from twosource.knowledge.kinds import load_kinds  # noqa: PLC0415

    kinds = load_kinds()
    return {kind.label: key for key, kind in kinds.items()} | {key: key for key in kinds}


def _statuses() -> dict[str, str]:
    from twosource.model import Status  # noqa: PLC0415

    return {status.value: status.value for status in Status}


SINCE: Final = Moment()
UNTIL: Final = Moment(ends_day=True)
AROUND: Final = Surroundings()
KIND: Final = Named("kind of incident", _kinds)
STATUS: Final = Named("status", _statuses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The filters of a command as typed."""

    since: datetime | None = None
    until: datetime | None = None
    place: str | None = None
    near: Around | None = None
    kind: str | None = None
    text: str | None = None
    status: str | None = None
    limit: int | None = None

    def to_filter(self) -> "Filter":
        """Return them as the ledger takes them; a kind stands for all its special cases."""
        from twosource.query import cases_of  # noqa: PLC0415
        from twosource.store import Filter  # noqa: PLC0415

        return Filter(
            since=self.since,
            until=self.until,
            place=self.place,
            near=_circle(self.near),
            kinds=cases_of(self.kind) if self.kind else (),
            words=self.text,
            status=_status(self.status),
            limit=self.limit,
        )

    def __bool__(self) -> bool:
        return self != Wanted()


def _circle(near: Around | None) -> "Circle | None":
    from twosource.store import Circle  # noqa: PLC0415

    return None if near is None else Circle(lat=near.lat, lon=near.lon, km=near.km)


def _status(name: str | None) -> "Status | None":
    from twosource.model import Status  # noqa: PLC0415

    return None if name is None else Status(name)


def _check_order(ctx: click.Context, param: click.Parameter, value: datetime | None) -> datetime | None:
    """Refuse a time that ends before it begins; whichever option comes second finds the other."""
    times = {**ctx.params, param.name: value}
    since, until = times.get("since"), times.get("until")
    if since is not None and until is not None and since > until:
        raise click.BadParameter(
            f"{since:%Y-%m-%d} comes after --until {until:%Y-%m-%d}", param_hint="'--since'"
        )
    return value


_TIME: Final = (
    click.option(
        "--since", type=SINCE, metavar="DATE", callback=_check_order, help="Happened on this day or later."
    ),
    click.option(
        "--until", type=UNTIL, metavar="DATE", callback=_check_order, help="Happened on this day or earlier."
    ),
)
_WHERE: Final = (
    click.option("--near", type=AROUND, metavar="LAT,LON,KM", help="Within so many km of a point."),
    click.option(
        "--kind", type=KIND, metavar="KIND", help="Of this kind, special cases too (rocket-attack)."
    ),
)
_FILTERS: Final = (
    *_TIME,
    click.option("--place", metavar="NAME", help="At a place whose full name holds this."),
    *_WHERE,
    click.option("--text", metavar="WORDS", help='Told of in an article with all these words ("a phrase").'),
    click.option("--status", type=STATUS, metavar="STATUS", help="With a fact that is, say, contradicted."),
    click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The newest N only."),
)


def filter_options(function: _Function) -> _Function:
    """Add the options of :class:`Wanted` to a command."""
    return _add(_FILTERS, function)


def _add(options: tuple[Callable[[_Function], _Function], ...], function: _Function) -> _Function:
    for option in reversed(options):
        function = option(function)
    return function
