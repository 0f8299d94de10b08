"""Who meets at a key: all with all where they are few; where they are many, the oldest is still met."""

from datetime import timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.stages.flow import Flow
from tests.archive.stages.printing import prints, version
from tests.archive.stages.test_copies import copies, run
from tests.builders import NOW, make_article
from twosource.archive.ages import pack_age
from twosource.archive.stages.copying import BANDS, MEETINGS, STAGES
from twosource.archive.stages.meet import BOUNDS, Bound, partners
from twosource.archive.stages.unique import ADDRESS, WHOLE
from twosource.copies.judge import age
from twosource.model import Article

MEET = STAGES[1]
SMALL = Bound(all_with_all=4, oldest=2, nearest=1, most=8)


def pairs(size: int, bound: Bound) -> list[tuple[int, int]]:
    younger, older = partners(size, bound)
    return sorted(zip(younger.tolist(), older.tolist(), strict=True))


def test_few_meet_all_with_all() -> None:
    assert pairs(4, SMALL) == sorted((younger, older) for older, younger in combinations(range(4), 2))


def test_many_meet_the_oldest_and_the_nearest_before_them() -> None:
    met: dict[int, list[int]] = {1: [0], 2: [0, 1], 3: [0, 1, 2], 4: [0, 1, 3], 5: [0, 1, 4]}
    assert pairs(6, SMALL) == [(younger, older) for younger, others in met.items() for older in others]


@pytest.mark.parametrize(("left_out", "expected"), [(True, []), (False, [(at, 0) for at in range(1, 9)])])
def test_very_many_meet_the_oldest_alone_or_nobody(left_out: bool, expected: list[tuple[int, int]]) -> None:
    bound = Bound(all_with_all=4, oldest=2, nearest=1, most=8, left_out=left_out)
    assert pairs(9, bound) == expected


@given(st.integers(2, 200), st.sampled_from(list(BOUNDS.values())))
@settings(deadline=None, max_examples=40)
def test_pairs_grow_with_articles_and_not_with_their_square(size: int, bound: Bound) -> None:
    found = pairs(size, bound)

    assert len(found) == len(set(found)) <= size * max(bound.all_with_all / 2, bound.oldest + bound.nearest)
    assert {older for _, older in found if older == 0} == {0}
    assert all(older < younger < size for younger, older in found)


def row(band: int, article: str, at: int, shares: int = 1) -> dict[str, object]:
    return {"band": band, "article": article, "age": at, "shares": shares}


def test_a_pair_says_how_much_is_shared_and_which_is_the_younger() -> None:
    keys = [row(7, "a", 2), row(-7, "a", 2), row(8, "a", 2, ADDRESS), row(9, "a", 2, WHOLE)]
    others = [row(7, "b", 1), row(-7, "b", 1), row(8, "c", 1, ADDRESS), row(10, "c", 1)]

    flow = Flow(buckets=1, parts={BANDS.name: [BANDS.table(keys + others)]}).run(MEET)

    assert flow.rows(MEETINGS) == [
        {"article": "a", "other": "b", "age": 1, "shares": 2, "at_url": False},
        {"article": "a", "other": "c", "age": 1, "shares": 0, "at_url": True},
    ]


def test_of_one_age_each_is_compared_where_it_lies() -> None:
    flow = Flow(buckets=1, parts={BANDS.name: [BANDS.table([row(7, "a", 2), row(7, "b", 2)])]}).run(MEET)

    assert [(one["article"], one["other"]) for one in flow.rows(MEETINGS)] == [("a", "b"), ("b", "a")]


def test_nothing_meets_nothing() -> None:
    assert Flow(buckets=2, parts={BANDS.name: [BANDS.empty()]}).run(MEET).rows(MEETINGS) == []


@settings(deadline=None, max_examples=40)
@given(st.lists(prints(), min_size=2, max_size=8))
def test_ages_in_one_number_never_contradict_ages(articles: list[Article]) -> None:
    told = [pack_age(article) for article in sorted(articles, key=age)]
    assert told == sorted(told)


def test_of_a_wire_that_everybody_printed_the_first_print_is_the_original() -> None:
    oldest = make_article(version(0), outlet="Wire Service", published=NOW)
    reprints = [
        make_article(version(0), outlet=f"Paper {at}", published=NOW + timedelta(minutes=at + 1))
        for at in range(90)
    ]
    flow = run(Random(3).sample([oldest, *reprints], 91), buckets=3)

    assert {copy.original for copy in copies(flow).values()} == {oldest.id}
    assert len(copies(flow)) == 90
    assert flow.counts["keys bounded"] > 0


def test_in_a_crowd_that_opens_alike_what_is_printed_anew_finds_its_original() -> None:
    """Ninety stories of one outlet open with the same words and are no copies; one of them is printed elsewhere too."""
    stories = [
        make_article(
            f"{version(0)} {own_words(at)}", address=f"wires/{at}.txt", published=NOW + timedelta(days=at)
        )
        for at in range(90)
    ]
    again = make_article(stories[70].text, outlet="Hill Post", published=NOW + timedelta(days=70, hours=1))

    flow = run([*stories, again], buckets=2)

    assert [(copy.article, copy.original) for copy in copies(flow).values()] == [(again.id, stories[70].id)]
    assert flow.counts["keys bounded"] > 0


def own_words(story: int) -> str:
    return " ".join(f"word{at}of{story}" for at in range(140))
