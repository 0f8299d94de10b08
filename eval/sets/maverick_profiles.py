"""Coded reports by each profile: what the program takes, beside what the published models take.

One column is reconciled at a time, by every profile at once, with reports that bear no day: the models know
no time, so that nothing is outdated. The same with their days tells how much that matters.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from eval.scorers import aggregation as plain
from eval.sets.maverick_claims import Row, make_day, make_number, make_party, make_place, make_report
from eval.tasks import Figure, share
from twosource.ids import IncidentId
from twosource.model import Article, Claim, Fact, Field, Report, Value
from twosource.reconcile import reconcile_by_each
from twosource.reconcile.sayings import list_sayings
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

Rows = Sequence[Row]
Make = Callable[[Row], Value | None]
#: What a profile takes, as plain values: [low, high] of a figure, [first, last] day, or a name.
Taken = Any

_NUMBERS = tuple(f"{harm}_{side}" for harm in ("deaths", "injuries") for side in ("low", "best", "high"))
_KM = 1000.0  # the reach of the least precise place; each step of the coders' scale halves it


# --- the program's side -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: which field it is, how its values are made, and how what was taken is written plainly."""

    field: Field
    make: Make
    write: Callable[[Fact], Taken]


def take(rows: Rows, *, dated: bool = False) -> dict[str, dict[str, Taken]]:
    """Return what each profile takes of each column; columns that no report fills are left out."""
    taken: dict[str, dict[str, Taken]] = {}
    for name, column in COLUMNS.items():
        articles, reports = _make_reports(rows, column, dated=dated)
        if not any(report.claims for report in reports):
            continue
        for profile, incident in reconcile_by_each(IncidentId("i_coded"), reports, articles, {}).items():
            fact = next(fact for fact in incident.facts if fact.field == column.field and not fact.scope)
            taken.setdefault(profile, {})[name] = column.write(fact)
    return taken


def count_sayings(rows: Rows) -> dict[str, int]:
    """Return how many different things the reports say in each column, by the program's own distinction."""
    made = {name: _make_reports(rows, column)[1] for name, column in COLUMNS.items()}
    return {
        name: len(list_sayings(_without_precision(claim) for report in reports for claim in report.claims))
        for name, reports in made.items()
    }


def _without_precision(claim: Claim) -> Claim:
    """Take off a place's reach: the coders' grade of precision is a column of its own."""
    value = claim.value
    return replace(claim, value=replace(value, radius_km=None)) if isinstance(value, Place) else claim


def _make_reports(
    rows: Rows, column: Column, *, dated: bool = False
) -> tuple[dict[Any, Article], list[Report]]:
    articles, reports = {}, []
    for row in rows:
        value = column.make(row)
        article, report = make_report(row, [] if value is None else [(column.field, value)])
        articles[article.id] = article if dated else replace(article, published=None)
        reports.append(report)
    return articles, reports


def _make_place(row: Row, column: str) -> Place | None:
    place = make_place(row, column)
    precision = row.get("geo_precision")
    if place is None or precision is None:
        return place
    return replace(place, radius_km=_KM / 2 ** float(precision))


def _make_actor(row: Row) -> Party | None:
    """Make an actor under as many umbrellas as the coders found it precise."""
    party = make_party(row, "actor1")
    if party is None:
        return None
    steps = int(row.get("actor1_precision") or 0)
    return replace(party, id="/".join([*["coded"] * steps, f"{party.id} {party.name}"]))


def _make_days(start: str, end: str) -> Make:
    def make(row: Row) -> When | None:
        first, last = (_find_day(row.get(column)) for column in (start, end))
        return None if first is None or last is None or last < first else _make_when(first, last)

    return make


def _find_day(written: object) -> date | None:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None


def _make_when(first: date, last: date) -> When:
    ends = [make_day({"day": each.isoformat()}, "day") for each in (first, last)]
    assert isinstance(ends[0], When)
    assert isinstance(ends[1], When)
    return replace(ends[0], latest=ends[1].latest, as_said=f"{first} to {last}")


