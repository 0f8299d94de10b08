"""Which incidents are asked for, and through which lens: from an address, back into one, and in words."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from twosource.asking.params import Given, Pair, Params, read_params
from twosource.asking.words import (
    Meaningless,
    parse_box,
    parse_choice,
    parse_circle,
    parse_end,
    parse_kind,
    parse_profile,
    parse_start,
    parse_status,
    parse_switch,
    parse_whole,
    parse_words,
    show_end,
    show_start,
    write_box,
    write_circle,
    write_end,
    write_name,
    write_start,
    write_switch,
)
from twosource.lens import PLAIN, By, Lens
from twosource.model import Status
from twosource.query import cases_of
from twosource.store import Box, Circle, Filter
from twosource.wording import listed, plural, show_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for, as asked; None and empty ask nothing.

    ``kinds`` stand for their special cases too. ``voices`` is the least number of independent voices.
    Of several kinds or statuses any will do.
    """

    since: datetime | None = None
    until: datetime | None = None
    place: str | None = None
    near: Circle | None = None
    box: Box | None = None
    kinds: tuple[str, ...] = ()
    actor: str | None = None
    statuses: tuple[Status, ...] = ()
    voices: int | None = None
    single_source: bool | None = None
    with_place: bool | None = None
    text: str | None = None
    updated_since: datetime | None = None
    lens: Lens = PLAIN

    @property
    def filter(self) -> Filter:
        """Return the filter that the ledger takes, without a limit."""
        kinds = (case for kind in self.kinds for case in cases_of(kind))
        return Filter(
            since=self.since,
            until=self.until,
            place=self.place,
            near=self.near,
            box=self.box,
            kinds=tuple(dict.fromkeys(kinds)),
            actor=self.actor,
            statuses=self.statuses,
            voices_at_least=self.voices,
            single_source=self.single_source or False,
            with_place=self.with_place,
            words=self.text,
            changed_since=self.updated_since,
        )

    @property
    def is_empty(self) -> bool:
        """Whether it asks for all incidents as they stand now."""
        return self == Asked()


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """One parameter of a filter: its name in an address, its place in :class:`Asked`, what it asks.

    ``show`` writes a value as the rest of "incidents ...". With ``many`` it may be given several times.
    """

    name: str
    place: str
    parse: Callable[[str], Any]
    write: Callable[[Any], str]
    show: Callable[[Any], str]
    says: str
    many: bool = False


def _is_on(words: str) -> bool | None:
    return parse_switch(words) or None  # "false" asks nothing


#: The parameters of a filter, in the order they are written.
FILTER_PARAMS: Final = (
    Param(
        name="since", place="since", parse=parse_start, write=write_start,
        show=lambda at: f"since {show_start(at)}", says="Can have happened on this day or later.",
    ),
    Param(
        name="until", place="until", parse=parse_end, write=write_end,
        show=lambda at: f"until {show_end(at)}", says="Can have happened on this day or earlier.",
    ),
    Param(
        name="place", place="place", parse=parse_words, write=str,
        show=lambda name: f"in “{name}”", says="At a place whose name in full holds this.",
    ),
    Param(
        name="near", place="near", parse=parse_circle, write=write_circle,
        show=lambda near: f"within {near.km:g} km of {near.lat:g}, {near.lon:g}",
        says="Within so many km of a point: LAT,LON,KM.",
    ),
    Param(
        name="box", place="box", parse=parse_box, write=write_box,
        show=lambda box: f"on the map between {box.west:g}, {box.south:g} and {box.east:g}, {box.north:g}",
        says="Inside a box on the map: WEST,SOUTH,EAST,NORTH.",
    ),
    Param(
        name="kind", place="kinds", parse=parse_kind, write=write_name, many=True,
        show=show_kind, says="Of this kind, special cases too.",
    ),
    Param(
        name="actor", place="actor", parse=parse_words, write=str,
        show=lambda name: f"claimed by or blamed on “{name}”", says="Claimed by this party, or blamed on it.",
    ),
    Param(
        name="status", place="statuses", parse=parse_status, many=True,
        write=lambda status: write_name(status.value),
        show=lambda status: status.value, says="With a fact that is, say, contradicted.",
    ),
    Param(
        name="voices", place="voices", parse=parse_whole, write=str,
        show=lambda least: f"told by {plural(least, 'independent voice')} or more",
        says="Told by so many independent voices or more.",
    ),
    Param(
        name="single_source", place="single_source", parse=_is_on, write=write_switch,
        show=lambda _: "confirmed in nothing by a second source",
        says="With nothing confirmed: no fact has two independent voices through two newsrooms (true).",
    ),
    Param(
        name="with_place", place="with_place", parse=parse_switch, write=write_switch,
        show=lambda is_on: f"{'with' if is_on else 'without'} a point on the map",
        says="With a point on the map (true), or without one (false).",
    ),
    Param(
        name="text", place="text", parse=parse_words, write=str,
        show=lambda words: f"told of with the words {words}",
        says="Told of in an article with all these words; words in double quotes are a phrase.",
    ),
    Param(
        name="updated_since", place="updated_since", parse=parse_start, write=write_start,
        show=lambda at: f"changed since {show_start(at)}", says="Changed in the ledger at this time or later.",
    ),
)  # fmt: skip
FILTER_NAMES: Final = tuple(param.name for param in FILTER_PARAMS)
#: The parameters of a lens.
LENS_NAMES: Final = ("as_of", "as_of_by", "profile")
_BYS: Final[dict[str, By]] = {"printed": "printed", "arrived": "arrived"}
_JOINED: Final = {"kind": "of the kind", "status": "with a fact that is"}  # several values make one phrase


