"""Sites and watches in ``twosource.toml``: what they mean, and every fault in one clear line."""

import tomllib
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.config.watches import TRIGGERS, format_watch, parse_sites, parse_watch, parse_watches
from twosource.errors import ConfigError
from twosource.knowledge.kinds import load_kinds
from twosource.watches import Area, Quiet, Site, Watch

OFFICE = Site(name="our office", lat=33.31, lon=44.37)
WRITTEN = """
[[sites]]
name = "our office"
lat = 33.31
lon = 44.37

[[watches]]
name = "office"
near = "Our Office"
radius_km = 10
kinds = ["car bombing", "Rocket attack"]
tells = ["new incident", "killed"]
killed_at_least = 3
channels = ["desk-mail"]
quiet = { from = "22:00", to = 06:30:00, zone = "Asia/Baghdad", breaks_at_killed = 5 }

[[watches]]
name = "country"
places = ["iq", "Erbil"]
rhythm = "daily"
rehearsal = true

[[watches]]
name = "feeds"
tells = ["feed is silent"]
silent_for = "6h"
feeds = ["Halcyon Wire"]
"""


def test_a_file_is_read() -> None:
    raw = tomllib.loads(WRITTEN)
    sites = parse_sites(raw["sites"])

    assert sites == (OFFICE,)
    assert parse_watches(raw["watches"], sites) == (
        Watch(
            name="office",
            near=Area(lat=33.31, lon=44.37, radius_km=10.0, site="our office"),
            kinds=("car bombing", "rocket attack"),
            tells=("new incident", "killed"),
            killed_at_least=3,
            channels=("desk-mail",),
            quiet=Quiet(begins=time(22), ends=time(6, 30), zone="Asia/Baghdad", breaks_at_killed=5),
            source="file",
        ),
        Watch(name="country", places=("IQ", "Erbil"), rhythm="daily", rehearsal=True, source="file"),
        Watch(
            name="feeds",
            tells=("feed is silent",),
            silent_for=timedelta(hours=6),
            feeds=("Halcyon Wire",),
            source="file",
        ),
    )


def test_nothing_is_nothing() -> None:
    assert (parse_sites(None), parse_watches(None)) == ((), ())


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({}, 'name: is missing; give it: name = "..."'),
        ({"kinds": ["car bombin"]}, "kinds: 'car bombin' is no kind of incident; did you mean car bombing?"),
        ({"near": "our ofice"}, "near: there is no site 'our ofice'; did you mean our office?"),
        ({"near": "the moon"}, "near: there is no site 'the moon'; write it under [[sites]] with its lat and lon"),
        ({"near": {"lat": 3}}, "near: has no coordinates; give it lat and lon in degrees, as { lat = 33.31, lon = 44.37 }"),
        ({"near": {"lat": 3, "lon": 400}}, "near.lon: 400 is not between -180 and 180"),
        ({"near": 7}, "near: must be the name of a site, or { lat = 33.31, lon = 44.37 }"),
        ({"radius_km": 3}, "radius_km: stands without near; say what it is round"),
        ({"near": "our office", "radius_km": 0}, "radius_km: 0 is not between 0.1 and 20038"),
        ({"killed_at_least": 0}, "killed_at_least: 0 is not between 1 and 1,000,000"),
        ({"tells": ["new incidnt"]},
         f"tells: 'new incidnt' is none of {', '.join(TRIGGERS)}; did you mean new incident?"),
        ({"tells": ["killed"]}, 'tells: has "killed", which needs killed_at_least'),
        ({"tells": ["voices"]}, 'tells: has "voices", which needs voices_at_least'),
        ({"tells": ["feed is silent"]}, 'tells: has "feed is silent", which needs silent_for, as "6h"'),
        ({"silent_for": "6h"}, 'silent_for: is of no use without "feed is silent" among tells'),
        ({"tells": ["feed is silent"], "silent_for": "6 hours"},
         "silent_for: '6 hours' is no length of time; write it as 90s, 5m, 2h or 1d"),
        ({"tells": ["feed is silent"], "silent_for": "0h"},
         "silent_for: is no time at all: every feed would be silent always"),
        ({"tells": ["feed is silent"], "silent_for": "6h", "places": ["IQ"]},
         "tells: is of feeds alone, which have no kind, place or toll; ask for these in another watch"),
        ({"fresh_for": "0d"}, "fresh_for: is no time at all: nothing could be told"),
        ({"rhythm": "weekly"}, "rhythm: 'weekly' is none of at once, hourly, daily"),
        ({"quiet": {"to": "06:00"}}, 'quiet.from: is missing; write it as "22:00"'),
        ({"quiet": {"from": "10pm", "to": "06:00"}}, "quiet.from: '10pm' is no time of day; write it as \"22:00\""),
        ({"quiet": {"from": "22:00", "to": "22:00"}},
         "quiet.to: is the same as from: quiet hours would never end; pause the watch instead"),
        ({"quiet": {"from": "22:00", "to": "06:00", "zone": "Asia/Bagdad"}},
         "quiet.zone: there is no zone 'Asia/Bagdad'; did you mean Asia/Baghdad?"),
        ({"quiet": {"from": "22:00", "to": "06:00", "zone": "Baghdad"}},
         "quiet.zone: there is no zone 'Baghdad'; did you mean Asia/Baghdad?"),
        ({"quiet": {"from": "22:00", "to": "06:00", "loud": 1}}, "quiet.loud: is no key here; the keys are from, to, zone, breaks_at_killed"),
        ({"chanels": ["x"]}, "chanels: is no key here; did you mean channels?"),
    ],
)  # fmt: skip
def test_a_fault_is_one_clear_line(given: dict[str, Any], fault: str) -> None:
    raw = {"name": "office"} | given if given else given

    with pytest.raises(ConfigError) as caught:
        parse_watch(raw, [OFFICE])

    assert caught.value.faults == (fault,)


