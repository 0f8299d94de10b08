"""Which gold toponyms count, on a text of our own."""

from typing import Any

from eval.sets.geo import TASK
from eval.tasks import Figure, Record, Row

TEXT = "Shells fell on Kirkuk, the Iraqi army said. Paris Ness of Berlin Bank fled."


def _gold(name: str, kind: str | None, lat: float | None = None, lon: float | None = None) -> dict[str, Any]:
    start = TEXT.index(name)
    row = {"start": start, "end": start + len(name), "name": name, "lat": lat, "lon": lon}
    return row if kind is None else row | {"type": kind}


def _ours(name: str, lat: float | None = None, lon: float | None = None) -> dict[str, Any]:
    return _gold(name, None, lat, lon)


_RECORD = Record(
    id="one",
    data={
        "corpus": "geowebnews",
        "title": None,
        "text": TEXT,
        "toponyms": [
            _gold("Kirkuk", "Literal", 35.47, 44.39),
            _gold("Iraqi", "Non_Literal_Modifier", 33.0, 44.0),
            _gold("Paris", "Homonym"),
        ],
        "expressions": [_gold("Berlin Bank", "Non_Toponym")],
    },
)


def _values(figures: list[Figure]) -> dict[str, float | None]:
    return {figure.name: figure.value for figure in figures}


def test_associative_toponyms_are_neither_wanted_nor_wrong_but_have_points() -> None:
    outcome = [_ours("Kirkuk", 35.4, 44.4), _ours("Iraqi", 33.0, 44.0), _ours("Berlin", 52.5, 13.4)]

    values = _values(TASK.score([_RECORD], [outcome]))

    assert values["geo.detection_precision"] == 0.5
    assert values["geo.detection_recall"] == 1.0
    assert values["geo.end_to_end_161"] == 1.0
    assert values["geo.geowebnews_resolved_161"] == 1.0


def test_a_homonym_is_wrong() -> None:
    outcome = [_ours("Kirkuk", 35.4, 44.4), _ours("Paris", 48.8, 2.3)]

    values = _values(TASK.score([_RECORD], [outcome]))

    assert values["geo.detection_precision"] == 0.5
    assert values["geo.end_to_end_161"] == 0.5


def test_without_types_every_toponym_is_wanted() -> None:
    record = Record(id="two", data={"corpus": "lgl", "text": TEXT, "toponyms": [_gold("Kirkuk", None)]})

    values = _values(TASK.score([record], [None]))

    assert values["geo.lgl_detection_recall"] == 0.0
    assert values["geo.lgl_end_to_end_161"] is None


def test_the_browser_shows_both_sides() -> None:
    shown = TASK.compare(_RECORD, [_ours("Kirkuk", 36.34, 43.13), _ours("Berlin", 52.5, 13.4)])

    assert next((mark.start, mark.label) for mark in shown.gold) == (15, "Literal")
    assert shown.rows == (
        Row(name="Kirkuk at 15", gold="35.47, 44.39", ours="36.34, 43.13", right=True),
        Row(name="Iraqi at 27", gold="33.00, 44.00", ours="not found", right=False),
        Row(name="Berlin at 58", gold="no toponym", ours="52.50, 13.40", right=None),
    )


def test_reading_does_not_mind_missing_fields() -> None:
    assert TASK.read([Record(id="three", data={"text": "Nothing."}), Record(id="four", data={})]) == [[], []]
