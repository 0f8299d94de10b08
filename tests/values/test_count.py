"""Counts: found in sentences, bounded by their words, compared, written and read back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.text import Span
from twosource.values.comparison import Relation
from twosource.values.count import Count, CountMention, compare, find_counts, format_count, parse_count

BOUNDS = {
    "three": (3, 3),
    "2,500": (2500, 2500),
    "1.5 million": (1_500_000, 1_500_000),
    "2.5k": (2500, 2500),
    "twenty-three": (23, 23),
    "a hundred and five": (105, 105),
    "two hundred thousand": (200_000, 200_000),
    "a dozen": (12, 12),
    "half a dozen": (6, 6),
    "two dozen": (24, 24),
    "dozens": (24, None),
    "scores": (40, None),
    "hundreds": (200, None),
    "tens of thousands": (20_000, None),
    "hundreds of thousands": (200_000, None),
    "several hundred": (300, None),
    "several": (3, None),
    "a few": (2, None),
    "a couple": (2, 3),
    "a handful": (3, None),
    "at least three": (3, None),
    "no fewer than three": (3, None),
    "more than 70": (71, None),
    "over 70": (71, None),
    "more than a dozen": (13, None),
    "up to 20": (None, 20),
    "as many as 20": (None, 20),
    "no more than 20": (None, 20),
    "fewer than 20": (None, 19),
    "nearly 2,500": (2450, 2550),
    "roughly 2,500": (2450, 2550),
    "about 900": (850, 950),
    "about 15": (14, 16),
    "some 30": (25, 35),
    "nearly two dozen": (18, 30),
    "between 10 and 15": (10, 15),
    "10 to 15": (10, 15),
    "two or three": (2, 3),
    "two to three million": (2_000_000, 3_000_000),
    "none": (0, 0),
    "nobody": (0, 0),
    "no one": (0, 0),
    "zero": (0, 0),
}


@pytest.mark.parametrize(("words", "bounds"), BOUNDS.items(), ids=BOUNDS)
def test_a_figure_bounds_what_its_words_say(words: str, bounds: tuple[int | None, int | None]) -> None:
    count = parse_count(words)
    assert (count.low, count.high, count.as_said) == (*bounds, words)


@pytest.mark.parametrize("words", ["", "many moons ago", "3-1", "1.25", "three and", "the", "-5"])
def test_other_words_are_no_count(words: str) -> None:
    with pytest.raises(ValueError, match=r"a count|number|range"):
        parse_count(words)


def found(text: str) -> list[tuple[str, int | None, int | None, str | None]]:
    """Return what find_counts says in short: words, bounds, noun."""
    return [
        (m.span.of(text), m.count.low, m.count.high, m.noun.of(text) if m.noun else None)
        for m in find_counts(text)
    ]


def test_a_mention_holds_its_figure_its_words_and_its_noun() -> None:
    text = "Roughly 2,500 Norwegian troops are stationed there."
    count = Count(low=2450, high=2550, as_said="Roughly 2,500", number=2500, about=True)
    assert find_counts(text) == (CountMention(span=Span(0, 13), count=count, noun=Span(14, 30)),)


NOUNS = {
    "Dozens of rocket or drone strikes hit the base.": [("Dozens", 24, None, "rocket or drone strikes")],
    "Two salvoes of rockets landed nearby.": [("Two", 2, 2, "salvoes of rockets")],
    "Five off-duty police officers were there.": [("Five", 5, 5, "off-duty police officers")],
    "About 900 in the north": [("About 900", 850, 950, None)],
    "A family of five escaped.": [("A family of five", 5, 5, "family")],
    "Twin blasts rocked Kisumu.": [("Twin", 2, 2, "blasts")],
    "A pair of gunmen fled.": [("A pair", 2, 2, "gunmen")],
    "Both gunmen fled.": [("Both", 2, 2, "gunmen")],
    "An off-duty officer fled.": [("An", 1, 1, "off-duty officer")],
    "a 122-mm rocket fell": [("a", 1, 1, "122-mm rocket")],
    "One Kenyan soldier fled.": [("One", 1, 1, "Kenyan soldier")],
    "three of the wounded men": [("three", 3, 3, "wounded men")],
    "without causing any reported casualties": [("without", 0, 0, "reported casualties")],
    "left without people any longer": [("without", 0, 0, "people")],
    "no casualties causing concern": [("no", 0, 0, "casualties")],
    "There were no civilian casualties.": [("no", 0, 0, "civilian casualties")],
}


@pytest.mark.parametrize(("text", "expected"), NOUNS.items(), ids=NOUNS)
def test_the_noun_is_what_is_counted(
    text: str, expected: list[tuple[str, int | None, int | None, str | None]]
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text", ["three more", "another three", "three others", "another man", "a further 12"]
)
def test_additions_are_marked(text: str) -> None:
    assert [mention.count.more for mention in find_counts(text)] == [True]


@pytest.mark.parametrize(
    "text", ["more than three died", "three died", "three people", "three more than expected"]
)
def test_totals_are_not_additions(text: str) -> None:
    assert [mention.count.more for mention in find_counts(text)] == [False]


NOT_COUNTS = [
    "on 4 March 2021",
    "on March 4",
    "in 2019",
    "since 1998, the 2015 attacks",
    "on 12/8/2023 or 2023-12-08",
    "at 4.15am (0115 GMT)",
    "at 10:30 and 3 p.m.",
    "aged 35",
    "Ada Obi, 35, left",
    "Tom Reyes (24) left",
    "the 5th Brigade in the 1990s",
    "a 122-mm shellfire, 30 km away, a 9mm pistol",
    "an AK-47, an F-16",
    "$5 million, €30, 40 dollars, Rs 500",
    "12 percent, 7%, 3 per cent",
    "call 555-1234 or 911",
    "the 1200 block of Northwest 4th Place",
    "at 55 Oak Street",
    "No. 3, Route 9, Section 144",
    "won 3-1",
    "three days, two hours, five years",
    "three times, two-thirds",
    "no details, no group, no doubt",
    "both sides, both countries",
    "a rocket attack, a bomb disposal squad, a hospital",
    "one day, the one who, no-one-way",
    "a third victim",
    "as noted[12]",
]


@pytest.mark.parametrize("text", NOT_COUNTS)
def test_these_count_nothing(text: str) -> None:
    assert [words for words, *_ in found(text) if words != "no-one"] == []


COMPARED = {
    ("dozens", "more than 70"): Relation.WIDER,
    ("14", "about 15"): Relation.NARROWER,
    ("two", "2"): Relation.SAME,
    ("2", "5"): Relation.APART,
    ("at least 3", "up to 5"): Relation.OVERLAPPING,
    ("at least 3", "2"): Relation.APART,
    ("none", "at least one"): Relation.APART,
    ("three more", "seven"): Relation.UNKNOWN,
}


@pytest.mark.parametrize(("pair", "relation"), COMPARED.items(), ids=map(" / ".join, COMPARED))
def test_two_counts_stand_to_each_other_as_their_bounds_do(pair: tuple[str, str], relation: Relation) -> None:
    compared = compare(parse_count(pair[0]), parse_count(pair[1]))
    assert compared.relation is relation
    assert pair[0] in compared.why
    assert pair[1] in compared.why


@pytest.mark.parametrize(
    ("words", "written"),
    {
        "dozens": "at least 24",
        "more than 70": "more than 70",
        "no one": "none",
        "some 2,500": "about 2,500",
        "fewer than 20": "fewer than 20",
        "half a dozen": "6",
        "another three": "3 more",
        "two or three": "2 to 3",
    }.items(),
)
def test_a_count_is_written_plainly(words: str, written: str) -> None:
    assert format_count(parse_count(words)) == written


numbers = st.integers(1, 3_000_000)
phrases = st.one_of(
    numbers.map(str),
    numbers.map("{:,}".format),
    st.tuples(st.sampled_from(["at least", "more than", "up to", "fewer than", "about"]), numbers).map(
        lambda pair: f"{pair[0]} {pair[1]:,}"
    ),
    st.tuples(numbers, st.integers(1, 999)).map(lambda pair: f"{pair[0]:,} to {pair[0] + pair[1]:,}"),
    numbers.map("{:,} more".format),
)


@settings(max_examples=60, deadline=None)
@given(phrases)
def test_what_is_written_reads_back_to_the_same_bounds(words: str) -> None:
    count = parse_count(words)
    again = parse_count(format_count(count))
    assert (again.low, again.high, again.number, again.about, again.more) == (
        count.low,
        count.high,
        count.number,
        count.about,
        count.more,
    )


@settings(max_examples=60, deadline=None)
@given(phrases, phrases)
def test_turning_a_comparison_round_turns_its_relation_round(left: str, right: str) -> None:
    mirror = {Relation.NARROWER: Relation.WIDER, Relation.WIDER: Relation.NARROWER}
    forth = compare(parse_count(left), parse_count(right)).relation
    back = compare(parse_count(right), parse_count(left)).relation
    assert back is mirror.get(forth, forth)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("no one two 1,2-3.5 at least of “”’é\n people"), max_size=80))
def test_any_text_gives_spans_that_hold_their_words(text: str) -> None:
    for mention in find_counts(text):
        assert mention.span.of(text) == mention.count.as_said


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Two men, 34 and 27, were hurt.", ["Two"]),
        ("Pupils aged 8, 9 and 12 were hurt.", []),
        ("Obi and Ude, 30 and 42, were hurt.", []),
        ("They hurt 33 and killed 26.", ["33", "26"]),
        ("In all, 33 men and 26 women were hurt.", ["33", "26"]),
        ("They met another 16-year-old boy.", ["another"]),
        ("They met another 16 boys.", ["another 16"]),
    ],
    ids=["men", "aged", "names", "two-figures", "two-nouns", "another-of-an-age", "another-many"],
)
def test_ages_in_a_row_count_nobody(text: str, figures: list[str]) -> None:
    assert [mention.count.as_said for mention in find_counts(text)] == figures