def _write_count(fact: Fact) -> Taken:
    assert isinstance(fact.value, Count)
    return [fact.value.low, fact.value.high]


def _write_name(fact: Fact) -> Taken:
    assert isinstance(fact.value, Place | Party)
    return fact.value.as_said


def _write_days(fact: Fact) -> Taken:
    assert isinstance(fact.value, When)
    ends = (fact.value.earliest, fact.value.latest)
    return [None if end is None else end.date().isoformat() for end in ends]


def _number_column(name: str) -> Column:
    field: Field = "killed" if name.startswith("deaths") else "injured"
    return Column(field=field, make=lambda row: make_number(row, name), write=_write_count)


def _day_column(start: str, end: str) -> Column:
    return Column(field="when", make=_make_days(start, end), write=_write_days)


def _place_column(name: str) -> Column:
    return Column(field="place", make=lambda row: _make_place(row, name), write=_write_name)


COLUMNS: dict[str, Column] = {
    **{name: _number_column(name) for name in _NUMBERS},
    "days": _day_column("date_start", "date_end"),
    "date_start": _day_column("date_start", "date_start"),
    "date_end": _day_column("date_end", "date_end"),
    "location": _place_column("location"),
    "city": _place_column("city"),
    "actor1": Column(field="perpetrator", make=_make_actor, write=_write_name),
}


# --- the published side -------------------------------------------------------------------------------

#: What a model takes of a column: the plain values that are right, or None where it takes nothing.
Wanted = Sequence[Taken] | None
_PRECISION = {"location": "geo_precision", "city": "geo_precision", "actor1": "actor1_precision"}


def expect(rows: Rows) -> dict[str, dict[str, Wanted]]:
    """Return what the published models take of each column, by the profile that follows them."""
    numbers = {name: [int(row[name]) for row in rows if row.get(name) is not None] for name in _NUMBERS}
    days = [(start, end) for row in rows if (start := _find_day(row.get("date_start"))) is not None
            and (end := _find_day(row.get("date_end"))) is not None and start <= end]  # fmt: skip
    told = {name: values for name, values in numbers.items() if values}
    hulls = {name: [[min(values), max(values)]] for name, values in told.items()}
    widest = {"days": [_iso(plain.find_widest(days))]} if days else {}
    return {
        "conservative": {**_each(told, min), **widest, **_name_modes(rows, most_precise=False)},
        "range": {**hulls, **widest},
        "widest": {**hulls, **widest},
        "informative": {**_each(told, max), **_narrowest(days), **_name_modes(rows, most_precise=True)},
        "representative": {
            **_each(told, plain.find_numeric_mode),
            **_day_modes(rows),
            **_name_modes(rows, most_precise=None),
        },
    }


def _each(told: dict[str, list[int]], pick: Callable[[list[int]], int]) -> dict[str, Wanted]:
    return {name: [[pick(values)] * 2] for name, values in told.items()}


def _iso(days: plain.Days) -> list[str]:
    return [day.isoformat() for day in days]


def _narrowest(days: Sequence[plain.Days]) -> dict[str, Wanted]:
    found = plain.find_narrowest(days) if days else None
    return {"days": None if found is None else [_iso(found)]}


def _day_modes(rows: Rows) -> dict[str, Wanted]:
    """Return the modal days, and for those that tie the stretch between, in which their mean lies."""
    wanted: dict[str, Wanted] = {}
    for name in ("date_start", "date_end"):
        days = [day for row in rows if (day := _find_day(row.get(name))) is not None]
        modes = plain.find_modes(days)
        if modes:
            assert min(modes) <= plain.find_date_mode(days) <= max(modes)
            wanted[name] = [_iso((min(modes), max(modes)))]
    return wanted


