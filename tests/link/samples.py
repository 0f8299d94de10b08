from datetime import UTC, date, datetime, time

from twosource.ids import ArticleId, ReportId
from twosource.link.shape import Clock, Days, Outline, Range, Spot

NOON = datetime(2024, 3, 6, 12, tzinfo=UTC)

MOSUL = Spot(
    name="Mosul", key="mosul", country="IQ", lat=36.34, lon=43.13, radius_km=10, kind="city", within=("iraq",)
)
MARKET = Spot(
    name="Bab al-Toob market", key="bab al toob market", country="IQ", lat=36.341, lon=43.136,
    radius_km=0.5, kind="site", within=("mosul", "iraq"),
)  # fmt: skip
EAST_SIDE = Spot(
    name="Gogjali", key="gogjali", country="IQ", lat=36.35, lon=43.24, radius_km=2, kind="district",
    within=("mosul", "iraq"),
)  # fmt: skip
KARACHI = Spot(
    name="Karachi", key="karachi", country="PK", lat=24.86, lon=67.01, radius_km=20, kind="city",
    within=("pakistan",),
)  # fmt: skip
IRAQ = Spot(
    name="Iraq", key="iraq", country="IQ", lat=33.0, lon=44.0, radius_km=500, kind="country", within=()
)


def day(first: date, last: date | None = None, said: str = "on the day") -> Days:
    return Days(first=first, last=last or first, said=said)


def clock(hour: int, minute: int = 0, zone: str | None = None) -> Clock:
    moment = time(hour, minute)
    return Clock(earliest=moment, latest=moment, zone=zone, said=f"at {hour}:{minute:02}")


def figure(number: int) -> Range:
    return Range(low=number, high=number, said=str(number))


def make(report: str = "r_1", **changes: object) -> Outline:
    """A bombing in Mosul on 5 March 2024, printed the day after, with whatever is changed."""
    fields: dict[str, object] = {
        "article": ArticleId("a_" + report),
        "kind": "bombing",
        "published": NOON,
        "days": day(date(2024, 3, 5), said="on Tuesday"),
        "spots": (MOSUL,),
    }
    return Outline(report=ReportId(report), **{**fields, **changes})  # type: ignore[arg-type]