def parse_filter(params: Params, *, beside: Collection[str] = ()) -> Asked:
    """Read the parameters of an address; ``beside`` are names that somebody else reads.

    Empty values ask nothing. Raises ValueError with one line naming the parameter: a value that can't
    be read, one given twice, a name that is no parameter.
    """
    given = read_params(params)
    asked = read_asked(given)
    given.refuse_others(beside)
    return asked


def read_asked(given: Given) -> Asked:
    """Read what concerns a filter and a lens; whoever reads more refuses what is left."""
    values: dict[str, Any] = {
        param.place: given.many(param.name, param.parse) if param.many else given.one(param.name, param.parse)
        for param in FILTER_PARAMS
    }
    since, until = values["since"], values["until"]
    if since is not None and until is not None and since > until:
        raise Meaningless(f"since: {write_start(since)} comes after until {write_end(until)}")
    return Asked(**values, lens=read_lens(given))


def read_lens(given: Given) -> Lens:
    """Read what concerns a lens."""
    as_of, by = given.one("as_of", parse_end), given.one("as_of_by", _parse_by)
    if by is not None and as_of is None:
        raise Meaningless("as_of_by: it needs as_of: say as of when, for example as_of=2023-12-08")
    return Lens(profile=given.one("profile", parse_profile), as_of=as_of, by=by or "printed")


def _parse_by(words: str) -> By:
    return parse_choice(words, _BYS, "way to reckon")


# --- back into an address, and in words -----------------------------------------------------------


def to_query(asked: Asked) -> tuple[Pair, ...]:
    """Return the parameters that ask for the same, in one order: :func:`parse_filter` gives it back."""
    return tuple(
        (param.name, param.write(value)) for param in FILTER_PARAMS for value in _values(asked, param)
    ) + tuple(lens_query(asked.lens))


def lens_query(lens: Lens) -> Iterator[Pair]:
    """Yield the parameters of a lens."""
    if lens.as_of is not None:
        yield "as_of", write_end(lens.as_of)
        if lens.by != "printed":
            yield "as_of_by", lens.by
    if lens.profile is not None:
        yield "profile", lens.profile


def show_parts(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Return each parameter that asks something with what it asks in words, the lens left aside.

    For chips that take one part away: the words of several kinds are joined.
    """
    return tuple(
        (param.name, _show(param, _values(asked, param))) for param in FILTER_PARAMS if _values(asked, param)
    )


def show_asked(asked: Asked) -> str:
    """Return what is asked in words: "incidents since 2023-12-08, in “Kirkuk”"."""
    return " ".join(["incidents", ", ".join(words for _, words in show_parts(asked))]).strip()


def _show(param: Param, values: tuple[Any, ...]) -> str:
    words = listed(map(param.show, values)).replace(" and ", " or ")
    return f"{_JOINED[param.name]} {words}" if param.many else param.show(values[0])


def _values(asked: Asked, param: Param) -> tuple[Any, ...]:
    value = getattr(asked, param.place)
    if param.many:
        return tuple(value)
    return () if value is None else (value,)
