"""A watch that is written into the form comes back from it the same."""

from datetime import time, timedelta
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.knowledge.kinds import load_kinds
from twosource.watches import Area, Quiet, Rhythm, Site, Trigger, Watch
from twosource.web.watching.watch_forms import read_watch, type_watch

SITE = Site(name="Our office", lat=35.47, lon=44.39)
NAMES = st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=20)
MANY = st.lists(NAMES, max_size=3, unique=True).map(tuple)
COUNTS = st.none() | st.integers(1, 1_000_000)
CLOCKS = st.builds(time, st.integers(0, 23), st.integers(0, 59))
QUIET = st.builds(
    Quiet, begins=CLOCKS, ends=CLOCKS, zone=st.sampled_from(["UTC", "Asia/Baghdad"]), breaks_at_killed=COUNTS
).filter(lambda quiet: quiet.begins != quiet.ends)
POINTS = st.builds(
    Area, lat=st.integers(-9000, 9000).map(lambda one: one / 100), lon=st.integers(-18000, 18000).map(lambda one: one / 100),
    radius_km=st.integers(1, 20_000).map(float),
)  # fmt: skip
ROUND_SITE = st.builds(
    Area, lat=st.just(SITE.lat), lon=st.just(SITE.lon), radius_km=st.just(40.0), site=st.just(SITE.name)
)


@st.composite
def watches(draw: st.DrawFn) -> Watch:
    """Draw a watch that makes sense: each trigger has what it needs, and nothing is of no use."""
    counts = {name: draw(COUNTS) for name in ("killed", "injured", "voices")}
    possible = [
        one for one in get_args(Trigger) if one != "feed is silent" and counts.get(one, 1) is not None
    ]
    tells = draw(st.lists(st.sampled_from(possible), min_size=1, unique=True))
    is_silent = draw(st.booleans())
    return Watch(
        name=draw(NAMES),
        kinds=tuple(draw(st.lists(st.sampled_from(list(load_kinds())), max_size=3, unique=True))),
        places=draw(MANY.map(lambda names: tuple(name for name in names if len(name) > 2))),
        near=draw(st.none() | POINTS | ROUND_SITE),
        actors=draw(MANY),
        targets=draw(MANY),
        words=draw(st.none() | NAMES),
        killed_at_least=counts["killed"],
        injured_at_least=counts["injured"],
        voices_at_least=counts["voices"],
        tells=tuple(
            one for one in get_args(Trigger) if one in tells or (is_silent and one == "feed is silent")
        ),
        feeds=draw(MANY) if is_silent else (),
        silent_for=timedelta(hours=draw(st.integers(1, 72))) if is_silent else None,
        rhythm=draw(st.sampled_from(get_args(Rhythm))),
        quiet=draw(st.none() | QUIET),
        channels=draw(MANY),
        rehearsal=draw(st.booleans()),
        source="desk",
        fresh_for=timedelta(days=draw(st.integers(1, 30))),
    )


@given(watch=watches())
@settings(max_examples=150, deadline=None)
def test_what_is_written_into_the_form_is_read_from_it(watch: Watch) -> None:
    assert read_watch(type_watch(watch), (SITE,)) == (watch, {})
