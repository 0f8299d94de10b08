"""A year of synthetic news: the same from one seed, with the truth beside it, and like real news where that is measured."""

import csv
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import pytest
from benchmarks.archive.articles import Printed, print_article
from benchmarks.archive.make import Asked, make_archive
from benchmarks.archive.pages import make_page
from benchmarks.archive.year import Slot, Story, plan_archive, tell_story

from tests.builders import make_article
from tests.fakes import FakeClock, FakeFetcher
from twosource.copies import find_copy, sketch
from twosource.model import Article
from twosource.pipeline import Inputs, Pipe, read_only
from twosource.read.triage import triage


@pytest.fixture(scope="module")
def printed() -> list[Printed]:
    return [print_article(slot) for slot in plan_archive(400)]


def test_the_same_seed_makes_the_same_files_whoever_makes_them(tmp_path: Path) -> None:
    made = [
        make_archive(60, Asked(out=tmp_path / name, seed=seed))
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    ]
    first, again, other = (files[0].read_bytes() for files in made)
    assert first == again
    assert first != other


def test_news_comes_in_the_order_of_its_publication(printed: list[Printed]) -> None:
    published = [one.published for one in printed]
    assert published == sorted(published)


def test_a_smaller_archive_has_the_first_stories_of_a_larger_one() -> None:
    small, large = ({(slot.story, slot.printing) for slot in plan_archive(number)} for number in (200, 400))
    assert small < large


def test_a_larger_archive_has_a_capital_on_a_day_of_war() -> None:
    stories = [slot.story for slot in plan_archive(1_200)]
    war = [number for number in stories if number >= 1 << 31]
    assert 100 <= len(war) < 120
    assert {tell_story(number).happening().town.name for number in war} == {"Khartoum"}


def test_a_copy_is_one_by_our_own_account(printed: list[Printed]) -> None:
    known = {one.id: one for one in printed}
    pairs = [
        (one, known[one.original]) for one in printed if one.original in known and one.id != one.original
    ]
    articles = [[_article(one) for one in pair] for pair in pairs]
    found = [
        find_copy(copy, [original])
        for copy, original in articles
        if set(sketch(copy.text)) & set(sketch(original.text))
    ]
    assert len(found) >= 20
    assert sum(copy is not None for copy in found) / len(pairs) >= 0.9


def test_most_news_is_not_of_incidents_and_most_of_that_is_no_news_of_incidents_to_triage(
    printed: list[Printed],
) -> None:
    sorts = Counter(one.sort for one in printed)
    everyday = [triage("\n".join(one.paragraphs), one.title) for one in printed if one.sort == "everyday"]
    told = [triage("\n".join(one.paragraphs), one.title) for one in printed if one.sort == "incident"]
    assert sorts["everyday"] > 5 * sorts["incident"] > 0
    assert mean(everyday) < 0.3
    assert mean(told) > 0.7


def test_what_is_met_again_is_the_same_article_and_what_is_rewritten_is_at_the_same_address() -> None:
    stories = [tell_story(number) for number in range(600)]
    ways = {way: _find(stories, way) for way in ("met_again", "rewritten")}
    again, rewritten = ([print_article(slot) for slot in ways[way]] for way in ("met_again", "rewritten"))
    assert again[0].record() == again[1].record()
    assert rewritten[0].url == rewritten[1].url
    assert rewritten[0].paragraphs != rewritten[1].paragraphs


def test_the_truth_stands_beside_the_news(tmp_path: Path) -> None:
    (news,) = make_archive(50, Asked(out=tmp_path))
    records = [json.loads(line) for line in news.read_text(encoding="utf-8").splitlines()]
    with (tmp_path / "truth" / "00000.csv").open(encoding="utf-8", newline="") as stream:
        truth = list(csv.DictReader(stream))
    assert [(one["id"], one["url"], one["published"]) for one in truth] == [
        (one["id"], one["url"], one["published"]) for one in records
    ]


def test_pages_hold_their_article_and_are_read_from_a_warc(tmp_path: Path, printed: list[Printed]) -> None:
    assert printed[0].paragraphs[0][:20] in make_page(printed[0])
    (news,) = make_archive(5, Asked(out=tmp_path, format="warc"))
    inputs = Inputs(given=[str(news)], fetcher=FakeFetcher())
    articles = [one[0] for one in read_only(Pipe(clock=FakeClock()), inputs) if isinstance(one, tuple)]
    assert len(articles) == 5


def _article(one: Printed) -> Article:
    return make_article("\n\n".join(one.paragraphs), title=one.title, outlet=one.outlet, url=one.url)


def _find(stories: Sequence[Story], way: str) -> tuple[Slot, Slot]:
    """Return a text's first printing and one that was printed this way."""
    story, at = next(
        (story, at) for story in stories for at, one in enumerate(story.printings) if one.way == way
    )
    first = story.printings.index(story.first_of(story.printings[at].text))
    return Slot(0, story.number, first), Slot(0, story.number, at)