def _name_modes(rows: Rows, *, most_precise: bool | None) -> dict[str, Wanted]:
    wanted: dict[str, Wanted] = {}
    for name, precision in _PRECISION.items():
        told = [(str(row[name]), float(row.get(precision) or 0)) for row in rows if row.get(name) is not None]
        if most_precise is None:
            wanted[name] = sorted(plain.find_modes(value for value, _ in told))
        else:
            wanted[name] = sorted(plain.find_modes_at(told, most_precise=most_precise))
    return {name: values for name, values in wanted.items() if values}


# --- both ---------------------------------------------------------------------------------------------


def find_wrong(rows: Rows, taken: dict[str, dict[str, Taken]], profile: str) -> tuple[str, ...]:
    """Return the columns of which a profile takes what its model does not; those without a model aside."""
    return tuple(
        name
        for name, wanted in expect(rows)[profile].items()
        if wanted is not None and name in taken.get(profile, {}) and taken[profile][name] not in wanted
    )


def score_profiles(events: Iterable[tuple[Rows, dict[str, Any]]]) -> list[Figure]:
    """Score what each profile takes, of reports without their days and with them."""
    told = list(events)
    return [
        figure
        for profile in ("conservative", "range", "widest", "informative", "representative")
        for figure in (_score(told, profile, "undated"), _score(told, profile, "dated"))
    ] + _score_spread(told)


def _score(events: Sequence[tuple[Rows, dict[str, Any]]], profile: str, how: str) -> Figure:
    right = sum(not find_wrong(rows, taken[how], profile) for rows, taken in events)
    suffix = "" if how == "undated" else "_with_days"
    known = (
        "the reports' days left aside"
        if how == "undated"
        else "with the reports' days, so that some are outdated"
    )
    return Figure(
        name=f"maverick.{profile}{suffix}",
        value=share(right, len(events)),
        of=len(events),
        says=f"events of which the profile takes in every column what the published model takes, {known}",
    )


def _score_spread(events: Sequence[tuple[Rows, dict[str, Any]]]) -> list[Figure]:
    """Score how far reports differ: by the program's sayings, ranges and most told values, and plainly."""
    names = [*_NUMBERS[1::3], "actor1", "location", "city", "date_start"]
    right = [
        taken["sayings"].get(name, 0) == len({_plain(row, name) for row in rows} - {None})
        for rows, taken in events
        for name in names
    ]
    spans = [
        _span(taken["undated"].get("widest", {}).get(name)) == _plain_span(rows, name)
        for rows, taken in events
        for name in _NUMBERS
    ]
    return [
        Figure(
            name="maverick.divergence_match",
            value=share(sum(right), len(right)),
            of=len(right),
            says="variables of events of which we find as many different values as plain counting (dscore)",
            beside=_list_means(events, names, plain.mean_divergence),
        ),
        Figure(
            name="maverick.range_match",
            value=share(sum(spans), len(spans)),
            of=len(spans),
            says="figures of events whose widest range is as wide as plain subtraction has it (mean_range)",
            beside=tuple(
                (name, plain.mean_range([_numbers(rows, name) for rows, _ in events]))
                for name in _NUMBERS[1::3]
            ),
        ),
    ]


def _list_means(
    events: Sequence[tuple[Rows, dict[str, Any]]], names: Iterable[str], mean: Callable[[Any], float]
) -> tuple[tuple[str, float], ...]:
    values = {name: [[row.get(name) for row in rows] for rows, _ in events] for name in names}
    try:
        return tuple((name, mean(each)) for name, each in values.items())
    except (TypeError, ValueError):  # columns left out
        return ()


def _plain(row: Row, name: str) -> object:
    """Return a value as coded, an empty place being its country."""
    value = row.get(name)
    return str(row.get("country") or "") if name in {"location", "city"} and value == "" else value


def _numbers(rows: Rows, name: str) -> list[float]:
    return [float(row[name]) for row in rows if row.get(name) is not None]


def _span(taken: Taken) -> float | None:
    return None if taken is None or taken[1] is None else taken[1] - taken[0]


def _plain_span(rows: Rows, name: str) -> float | None:
    numbers = _numbers(rows, name)
    return max(numbers) - min(numbers) if numbers else None
