"""Columns of tables that follow data sets whose columns we hold to their own lists."""

from twosource.wire import event_reports, ibc

#: Columns of MAVERICK that the R package eventreport aggregates, in its order; elections left out.
MAVERICK = [
    "id",
    "event_id",
    "country",
    "date_start",
    "date_end",
    "city",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "actor1",
    "actor1_id",
    "actor1_type",
    "actor1_precision",
    "actor1_perpetrator",
    "actor1_victim",
    "actor2",
    "actor2_id",
    "actor2_type",
    "actor2_precision",
    "actor2_perpetrator",
    "actor2_victim",
    "event_context",
    "target",
    "deaths_best",
    "deaths_low",
    "deaths_high",
    "injuries_best",
    "injuries_low",
    "injuries_high",
    "damage",
    "source",
    "source_author",
    "source_type",
    "unit_of_analysis",
    "aggregation",
]
OWN = {"weapon", "source_voices", "article", "copy_of", "url", "published"}


def test_reports_have_the_columns_of_maverick_in_its_order() -> None:
    names = [column.name for column in event_reports.COLUMNS]

    assert [name for name in names if name not in OWN] == MAVERICK


def test_iraq_body_count_s_columns_come_first() -> None:
    assert [column.name for column in ibc.COLUMNS][:10] == [
        "IBC code", "Start Date", "End Date", "Time", "Location", "Target", "Weapons", "Reported Minimum",
        "Reported Maximum", "Sources",
    ]  # fmt: skip
