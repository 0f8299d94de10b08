"""Tolls: what a sentence says of people killed, injured, captured or missing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.read.tolls import Toll, find_tolls
from twosource.text import Span
from twosource.values.count import Count, find_counts

Row = tuple[str, str, int | None, int | None]


def rows(text: str) -> list[Row]:
    """Return effect, scope and bounds of every toll that is no subset."""
    return [(t.effect, t.scope, t.count.low, t.count.high) for t in find_tolls(text) if not t.subset]


def subsets(text: str) -> list[Row]:
    """Return effect, scope and bounds of every toll that is part of another."""
    return [(t.effect, t.scope, t.count.low, t.count.high) for t in find_tolls(text) if t.subset]


def test_a_toll_holds_its_words_its_count_and_who() -> None:
    text = "The blast killed at least 14 people near Garba."
    count = Count(low=14, high=None, as_said="at least 14", number=14)
    assert find_tolls(text) == (Toll(span=Span(10, 35), count=count, effect="killed", who="people"),)


TOTALS: dict[str, list[Row]] = {
    "Gunmen attacked the bus, killing three.": [("killed", "", 3, 3)],
    "A car bomb left 12 dead and 30 wounded.": [("killed", "", 12, 12), ("injured", "", 30, 30)],
    "Three people dead, several hurt in Port Loko": [("killed", "", 3, 3), ("injured", "", 3, None)],
    "The ambush killed two and wounded three others.": [("killed", "", 2, 2), ("injured", "", 3, 3)],
    "Two soldiers were killed and eleven wounded.": [("killed", "soldiers", 2, 2), ("injured", "", 11, 11)],
    "The raid claimed the lives of seven villagers.": [("killed", "", 7, 7)],
    "Nine miners lost their lives.": [("killed", "miners", 9, 9)],
    "Officials said 12 bodies were found.": [("killed", "", 12, 12)],
    "Casualties: 4 killed, 12 injured": [("killed", "", 4, 4), ("injured", "", 12, 12)],
    "Police shot dead two robbers.": [("killed", "robbers", 2, 2)],
    "One person was fatally shot.": [("killed", "", 1, 1)],
    "A woman was shot in the arm.": [("injured", "", 1, 1)],
    "Two others were hospitalised.": [("injured", "", 2, 2)],
    "Four people were shot.": [("casualties", "", 4, 4)],
    "Five people were killed or wounded.": [("casualties", "", 5, 5)],
    "A man was killed.": [("killed", "", 1, 1)],
    "The rebels killed the mayor.": [("killed", "mayors", 1, 1)],
    "Ada Obi, 35, died at the scene.": [("killed", "", 1, 1)],
    "Ada Obi, 35, and Tom Reyes, 24, were killed.": [("killed", "", 2, 2)],
    "Gunmen killed Musa Bello, a journalist, in Kano.": [("killed", "", 1, 1)],
    "Gunmen kidnapped 20 schoolgirls.": [("captured", "schoolgirls", 20, 20)],
    "Fighters took 12 people hostage.": [("captured", "", 12, 12)],
    "Six people are missing.": [("missing", "", 6, 6)],
    "There were three deaths and two injuries.": [("killed", "", 3, 3), ("injured", "", 2, 2)],
    "Nobody died and no one was hurt.": [("killed", "", 0, 0), ("injured", "", 0, 0)],
    "There were no casualties.": [("casualties", "", 0, 0)],
    "It fell without causing casualties.": [("casualties", "", 0, 0)],
    "There were no deaths or injuries.": [("killed", "", 0, 0), ("injured", "", 0, 0)],
    "There were no civilian casualties.": [("casualties", "civilians", 0, 0)],
    "The driver was not hurt.": [("injured", "drivers", 0, 0)],
    "All three passengers escaped unharmed.": [("casualties", "passengers", 0, 0)],
    "A soldier was killed and another injured.": [("killed", "soldiers", 1, 1), ("injured", "", 1, 1)],
    "The shell hit a bakery, killing four night-shift bakers.": [("killed", "night-shift bakers", 4, 4)],
    "Nine passers-by were hurt.": [("injured", "passers-by", 9, 9)],
    "They were not injured but are shaken.": [("injured", "", 0, 0)],
    "A retired couple have escaped injury.": [("injured", "", 0, 0)],
    "The raiders abducted at least 15 others.": [("captured", "", 15, None)],
    "Two brothers were taken away.": [("captured", "brothers", 2, 2)],
    "The raid led to the injury of two clerks.": [("injured", "clerks", 2, 2)],
    "The raid led to the deaths of two clerks.": [("killed", "clerks", 2, 2)],
    "The clinic had received five bodies.": [("killed", "", 5, 5)],
    "A blast left two pupils wounded.": [("injured", "pupils", 2, 2)],
    "Man shoots four people in Lagos": [("casualties", "", 4, 4)],
    "A man was shot in the head.": [("casualties", "", 1, 1)],
    "A man was found with a gunshot wound.": [("casualties", "", 1, 1)],
    "A man was treated for minor burns.": [("injured", "", 1, 1)],
    "She was taken to hospital, where she died.": [("killed", "", 1, 1)],
    "A guard was wounded and his brother was killed.": [
        ("injured", "guards", 1, 1),
        ("killed", "brothers", 1, 1),
    ],
    "He killed his 12- and 9-year-old sons.": [],
    "Man kills wife, neighbours say": [("killed", "wives", 1, 1)],
    "A nurse is in serious condition.": [("injured", "nurses", 1, 1)],
    "A 14-year-old was killed.": [("killed", "", 1, 1)],
    "Gunmen killed 14-year-old Ada Obi.": [("killed", "", 1, 1)],
    "A girl was hit by a bullet and a guard was shot dead.": [
        ("casualties", "girls", 1, 1),
        ("killed", "guards", 1, 1),
    ],
    "two peasants were killed and nine wounded": [("killed", "peasants", 2, 2), ("injured", "", 9, 9)],
    "TWO PEASANTS WERE KILLED AND NINE WOUNDED": [("killed", "peasants", 2, 2), ("injured", "", 9, 9)],
    "THE RAID LEFT A TOLL OF 7 DEAD": [("killed", "", 7, 7)],
    "mayor pablo quispe was murdered by the rebels": [("killed", "", 1, 1)],
    "A nurse who was shot at a market in Garba has died.": [
        ("casualties", "nurses", 1, 1),
        ("killed", "nurses", 1, 1),
    ],
    "Ada Obi was shot twice and later died.": [("casualties", "", 1, 1), ("killed", "", 1, 1)],
    "Four clerks were shot, one fatally.": [("casualties", "clerks", 4, 4), ("killed", "", 1, 1)],
    "The blast left his wife dead.": [("killed", "wives", 1, 1)],
    "He shot the guard, killing him.": [("casualties", "guards", 1, 1), ("killed", "", 1, 1)],
    "Two pupils sitting on a wall near Garba were grazed.": [("injured", "pupils", 2, 2)],
    "The crash sent two pupils to Garba General Hospital.": [("injured", "pupils", 2, 2)],
    "Two men arrived at a Garba hospital with wounds.": [("injured", "", 2, 2)],
    "They found another 16-year-old boy who was wounded.": [("injured", "boys", 1, 1)],
    "A 17 year-old girl was hit in the leg.": [("injured", "girls", 1, 1)],
    "A father of three was shot dead.": [("killed", "fathers", 1, 1)],
    "She is the mother of two soldiers killed in Garba.": [("killed", "soldiers", 2, 2)],
    "Last Memorial Day, four people were wounded.": [("injured", "", 4, 4)],
    "Ada Obi, two guards and a clerk were killed.": [("killed", "", 4, 4)],
    "Two men, 34 and 27, and a woman, 45, were wounded.": [("injured", "", 3, 3)],
}


@pytest.mark.parametrize(("text", "expected"), TOTALS.items(), ids=TOTALS)
def test_what_happened_to_how_many(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def test_people_listed_together_are_added_once_and_kept_apart_as_parts() -> None:
    text = "Two soldiers and three civilians were killed."
    assert rows(text) == [("killed", "", 5, 5)]
    assert subsets(text) == [("killed", "soldiers", 2, 2), ("killed", "civilians", 3, 3)]


PARTS: dict[str, list[Row]] = {
    "It killed 14 people, including two children, and wounded 30.": [("killed", "children", 2, 2)],
    "Two people, including a child, were killed and eleven wounded.": [("killed", "children", 1, 1)],
    "The blast wounded 30, five of them critically.": [("injured", "critical", 5, 5)],
    "It wounded three policemen, two of whom later died.": [("killed", "", 2, 2)],
    "Four people were wounded, one in critical condition.": [("injured", "critical", 1, 1)],
}


@pytest.mark.parametrize(("text", "expected"), PARTS.items(), ids=PARTS)
def test_parts_of_a_toll_are_subsets(text: str, expected: list[Row]) -> None:
    assert subsets(text) == expected
    assert len(rows(text)) + len(expected) == len(find_tolls(text))


def test_the_attackers_own_death_is_kept_apart() -> None:
    assert rows("The man blew himself up, killing himself and three guards.") == [
        ("killed", "attacker", 1, 1),
        ("killed", "guards", 3, 3),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The death toll rose from 3 to 5.",
        "The toll has risen to 5.",
        "A guard died, bringing the number of dead to 5.",
    ],
)
def test_a_moved_total_is_the_later_one_and_rising(text: str) -> None:
    assert [(t.count.low, t.effect) for t in find_tolls(text) if t.rising] == [(5, "killed")]


@pytest.mark.parametrize(
    ("text", "reported"),
    {
        "No casualties were reported.": True,
        "It exploded without causing any reported casualties.": True,
        "There were no immediate reports of injuries.": True,
        "There were no casualties.": False,
        "No one was injured.": False,
    }.items(),
)
def test_none_reported_is_not_none(text: str, reported: bool) -> None:
    assert [(t.count.high, t.reported_only) for t in find_tolls(text)] == [(0, reported)]


@pytest.mark.parametrize(
    ("text", "cumulative"),
    {
        "The war has killed thousands.": True,
        "More than 200 people have been killed since January.": True,
        "At least 40 journalists were killed this year.": True,
        "Two people were killed on Monday.": False,
    }.items(),
)
def test_totals_over_a_long_time_are_marked(text: str, cumulative: bool) -> None:
    assert [toll.cumulative for toll in find_tolls(text)] == [cumulative]


@pytest.mark.parametrize(
    "text",
    [
        "He killed the engine.",
        "The road is a dead end.",
        "They scored twice in injury time.",
        "The race was a dead heat.",
        "The deal is dead.",
        "The storm could kill dozens.",
        "They threatened to kill 10 hostages.",
        "Hundreds would have been killed.",
        "There was no word on casualties.",
        "No further injuries were reported.",
        "It is not known how many people were killed.",
        "Rebels captured two villages.",
        "The fire destroyed three houses.",
        "Two gunmen killed Oba's dog.",
        "Police arrested five men.",
        "He delivered three letters.",
        "None of the pupils were seriously hurt.",
        "Three people were taken away by ambulance.",
        "Two cars were taken away.",
        "It was in retaliation for the death of a commander.",
        "Children under the age of 15 died at twice the rate.",
        "The town is grieving the death of a teacher.",
        "Nigeria was hurt by the fall in oil prices.",
        "Officers shot at the car.",
        "Two officers were shot at by a gunman.",
        "The girl's father from Port Obi remains in Garba.",
        "The team hit the road in March.",
        "The minister arrived at the hospital with flowers.",
    ],
)
def test_these_sentences_tell_no_toll(text: str) -> None:
    assert find_tolls(text) == ()


@pytest.mark.parametrize(
    ("text", "who"),
    {
        "Teen killed in Lagos": "Teen",
        "Boy, 9, killed by stray bullet": "Boy",
        "Man, 34, shot dead in Leeds": "Man",
        "14-year-old killed in crash": "14-year-old",
        "Okoro died on Sunday.": "Okoro",
    }.items(),
)
def test_one_person_without_an_article_is_no_stated_figure(text: str, who: str) -> None:
    assert [(t.effect, t.who, t.count.high, t.individual) for t in find_tolls(text)] == [
        ("killed", who, 1, True)
    ]


def test_another_three_wounded_beside_the_dead_is_a_total() -> None:
    assert [t.count.more for t in find_tolls("Two guards died and another three were wounded.")] == [
        False,
        False,
    ]
    assert [t.count.more for t in find_tolls("Another three people have died.")] == [True]


VOCABULARY = "killed wounded two three people , and were a soldier no casualties including died dead the Ada Obi 35 of them"
words = st.sampled_from(VOCABULARY.split())


@settings(max_examples=80, deadline=None)
@given(st.lists(words, max_size=40).map(" ".join))
def test_any_words_give_spans_inside_the_text_and_bounds_in_order(text: str) -> None:
    for toll in find_tolls(text):
        assert toll.span.of(text).strip()
        assert toll.count.high is None or (toll.count.low or 0) <= toll.count.high


def test_counts_found_before_give_the_same_tolls_and_blanked_ones_give_none() -> None:
    text = "Rain fell. Two guards were killed and nine people hurt."
    sentence = text[11:]
    counts = find_counts(text)
    assert find_tolls(sentence, counts=counts, offset=11) == find_tolls(sentence)
    blanked = sentence.replace("Two guards", "          ")
    assert [t.effect for t in find_tolls(blanked, counts=counts, offset=11)] == ["injured"]


@pytest.mark.parametrize(
    ("text", "figures"),
    {
        "Twenty-six,                .": [26],
        "At least nine.": [9],
        "Nine trucks.": [],
        "Nobody knows.": [],
        "In 2019.": [],
        "": [],
    }.items(),
)
def test_a_figure_alone_answers_the_toll_before(text: str, figures: list[int]) -> None:
    before = find_tolls("Seven dead, the army said.")
    assert [(t.effect, t.count.number) for t in find_tolls(text, before=before)] == [
        ("killed", figure) for figure in figures
    ]
    assert find_tolls(text) == ()
