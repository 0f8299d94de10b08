import pytest

from twosource.read.proposed_strands import doubts_kind, tell_apart
from twosource.read.strands import Strand, find_strands

from .proposing import Saying, scene_of

TWO = (
    "A charge of dynamite went off at the post office of Lomas.\n"
    "The mayor said that the town would rebuild it.\n"
    "In Corral, masked men took the schoolteacher Pia Lund from her house.\n"
    "The harvest was good this year."
)
PLAIN = "The council of Lomas met on Monday.\nIt talked about the new bridge.\nRain is expected."
BLOODLESS = "Gunmen opened fire on a bus near Kisumu on Tuesday, police said.\nNobody was in it."
RULED = (
    "Gunmen opened fire on a bus near Kisumu on Tuesday, killing four passengers, police said.\n"
    "The company said that it would run no buses this week.\n"
    "Its driver hid in a ditch."
)


def shown(strands: tuple[Strand, ...]) -> list[tuple[str, bool, list[int]]]:
    return [(strand.kind, strand.main, [s.index for s in strand.sentences]) for strand in strands]


def told(text: str, saying: Saying | None, *, rules: bool = False) -> list[tuple[str, bool, list[int]]]:
    return shown(tell_apart(scene_of(text, saying, rules=rules)).strands)


def test_main_sentences_are_one_strand_and_others_another() -> None:
    saying = Saying(
        marks=[("target", "post office of Lomas", 0.9), ("victim", "Pia Lund", 0.9)],
        about={0: "main", 1: "main", 2: "other"},
        kinds={0: ["bombing"], 2: ["kidnapping"]},
    )
    assert told(TWO, saying) == [("bombing", True, [0, 1]), ("kidnapping", False, [2])]


def test_another_incident_that_names_nobody_is_left_out() -> None:
    saying = Saying(
        marks=[("target", "post office of Lomas", 0.9)],
        about={0: "main", 2: "other"},
        kinds={0: ["bombing"], 2: ["kidnapping"]},
    )
    assert told(TWO, saying) == [("bombing", True, [0])]


def test_a_sentence_with_a_role_belongs_to_an_incident_though_it_seems_background() -> None:
    saying = Saying(marks=[("victim", "Pia Lund", 0.9)], about={0: "main"}, kinds={0: ["attack"]})
    assert told(TWO, saying) == [("attack", True, [0, 2])]


def test_other_incidents_alone_make_the_first_of_them_the_main_one() -> None:
    saying = Saying(about={2: "other"}, kinds={2: ["kidnapping"]})
    assert told(TWO, saying) == [("kidnapping", True, [2])]


def test_an_unlikely_incident_is_not_told() -> None:
    saying = Saying(about={0: "main"}, kinds={0: ["bombing"]}, incident=0.3)
    assert told(TWO, saying) == []


def test_a_weapon_makes_the_kind_more_exact() -> None:
    text = "Two men were shot with a rifle in Lomas.\nNobody was held."
    saying = Saying(marks=[("weapon", "rifle", 0.9)], about={0: "main"}, kinds={0: ["attack"]})
    assert told(text, saying) == [("shooting", True, [0])]


def test_an_attack_that_is_no_bombing_is_not_made_one_by_a_weapon() -> None:
    text = "Two men were hurt by a grenade in Lomas.\nNobody was held."
    saying = Saying(marks=[("weapon", "grenade", 0.9)], about={0: "main"}, kinds={0: ["attack"]})
    assert told(text, saying) == [("attack", True, [0])]


def test_without_a_trained_reader_the_rules_tell() -> None:
    assert told(RULED, None, rules=True) == [("shooting", True, [0, 1, 2])]


def test_ordinary_news_stays_so_with_both() -> None:
    assert told(PLAIN, Saying(incident=0.01), rules=True) == []


def test_without_a_word_for_an_incident_a_trained_reader_opens_none_beside_the_rules() -> None:
    assert told(PLAIN, Saying(about={0: "main"}, kinds={0: ["attack"]}), rules=True) == []


def test_the_rules_strand_goes_where_surely_nothing_is_told() -> None:
    assert told(BLOODLESS, Saying(incident=0.001), rules=True) == []


def test_the_rules_strand_stays_where_somebody_was_harmed() -> None:
    assert [kind for kind, _, _ in told(RULED, Saying(incident=0.001), rules=True)] == ["shooting"]


def test_the_rules_strand_stays_where_a_role_is_proposed() -> None:
    saying = Saying(marks=[("perp_individual", "Gunmen", 0.9)], incident=0.001)
    assert [kind for kind, _, _ in told(BLOODLESS, saying, rules=True)] == ["shooting"]


@pytest.mark.parametrize("rules", [True, False], ids=["both", "alone"])
def test_a_text_without_a_word_tells_nothing(rules: bool) -> None:
    assert told("...", Saying(), rules=rules) == []


def test_why_there_is_no_strand_is_said() -> None:
    assert tell_apart(scene_of(BLOODLESS, Saying(incident=0.001), rules=True)).why_not == (
        "the trained reader is sure that nothing is told"
    )


LATER = (
    "Gunmen attacked a bus near Kisumu on Tuesday, killing four passengers, police said.\n"
    "The government promised help.\n"
    "Since 2019 eleven drivers have been killed on that road.\n"
    "The governor was not told of it."
)


def test_the_rules_kind_yields_where_a_trained_reader_surely_sees_another() -> None:
    saying = Saying(about={0: "main"}, kinds={0: ["kidnapping"]})
    assert [kind for kind, _, _ in told(RULED, saying, rules=True)] == ["kidnapping"]


def test_the_rules_kind_stays_where_a_trained_reader_sees_the_same_family() -> None:
    saying = Saying(about={0: "main"}, kinds={0: ["attack"]})
    assert [kind for kind, _, _ in told(RULED, saying, rules=True)] == ["shooting"]


def test_a_sentence_that_the_rules_leave_out_joins_the_incident_it_surely_tells_of() -> None:
    before = told(LATER, None, rules=True)
    after = told(LATER, Saying(about={0: "main", 2: "main"}, kinds={0: ["attack"]}), rules=True)
    assert (2 in before[0][2], 2 in after[0][2]) == (False, True)


@pytest.mark.parametrize(
    ("kinds", "doubted"),
    [({0: ["bombing"]}, True), ({0: ["bombing", "kidnapping"]}, False), ({}, False)],
    ids=["another is seen", "it is seen", "none is seen"],
)
def test_a_kind_beside_the_strands_own_is_doubted_where_only_another_is_seen(
    kinds: dict[int, list[str]],
    doubted: bool,
) -> None:
    scene = scene_of(RULED, Saying(about={0: "main"}, kinds=kinds), rules=True)
    (strand,) = find_strands(scene)
    assert doubts_kind(scene, strand, "kidnapping") is doubted


def test_an_article_about_sport_opens_no_incident_beside_the_rules() -> None:
    text = (
        "The striker scored a late goal in the league match.\n"
        "The coach praised the attack of his team and its goalkeeper before the tournament final.\n"
        "The fans cheered at the stadium."
    )
    saying = Saying(marks=[("perp_individual", "striker", 0.9)], about={0: "main", 1: "main"})
    assert told(text, saying, rules=True) == []
