from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOW, make_article
from twosource.copies import find_copy, sketch
from twosource.model import Article, Copy, CopyRelation

SENTENCES = (
    "Gunmen on two motorcycles opened fire on a minibus near the lake port of Kisumu shortly after sunset on Tuesday.",
    "Four passengers died at the scene and a fifth was taken to the county hospital with wounds to the chest.",
    "The driver managed to steer the vehicle off the road and into a field of maize before he lost consciousness.",
    "Detectives found thirty spent cartridges along the verge and took statements from traders at a nearby kiosk.",
    "Nobody has said who sent the attackers, and the county commissioner refused to speculate about their motive.",
    "A curfew that was lifted in March will return from Thursday night, according to a notice signed by the governor.",
)
QUOTE = (
    "“We will not rest until each of these men has been found, tried and punished, and until every family on this "
    "road can travel after dark without fear for the lives of its children,” the minister of the interior told "
    "reporters in a statement that was read out twice, once in each of the languages of the county.”"
)
TEXT = "\n\n".join(SENTENCES)
SHORT = "\n\n".join(SENTENCES[:4])


def article(text: str = TEXT, **changes: Any) -> Article:
    return make_article(text, **changes)


def wire(text: str, outlet: str, hours: int = 0, **changes: Any) -> Article:
    values = {"outlet": outlet, "newsroom": "Reuters", "published": NOW + timedelta(hours=hours)}
    return make_article(text, **(values | changes))


def relation(left: Article, right: Article) -> CopyRelation | None:
    found = find_copy(left, [right])
    return found.relation if found else None


def test_equal_words_are_an_exact_copy_whatever_their_print() -> None:
    left = article()
    right = article(
        TEXT.upper().replace(".", " !"), outlet="Harbour Post", published=NOW + timedelta(hours=1)
    )
    assert find_copy(right, [left]) == Copy(
        article=right.id,
        original=left.id,
        relation=CopyRelation.EXACT,
        overlap=1.0,
        why="Harbour Post prints the same words as Lakeside Courier.",
    )


def test_a_wire_story_cut_at_the_foot_is_syndicated() -> None:
    assert relation(wire(TEXT, "Reuters"), wire(SHORT, "Harbour Post", 2)) is CopyRelation.SYNDICATED


def test_a_wire_story_with_a_local_paragraph_is_syndicated() -> None:
    local = f"{TEXT}\n\nIn our own town the mayor asked churches to toll their bells on Sunday for the dead of the lake road."
    assert relation(wire(TEXT, "Reuters"), wire(local, "Harbour Post", 2)) is CopyRelation.SYNDICATED


def test_words_taken_over_without_a_credit_are_a_near_copy() -> None:
    taken = TEXT.replace("Four passengers", "Four people").replace("thirty spent", "some thirty")
    assert relation(article(), article(taken, outlet="Harbour Post")) is CopyRelation.NEAR


def test_a_changed_text_at_the_same_address_is_an_update() -> None:
    first = article(url="https://lakeside.example/1")
    later = article(
        SENTENCES[0] + "\n\nFive people are now known to have died, the hospital said.",
        url="https://lakeside.example/1",
        published=NOW + timedelta(hours=3),
    )
    found = find_copy(first, [later])
    assert found is not None
    assert (found.article, found.original, found.relation) == (later.id, first.id, CopyRelation.UPDATED)


def test_another_text_at_a_reused_path_is_no_update() -> None:
    other = article(
        "Farmers in the highlands expect a good harvest of tea after weeks of steady rain, the board said."
    )
    assert relation(article(), other) is None


def test_two_stories_that_share_only_a_quotation_are_no_copies() -> None:
    left = article(f"{SENTENCES[0]}\n\n{QUOTE}\n\n{SENTENCES[1]} {SENTENCES[2]}")
    right = article(f"{SENTENCES[4]}\n\n{QUOTE}\n\n{SENTENCES[5]} {SENTENCES[3]}", outlet="Harbour Post")
    assert relation(left, right) is None


def test_short_notices_that_are_alike_are_no_copies() -> None:
    left = article("A curfew is in force in Kisumu from nine tonight.")
    right = article("A curfew is in force in Kisumu from ten tonight.", outlet="Harbour Post")
    assert relation(left, right) is None


def test_two_stories_of_one_outlet_that_share_background_are_no_copies() -> None:
    left = article("\n\n".join(SENTENCES[:5]), url="https://lakeside.example/1")
    right = article("\n\n".join(SENTENCES[1:]), url="https://lakeside.example/2")
    assert relation(left, right) is None


@pytest.mark.parametrize(
    ("left", "right", "original"),
    [
        pytest.param(wire(TEXT, "A", 1), wire(SHORT, "B", 0), "B", id="the earlier"),
        pytest.param(wire(TEXT, "A"), wire(SHORT, "Reuters"), "Reuters", id="the agency's own outlet"),
        pytest.param(wire(TEXT, "A"), wire(SHORT, "B", published=None), "A", id="the one with a date"),
        pytest.param(
            wire(TEXT, "A", 6),
            wire(SHORT, "B", -12, published_precision="day"),
            "A",
            id="a day counts as its end",
        ),
        pytest.param(
            wire(TEXT, "A"),
            wire(SHORT, "B", fetched_at=NOW - timedelta(days=1)),
            "B",
            id="the earlier fetched",
        ),
    ],
)
def test_says_which_came_first(left: Article, right: Article, original: str) -> None:
    names = {left.id: left.outlet, right.id: right.outlet}
    found = find_copy(left, [right])
    assert found is not None
    assert names[found.original] == original


def test_an_article_is_no_copy_of_itself_or_of_nothing() -> None:
    assert find_copy(article(), [article()]) is None
    assert find_copy(article(), []) is None


def test_copies_share_a_key_and_the_keys_do_not_change_from_machine_to_machine() -> None:
    keys = sketch(TEXT)
    assert len(keys) == len(set(keys)) == 40
    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert set(keys) & set(sketch(SHORT))
    assert (sketch(""), keys[:2]) == ((), STABLE)


STABLE = (2215039854583701286, 8129610130403068620)  # as first computed; stored keys depend on it


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sets(st.integers(0, 5), min_size=1),
            st.sampled_from(["A", "B", "Reuters"]),
            st.sampled_from(["Reuters", "A", None]),
            st.integers(0, 2),
        ),
        min_size=2,
        max_size=4,
    )
)
def test_the_decision_depends_neither_on_direction_nor_on_order(
    rows: list[tuple[set[int], str, str | None, int]],
) -> None:
    articles = [
        wire("\n\n".join(SENTENCES[n] for n in sorted(parts)), outlet, hours, newsroom=newsroom)
        for parts, outlet, newsroom, hours in rows
    ]
    first, *others = articles
    assert find_copy(first, others[:1]) == find_copy(others[0], [first])
    assert len({find_copy(first, order) for order in permutations(others)}) == 1


def test_of_several_originals_names_the_first_printed() -> None:
    first, second, third = wire(TEXT, "Reuters"), wire(SHORT, "A", 1), wire(SHORT, "B", 2)
    found = find_copy(third, [second, first])
    assert found is not None
    assert found.original == first.id
