"""Place names in news: GeoWebNews, LGL and, held back, the rest of LGL, TR-News and GeoVirus.

What is measured is what places are made of: every name by itself ("Karrada" and "Baghdad" in
"Karrada, Baghdad").

Which gold counts. LGL, TR-News and GeoVirus: every toponym for detection; those with a point for
resolution and end to end. GeoWebNews tells kinds apart: literal toponyms (also those that modify a
noun, are embedded in a name or coerced to a place, and mixed ones) are to be detected. Toponyms in
an associative sense (metonyms, adjectives, demonyms, languages, those embedded in names of bodies)
and literal expressions that are common nouns ("the jail") are neither wanted nor wrong. Homonyms
and names that are no toponyms ("Pakistan Army") are wrong where nothing of gold lies in them. Over
the points, as in the peers' figures, all toponyms count that have one, adjectives too.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from eval.readers import join_chosen
from eval.scorers.rates import Counts, make_figures
from eval.scorers.spans import Stretch, pair_overlapping
from eval.scorers.toponyms import (
    NEAR_KM,
    Errors,
    Toponym,
    count_detected,
    find_area,
    find_distance,
    find_mean,
    find_median,
    measure_errors,
)
from eval.tasks import Comparison, Figure, Mark, Outcome, Record, Row, Task, load_records, share

LITERAL_TYPES = frozenset({"Literal", "Mixed", "Coercion", "Embedded_Literal", "Literal_Modifier"})
_WRONG = frozenset({"Homonym", "Non_Toponym"})


def _load(folder: Path) -> list[Record]:
    return load_records(folder)


def _read(records: Sequence[Record]) -> list[Outcome]:
    return [_read_text(record.data.get("text") or "", record.data.get("title") or "") for record in records]


def _read_text(text: str, title: str) -> Outcome:
    """Find the names with the reader chosen; one that no gazetteer has is nowhere."""
    from twosource.knowledge.places import load_gazetteer  # noqa: PLC0415 - where nothing is read, nothing is loaded
    from twosource.values.place import find_toponyms  # noqa: PLC0415

    names = find_toponyms(text, load_gazetteer(), title=title)
    outcome = []
    for one in join_chosen(text, [name.span for name in names], "place"):
        place = None if one.reading is None else names[one.reading].place
        known = (place.name, place.lat, place.lon) if place else (one.span.of(text), None, None)
        span = {"start": one.span.start, "end": one.span.end}
        outcome.append({**span, **dict(zip(("name", "lat", "lon"), known, strict=True))})
    return outcome


def _toponyms(rows: Sequence[dict[str, Any]]) -> list[Toponym]:
    return [
        Toponym(start=row["start"], end=row["end"], lat=row.get("lat"), lon=row.get("lon")) for row in rows
    ]


def _gold(record: Record) -> list[dict[str, Any]]:
    return [row for row in record.data.get("toponyms") or () if row.get("type") != "Homonym"]


def _wanted(record: Record) -> list[Stretch]:
    return [(row["start"], row["end"]) for row in _gold(record) if row.get("type") in {None, *LITERAL_TYPES}]


def _neutral(record: Record) -> list[Stretch]:
    rows = [*(record.data.get("toponyms") or ()), *(record.data.get("expressions") or ())]
    kinds = {None, *LITERAL_TYPES, *_WRONG}
    return [(row["start"], row["end"]) for row in rows if row.get("type") not in kinds]


def _detection(records: Sequence[Record], outcomes: Sequence[Outcome], *, exact: bool) -> Counts:
    return sum(
        (
            count_detected(
                _wanted(record),
                [one.stretch for one in _toponyms(outcome or ())],
                _neutral(record),
                exact=exact,
            )
            for record, outcome in zip(records, outcomes, strict=True)
        ),
        Counts(),
    )


def _errors(records: Sequence[Record], outcomes: Sequence[Outcome]) -> Errors:
    return sum(
        (
            measure_errors(_toponyms(_gold(record)), _toponyms(outcome or ()))
            for record, outcome in zip(records, outcomes, strict=True)
        ),
        Errors(),
    )


def _score(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    figures = list(_figures("geo.", "all corpora", records, outcomes, whole=True))
    for corpus in sorted({str(record.data.get("corpus")) for record in records}):
        picked = [
            (one, out)
            for one, out in zip(records, outcomes, strict=True)
            if str(one.data.get("corpus")) == corpus
        ]
        mine, ours = [one for one, _ in picked], [out for _, out in picked]
        figures += _figures(f"geo.{corpus}_", corpus, mine, ours, whole=False)
    return figures


def _figures(
    stem: str, where: str, records: Sequence[Record], outcomes: Sequence[Outcome], *, whole: bool
) -> Iterator[Figure]:
    errors = _errors(records, outcomes)
    yield Figure(
        name=f"{stem}end_to_end_161",
        value=share(errors.near, errors.gold),
        of=errors.gold,
        says=f"toponyms with a point that are found and put within 161 km, {where}",
        headline=whole or where == "lgl",
    )
    yield from _resolution(stem, where, errors, whole=whole)
    overlapping = _detection(records, outcomes, exact=False)
    yield from make_figures(
        f"{stem}detection", overlapping, f"toponyms found, overlapping, {where}", headline=whole
    )
    exact = _detection(records, outcomes, exact=True)
    yield from make_figures(f"{stem}exact", exact, f"toponyms found, exactly, {where}")


_ERRORS: tuple[tuple[str, Callable[[Sequence[float]], float | None], str, Literal["km", "score"]], ...] = (
    ("mean_km", find_mean, "mean error", "km"),
    ("median_km", find_median, "median error", "km"),
    ("area", find_area, "area under the curve of log errors", "score"),
)


def _resolution(stem: str, where: str, errors: Errors, *, whole: bool) -> Iterator[Figure]:
    found = len(errors.km)
    yield Figure(
        name=f"{stem}resolved_161",
        value=share(errors.near, found),
        of=found,
        says=f"toponyms found that are put within 161 km, {where}",
        headline=whole,
    )
    for name, find, says, unit in _ERRORS:
        yield Figure(
            name=f"{stem}{name}",
            value=find(errors.km),
            of=found,
            says=f"{says}, {where}",
            unit=unit,
            better="lower",
        )


def _compare(record: Record, outcome: Outcome) -> Comparison:
    gold, ours = record.data.get("toponyms") or (), outcome or ()
    return Comparison(
        text=str(record.data.get("text") or ""),
        gold=tuple(
            Mark(start=row["start"], end=row["end"], label=row.get("type") or "toponym") for row in gold
        ),
        ours=tuple(Mark(start=row["start"], end=row["end"], label=row["name"]) for row in ours),
        rows=tuple(_rows(record, ours)),
    )


def _rows(record: Record, ours: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """Yield a row for each toponym of gold with a point, and for each of ours without one of gold."""
    by_gold = {(row["start"], row["end"]): row for row in _gold(record)}
    by_ours = {(row["start"], row["end"]): row for row in ours}
    answers = dict(pair_overlapping(sorted(by_gold), sorted(by_ours)))
    for stretch in sorted(by_gold):
        row, answer = by_gold[stretch], by_ours.get(answers.get(stretch, (-1, -1)))
        yield Row(
            name=f"{row.get('name')} at {stretch[0]}",
            gold=_point(row),
            ours=_point(answer) if answer else "not found",
            right=_is_near(row, answer),
        )
    for stretch in sorted(set(by_ours) - set(answers.values())):
        row = by_ours[stretch]
        yield Row(name=f"{row['name']} at {stretch[0]}", gold="no toponym", ours=_point(row), right=None)


def _point(row: dict[str, Any]) -> str:
    if row.get("lat") is None or row.get("lon") is None:
        return "no point"
    return f"{row['lat']:.2f}, {row['lon']:.2f}"


def _is_near(row: dict[str, Any], answer: dict[str, Any] | None) -> bool | None:
    if row.get("lat") is None:
        return None
    if answer is None:
        return False
    one, other = _toponyms([row, answer])
    return find_distance(one, other) <= NEAR_KM


TASK = Task(
    name="geo",
    measures="place names found in news and put on the map",
    load=_load,
    read=_read,
    score=_score,
    compare=_compare,
    cost=3.0,
)
