"""What a replay prints, when, and whether two ledgers of it say the same."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from benchmarks.replay.archive import write_warc
from benchmarks.replay.comparing import content_of, differences
from benchmarks.replay.feeds import FORMS, NEWEST, Entry, Form, Sheet
from benchmarks.replay.serving import Given, Site, serve
from benchmarks.replay.stories import Story, load_stories
from benchmarks.replay.timetable import Pace, plan

from tests.cli.conftest import run_command
from tests.ingest.pages import split
from twosource.model import Draft
from twosource.store import open_ledger

EXAMPLES = Path(__file__).parents[2] / "examples" / "wires"
NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
FULL_SPEED = Pace(speed=1e12)


def story(path: str, published: datetime | None = NOON, site: str = "lake-post") -> Story:
    content = (
        f"<html><head><title>{path}</title></head><body><p>The road to {path} is shut.</p></body></html>"
    )
    return Story(
        site=site, path=path, content=content.encode(), title=path, summary=f"The road to {path}.",
        published=published, named="Lake Post",
    )  # fmt: skip


@pytest.fixture
def site() -> Iterator[Site]:
    stories = [story(f"s{number}", NOON + timedelta(minutes=number)) for number in range(NEWEST + 5)]
    with serve(Site(plan=plan(stories, FULL_SPEED))) as served:
        served.begin()
        yield served


# --- when ----------------------------------------------------------------------------------------


def test_stories_are_told_in_the_order_of_their_times_on_a_clock_that_runs_faster() -> None:
    told = plan([story("b", NOON + timedelta(hours=2)), story("a")], Pace(speed=3_600))
    assert [(one.story.path, one.at_s) for one in told] == [("a", 1.0), ("b", 3.0)]


def test_long_silences_are_cut() -> None:
    stories = [
        story("a"),
        story("b", NOON + timedelta(days=90)),
        story("c", NOON + timedelta(days=90, hours=1)),
    ]
    told = plan(stories, Pace(speed=3_600, gap=timedelta(hours=6)))
    assert [one.at_s for one in told] == [1.0, 7.0, 8.0]


def test_stories_known_by_their_day_are_spread_over_it() -> None:
    day = NOON.replace(hour=0)
    told = plan([story("a", day), story("b", day), story("c", day)], Pace(speed=3_600))
    assert [one.at_s for one in told] == [1.0, 7.0, 13.0]


def test_stories_without_a_time_come_last() -> None:
    told = plan([story("b", None), story("a")], Pace(speed=3_600))
    assert [(one.story.path, one.at_s) for one in told] == [("a", 1.0), ("b", 2.0)]


# --- what ----------------------------------------------------------------------------------------


def test_the_examples_are_pages_each_with_its_time_but_one() -> None:
    stories = load_stories([str(EXAMPLES)])
    assert len(stories) == 32
    assert [one.path for one in stories if one.published is None] == ["d789dc8bbdb3-1"]


def test_a_page_stays_as_it_is_and_its_correction_stands_at_the_same_address() -> None:
    first, later = [one for one in load_stories([str(EXAMPLES)]) if one.site == "the-quetta-observer"]
    assert first.path == later.path
    assert (first.updated, later.updated is None) == (None, False)
    kept = {sha256(path.read_bytes()).hexdigest() for path in EXAMPLES.glob("pages/quetta-observer-*.html")}
    assert {sha256(one.content).hexdigest() for one in (first, later)} == kept


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_a_feed_is_read_as_it_was_meant(form: Form) -> None:
    entries = [Entry(story=story('mill & "well"'), url="http://lake.example/1.html", changed_at=NOON)]
    write, _ = FORMS[form]
    (made,) = split(write(Sheet(url="http://lake.example/feed", entries=entries)), "feed")
    assert isinstance(made, Draft)
    assert (made.title, made.url, made.body) == (
        'mill & "well"', "http://lake.example/1.html", 'The road to mill & "well".',
    )  # fmt: skip
    assert made.published is not None
    assert datetime.fromisoformat(made.published) == NOON if form != "rss" else "12:00:00" in made.published


# --- serving -------------------------------------------------------------------------------------


def test_a_feed_holds_the_newest_and_links_pages(site: Site) -> None:
    address = site.feeds()["lake-post"]
    with urlopen(address) as answer:
        body, etag = answer.read().decode(), answer.headers["ETag"]
    assert body.count("<item>") == NEWEST
    assert "s34.html" in body
    assert "s4.html" not in body
    with pytest.raises(HTTPError) as unchanged:
        urlopen(Request(address, headers={"If-None-Match": etag}))
    assert unchanged.value.code == 304
    unchanged.value.close()


def test_pages_are_given_byte_for_byte_and_noted(site: Site) -> None:
    told = site.plan[0].story
    with urlopen(site.url_of(told)) as answer:
        assert answer.read() == told.content
    assert [(one.url, one.content) for one in site.given] == [(site.url_of(told), told.content)]


def test_what_is_not_out_yet_is_missing() -> None:
    with serve(Site(plan=plan([story("a")], Pace(speed=1.0)))) as site:
        site.begin()
        with pytest.raises(HTTPError) as missing:
            urlopen(site.url_of(site.plan[0].story))
        missing.value.close()
        assert missing.value.code == 404
        assert site.out("lake-post") == []


# --- comparing -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def given() -> list[Given]:
    told = plan(load_stories([str(EXAMPLES)]), FULL_SPEED)[:14]
    site = Site(plan=told, port=1)
    return [Given(url=site.url_of(one.story), content=one.story.content, at_s=one.at_s) for one in told]


def add(folder: Path, name: str, given: list[Given]) -> Path:
    write_warc(folder / f"{name}.warc", given)
    ran = run_command("--db", str(folder / f"{name}.db"), "add", str(folder / f"{name}.warc"))
    assert ran.status == 0, ran.err
    return folder / f"{name}.db"


def test_ledgers_of_the_same_pages_in_another_order_say_the_same(tmp_path: Path, given: list[Given]) -> None:
    first, second = add(tmp_path, "one", given), add(tmp_path, "other", given[::-1])
    with open_ledger(first) as one, open_ledger(second) as other:
        said, again = content_of(one), content_of(other)
    assert said.sizes()["articles"] == 14
    assert differences(said, again) == {}


def test_a_ledger_that_lacks_a_page_says_what_it_lacks(tmp_path: Path, given: list[Given]) -> None:
    first, second = add(tmp_path, "one", given[:3]), add(tmp_path, "other", given[:2])
    with open_ledger(first) as one, open_ledger(second) as other:
        found = differences(content_of(one), content_of(other))
    assert [line[:8] for line in found["articles"]] == ["lost: a_"]
    json.dumps(found)
