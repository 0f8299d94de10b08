"""Hypothesis strategies for every kind of value a claim can carry."""

from datetime import datetime, time, timedelta, timezone
from typing import get_args

from hypothesis import strategies as st

from twosource.model import (
    BackgroundFigure,
    FirstSince,
    PressTally,
    Responsibility,
    Value,
)
from twosource.values.count import Count
from twosource.values.party import Party, PartyKind
from twosource.values.place import Place, PlaceKind
from twosource.values.when import Bound, Precision, When

words = st.text(min_size=1, max_size=20)
maybe_words = st.none() | words
names = st.lists(words, max_size=3).map(tuple)
countries = st.none() | st.sampled_from(("IQ", "KE", "UA"))
numbers = st.none() | st.integers(0, 10**9)
offsets = st.sampled_from((None, 0, 180, 330, -270))
clocks = st.times(timezones=st.none())
counts = st.builds(
    Count, low=numbers, high=numbers, as_said=words, number=numbers, about=st.booleans(), more=st.booleans()
)


@st.composite
def instants(draw: st.DrawFn, minutes: int, edge: time) -> datetime | None:
    """Draw an instant in one zone: any, or the first or last of a day."""
    moment = draw(st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
    if moment is None:
        return None
    if draw(st.booleans()):
        moment = datetime.combine(moment.date(), edge)
    return moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Draw a time, calendared or not, in a known or unknown zone."""
    minutes = draw(offsets)
    weekday = draw(st.none() | st.integers(0, 6))
    return When(
        earliest=draw(instants(minutes or 0, time.min)),
        latest=draw(instants(minutes or 0, time(23, 59, 59))),
        precision=draw(st.sampled_from(get_args(Precision))),
        zone=_zone_name(minutes),
        as_said=draw(words),
        about=draw(st.booleans()),
        bound=draw(st.sampled_from(get_args(Bound))),
        weekday=weekday,
        clock=draw(st.none() | st.tuples(clocks, clocks)),
        utc_clock=draw(st.none() | clocks),
    )


def _zone_name(minutes: int | None) -> str | None:
    if minutes is None:
        return None
    if minutes == 0:
        return "UTC"
    sign = "+" if minutes > 0 else "-"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


places = st.builds(
    Place,
    name=words,
    country=countries,
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
    radius_km=st.none() | st.floats(0, 5000),
    as_said=words,
    kind=st.none() | st.sampled_from(get_args(PlaceKind)),
    within=names,
    gazetteer_id=maybe_words,
    zone=maybe_words,
)
parties = st.builds(
    Party,
    name=words,
    kind=st.sampled_from(get_args(PartyKind)),
    as_said=words,
    id=maybe_words,
    country=countries,
    role=maybe_words,
)
responsibilities = st.builds(
    Responsibility,
    stance=st.sampled_from(("claimed", "denied", "none claimed")),
    by=st.none() | parties,
)
tallies = st.builds(
    PressTally, count=counts, what=words, where=names, since=st.none() | whens(), until=st.none() | whens()
)
first_sinces = st.builds(FirstSince, what=words, since=st.none() | whens(), where=names)
backgrounds = st.builds(BackgroundFigure, what=words, count=counts, where=names)
values: st.SearchStrategy[Value] = st.one_of(
    words, whens(), counts, places, parties, responsibilities, tallies, first_sinces, backgrounds
)