def test_all_faults_of_a_file_are_told_with_their_places() -> None:
    raw = [{"name": "a", "kinds": ["x"]}, {"name": "A", "rhythm": "never"}]

    with pytest.raises(ConfigError) as caught:
        parse_watches(raw)

    places = [line.partition(":")[0] for line in caught.value.faults]
    assert places == ["watches[1].kinds", "watches[2].rhythm", "watches[2].name"]


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ([{"name": "a", "lat": 1}], "sites[1].lon: is missing; a site needs lat and lon in degrees, as 33.31 and 44.37"),
        ([{"name": "a", "lat": 91, "lon": 0}], "sites[1].lat: 91 is not between -90 and 90"),
        ([{"name": "a", "lat": 1, "lon": 2}, {"name": "A", "lat": 1, "lon": 2}],
         "sites[2].name: 'A' is the name of another site too; each needs its own"),
        ({"name": "a"}, "sites: must be a list of tables, each under [[sites]]"),
    ],
)  # fmt: skip
def test_faults_of_sites_are_told(raw: object, fault: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_sites(raw)

    assert caught.value.faults == (fault,)


@given(
    kinds=st.lists(st.sampled_from(sorted(load_kinds())), unique=True).map(tuple),
    near=st.none() | st.builds(Area, lat=st.floats(-90, 90), lon=st.floats(-180, 180), radius_km=st.floats(0.1, 20_000),
                               site=st.sampled_from((None, "our office"))),
    killed=st.none() | st.integers(1, 1000),
    hours=st.integers(1, 900),
    rhythm=st.sampled_from(("at once", "hourly", "daily")),
    quiet=st.none() | st.builds(Quiet, begins=st.just(time(22)), ends=st.just(time(6, 5)), zone=st.just("Asia/Kathmandu")),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_a_watch_is_the_same_after_being_written_down(
    kinds: tuple[str, ...],
    near: Area | None,
    killed: int | None,
    hours: int,
    rhythm: Any,
    quiet: Quiet | None,
) -> None:
    watch = Watch(
        name="office", kinds=kinds, near=near, killed_at_least=killed, fresh_for=timedelta(hours=hours),
        rhythm=rhythm, quiet=quiet,
    )  # fmt: skip

    assert parse_watch(format_watch(watch)) == watch


def test_the_reference_shows_a_file_that_can_be_used() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "alerts.md").read_text("utf-8")
    raw = tomllib.loads(page.partition("```toml\n")[2].partition("```")[0])

    watches = parse_watches(raw["watches"], parse_sites(raw["sites"]))

    assert [watch.name for watch in watches] == ["office", "country", "feeds"]
