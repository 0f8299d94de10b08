"""``twosource incidents``: the list, newest first."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from twosource.cli.filters import Wanted, filter_options
from twosource.cli.lens import lens_options, show_lens, take_lens, with_lens
from twosource.cli.manual import command
from twosource.cli.screen import Column, Piece, Screen, Words, open_screen, pieces_of
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from twosource.lens import Lens
    from twosource.model import Incident

_WIDE: Final = 110  # characters from which every column has room
_TOLL: Final = (
    Column(name="killed", numbers=True, least=7, most=9),
    Column(name="injured", numbers=True, least=7, most=9),
    Column(name="voices", numbers=True, whole=True),
)
_START: Final = (Column(name="id", whole=True), Column(name="day", whole=True))
_COLUMNS: Final = (
    *_START, Column(name="kind"), Column(name="place"), *_TOLL, Column(name="confirmed"), Column(name="marks"),
)  # fmt: skip
_ASKED: Final = ("when", "place", "killed", "injured")  # whether these are confirmed is told in the list
_NARROW: Final = (*_START, Column(name="what and where"), *_TOLL)
_MARKED: Final = 4  # marks in one row


@command(
    "incidents",
    examples=(
        ("Everything, newest first", "twosource incidents"),
        (
            "Rocket attacks around Baghdad since October",
            "twosource incidents --kind rocket-attack --near 33.31,44.37,50 --since 2023-10-01",
        ),
        (
            "What the voices disagree about, in one country",
            "twosource incidents --status contradicted --place Iraq",
        ),
        ("What was known on a day", "twosource incidents --as-of 2023-12-08"),
        ("Told of in words", "twosource incidents --text 'drone \"oil field\"'"),
    ),
)
@filter_options
@lens_options
def COMMAND(**given: Any) -> None:  # noqa: N802  (the name every command module gives its command)
    """List incidents, newest first.

    Each filter narrows the list. An incident whose day is not known counts by when its first
    article came out. Confirmed is what two independent voices say through two newsrooms. Marks tell
    what is not plain agreement: ! contradicted, > updated; the brief (twosource show ID) tells all of it.
    """
    from twosource.lens import look_over  # noqa: PLC0415

    settings, lens = get_settings(), take_lens(given)
    with settings.open_ledger() as ledger:
        found = look_over(ledger, Wanted(**given).to_filter(), lens)
        if settings.json:
            _print_json(found, lens)
        else:
            screen = open_screen(settings)
            show_lens(screen, lens)
            show_incidents(screen, list(found))


def _print_json(found: "Iterable[Incident]", lens: "Lens") -> None:
    from twosource.cli.printing import print_json_list  # noqa: PLC0415
    from twosource.wire import incident_line  # noqa: PLC0415

    print_json_list(with_lens(incident_line(incident), lens) for incident in found)


def show_incidents(screen: Screen, found: "Sequence[Incident]") -> None:
    """Show incidents as a table."""
    if not found:
        screen.line("No incidents.")
        return
    rows = [_row(incident) for incident in found]
    if screen.width is None or screen.width >= _WIDE:
        screen.table(_COLUMNS, rows)
    else:
        screen.table(_NARROW, [_narrow(row) for row in rows])


def _row(incident: "Incident") -> tuple[Words, ...]:
    from twosource.wording import show_kind  # noqa: PLC0415

    return (
        Piece(incident.id, "id"),
        _day(incident),
        show_kind(incident.kind),
        _place(incident),
        _count(incident, "killed"),
        _count(incident, "injured"),
        str(incident.voices),
        _confirmed(incident),
        _marks(incident),
    )


def _narrow(row: tuple[Words, ...]) -> tuple[Words, ...]:
    """Put kind, place and marks into one cell."""
    name, day, kind, place, killed, injured, voices, _, marks = row
    what = tuple(piece for words in (kind, ", ", place, " ", marks) for piece in pieces_of(words))
    return name, day, what, killed, injured, voices


def _day(incident: "Incident") -> Words:
    from twosource.values.when import When  # noqa: PLC0415

    value = _value(incident, "when")
    if not isinstance(value, When) or (value.earliest is None and value.latest is None):
        return Piece("unknown", "unknown")
    first, last = value.earliest or value.latest, value.latest or value.earliest
    assert first is not None
    assert last is not None
    if first.date() == last.date():
        return f"{first:%Y-%m-%d}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m-%d}..{last:%d}"
    return f"{first:%Y-%m}.." + (f"{last:%m}" if first.year == last.year else f"{last:%Y-%m}")


def _place(incident: "Incident") -> Words:
    """Name a place, the town around it where it stands in one, and the country."""
    from twosource.values.place import Place  # noqa: PLC0415

    value = _value(incident, "place")
    if not isinstance(value, Place):
        return Piece("unknown", "unknown")
    outer = value.within[-1:] if value.within[-1:] != (value.name,) else ()
    town = value.within[-3:-2] or (value.within[:-1] if value.kind in {"site", "district"} else ())
    return ", ".join((value.name, *town, *outer))


def _count(incident: "Incident", field: str) -> Words:
    from twosource.values.count import Count, format_count  # noqa: PLC0415

    value = _value(incident, field)
    if isinstance(value, Count):
        return format_count(value)
    parts = [fact for fact in incident.facts if fact.field == field and isinstance(fact.value, Count)]
    if not parts:
        return Piece("unknown", "unknown")
    told = [f"{format_count(fact.value)} {fact.scope}" for fact in parts if isinstance(fact.value, Count)]
    return ", ".join(told)


def _value(incident: "Incident", field: str) -> object:
    return next((fact.value for fact in incident.facts if fact.field == field and not fact.scope), None)


def _confirmed(incident: "Incident") -> Words:
    """Name those of the first things asked that two independent voices say through two newsrooms."""
    found = {fact.field for fact in incident.facts if fact.confirmed and not fact.scope}
    told = [field for field in _ASKED if field in found]
    return Piece(" ".join(told), "good") if told else Piece("-", "unknown")


def _marks(incident: "Incident") -> Words:
    from twosource.cli.wording import STATUSES  # noqa: PLC0415
    from twosource.model import Status  # noqa: PLC0415
    from twosource.wording import field_name  # noqa: PLC0415

    marked: dict[Piece, None] = {}
    for status in (Status.CONTRADICTED, Status.UPDATED):
        sign, meaning = STATUSES[status]
        for fact in incident.facts:
            if fact.status is status:
                marked[Piece(f"{sign}{field_name(fact.field, fact.scope)} ", meaning)] = None
    more = len(marked) - _MARKED
    return (*list(marked)[:_MARKED], *([f"+{more}"] if more > 0 else []))
