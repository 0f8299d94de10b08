"""Which sentences tell of which incident, and which articles tell of none."""

from datetime import UTC, datetime
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis.strategies import lists, sampled_from

from tests.builders import make_article
from twosource.ids import article_id
from twosource.model import Article, Reading
from twosource.read import read_article
from twosource.read.anchors import may_open
from twosource.read.scene import look_at
from twosource.read.strands import find_strands

PUBLISHED = datetime(2024, 5, 16, 12, tzinfo=UTC)  # a Thursday


def _read(
    text: str,
    title: str = "",
    language: str | None = "en",
    printed: datetime = PUBLISHED,
    precision: Literal["minute", "day"] = "minute",
) -> Reading:
    article = Article(
        id=article_id("Halcyon", "", title, text),
        address="wire.txt",
        url=None,
        outlet="Halcyon",
        newsroom="Halcyon",
        title=title,
        published=printed,
        published_precision=precision,
        updated=None,
        fetched_at=PUBLISHED,
        language=language,
        text=text,
        digest="",
        cleaner="clean/1",
    )
    return read_article(article, made_at=PUBLISHED)


def _kinds(text: str, title: str = "") -> list[str]:
    return [report.kind for report in _read(text, title).reports]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen opened fire on a bus in Maiduguri on Tuesday, killing four passengers.", "shooting"),
        ("Two rockets landed near the airport of Erbil on Wednesday, officials said.", "rocket attack"),
        ("A car bomb exploded outside a court in Kandahar on Monday, wounding nine.", "car bombing"),
        ("A suicide bomber blew himself up at a checkpoint in Mogadishu on Sunday.", "suicide bombing"),
        ("Drones struck a fuel depot in Belgorod overnight, the governor said on Wednesday.", "drone strike"),
        ("Shells fell on a village near Goma on Tuesday, killing a farmer.", "shelling"),
        ("A teenager was stabbed to death outside a school in Leeds on Monday.", "stabbing"),
        ("Armed men abducted six students from a college in Kaduna on Tuesday.", "kidnapping"),
        ("Militants ambushed an army convoy near Gao on Monday and killed eleven soldiers.", "ambush"),
    ],
    ids=[
        "shooting",
        "rockets",
        "car-bomb",
        "suicide",
        "drones",
        "shelling",
        "stabbing",
        "abduction",
        "ambush",
    ],
)
def test_an_incident_has_the_kind_its_words_say(text: str, kind: str) -> None:
    assert _kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The striker led the attack and scored twice as Rovers won the match 3-1 in Leeds on Sunday.",
        "An explosion of prices hit shoppers in Cairo on Monday, and traders blamed the central bank.",
        "Her new film opens with a bombing in Belfast; the director said on Monday the scene took a week.",
        "The army could attack the town of Gao this week, a minister warned on Monday.",
        "Police said on Monday they had foiled a plot to bomb a market in Lahore.",
        "He died of a heart attack in Nairobi on Tuesday.",
        "The council meets in Derry on Thursday to discuss parking.",
    ],
    ids=["football", "prices", "film", "threat", "foiled", "heart-attack", "council"],
)
def test_an_article_without_an_incident_has_no_report_and_says_why(text: str) -> None:
    reading = _read(text)
    assert reading.reports == ()
    assert [drop.reason for drop in reading.dropped] == ["no-incident"]


@pytest.mark.parametrize(
    "text",
    [
        "Two people were killed in a head-on collision near Leeds on Monday, police said.",
        "A magnitude 6.1 earthquake struck Izmir on Tuesday, killing nine people.",
        "A bus strikes a tree near Derry on Monday, hurting its driver.",
        "Voters in Ohio heard a new attack on the nominee on Tuesday from a rival presidential candidate.",
        "The navy test-fired a missile near Busan on Wednesday.",
        "Bus drivers began a 24-hour strike in Lima on Tuesday over pay.",
        "Firefighters dealt with an incident at a flat in Leeds on Monday.",
        "Police found cannabis in raids on two homes in Leeds on Monday.",
        "An air strike on Gao would anger its neighbours, a minister said in Bamako on Monday.",
        "A teacher from Leeds faces charges including assault, a clerk said on Monday.",
        "Herders generally attack farms near Jos at harvest time, a chief said.",
    ],
    ids=[
        "collision",
        "earthquake",
        "mishap",
        "campaign",
        "missile-test",
        "labour",
        "incident",
        "police-search",
        "imagined",
        "charge",
        "habit",
    ],
)
def test_a_mishap_a_campaign_a_test_or_a_charge_is_no_incident(text: str) -> None:
    assert _read(text).reports == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen fired on a bus after it was in a head-on collision near Gao on Monday.", "shooting"),
        ("Militants attacked a camp of flood victims near Maiduguri on Tuesday, killing six.", "attack"),
        ("A bomb exploded beside voters near Kirkuk on Tuesday, wounding four.", "bombing"),
        ("A missile hit a block of flats in Kharkiv on Tuesday, killing two people.", "missile strike"),
        ("Rebels raided a police post near Goma on Monday and killed two officers.", "raid"),
        ("Gunmen killed three people at a usually quiet market in Jos on Monday.", "shooting"),
    ],
    ids=["after-a-collision", "flood-victims", "at-the-poll", "missile", "raid-on-police", "usually-quiet"],
)
def test_words_of_mishaps_and_votes_hide_no_real_attack(text: str, kind: str) -> None:
    assert _kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "A man was sentenced on Monday to 30 years for shooting dead two cashiers in Leeds.",
        "Derry on Wednesday marked the anniversary of a bombing that killed six people.",
        "A widow spoke on Tuesday of the car bomb that killed her son in Beirut in 2005.",
        "A jury heard on Monday how a gunman opened fire in Toledo. The gunman killed three people in a café.",
    ],
    ids=["sentenced", "anniversary", "dated-years-ago", "trial"],
)
def test_a_court_case_or_an_anniversary_is_looked_back_on(text: str) -> None:
    assert [(report.main, report.recalled) for report in _read(text).reports] == [(False, True)]


@pytest.mark.parametrize(
    "text",
    [
        "A man pleaded not guilty to opening fire on a bus in Leeds on Tuesday, wounding two people.",
        "Gunmen opened fire outside the high court in Peshawar on Tuesday, killing a lawyer.",
        "A minister in Lima condemned the murder of a supreme court judge by gunmen.",
    ],
    ids=["charged-at-once", "at-a-court", "a-judge-killed"],
)
def test_a_court_in_the_sentence_of_a_new_attack_makes_it_no_old_one(text: str) -> None:
    assert [(report.main, report.recalled) for report in _read(text).reports] == [(True, False)]


@pytest.mark.parametrize(
    "more",
    [
        "The boy was shot in the arm and flown to a hospital in Kano.",
        "One victim, a 35-year-old man from Kano, was shot twice.",
        "A suspect in the shooting was held on an unrelated warrant.",
        "She was shot as she left for Kano.",
    ],
    ids=["hospital", "home", "unrelated-warrant", "same-victim"],
)
def test_hospitals_homes_and_known_victims_open_no_second_incident(more: str) -> None:
    reading = _read(f"Gunmen shot two children at a school in Jos on Tuesday.\n\n{more}")
    assert [report.recalled for report in reading.reports] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Police on Tuesday arrested a man in the shooting of a baker in Leeds.\n\nThe shooting happened on April 2.",
        "A man held over a shooting in Leeds is to appear in court on Friday.\n\nHe was seen to open fire on Monday.",
    ],
    ids=["arrest", "hearing"],
)
def test_a_day_given_after_the_news_of_an_arrest_is_the_main_incidents(text: str) -> None:
    assert [(report.main, report.recalled) for report in _read(text).reports] == [(True, False)]


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("Two people were shot outside a bowling alley late Sunday night, deputies said.", [True]),
        ("A gunman killed two people in a car park overnight, deputies said.", [True]),
        ("Two people were shot outside a bowling alley in the evening, deputies said.", []),
    ],
    ids=["a part of a weekday", "the night before", "an evening of no day"],
)
def test_a_part_of_a_told_day_says_when_and_a_bare_one_does_not(text: str, reports: list[bool]) -> None:
    assert [report.main for report in _read(text).reports] == reports


@pytest.mark.parametrize(
    ("title", "reports"),
    [
        ("Toddler killed; uncle charged in shooting", [True]),
        ("Homeowner fatally shoots burglar in Leeds", [True]),
        ("Toddler killed; council seeks to prevent shooting", []),
        ("Toddler killed; uncle found", []),
    ],
    ids=["a later word of the title", "a headline's present", "feared", "no strong word"],
)
def test_a_title_tells_with_any_of_its_words(title: str, reports: list[bool]) -> None:
    text = "One person is dead at a house in Leeds, police said. The house was empty on Monday."
    told = f"{text} The shooting is being looked into."
    assert [report.main for report in _read(told, title).reports] == reports


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A boy accidentally shot a friend in a garage in Leeds on Monday.", ["shooting"]),
        ("Two men were found dead in Leeds on Monday after a call about shots fired.", ["shooting"]),
        ("Two brothers are dead in a murder/suicide in Leeds, police said on Monday.", ["attack"]),
        ("The chairman shot himself in the foot in Leeds on Monday when he raised fees.", []),
        ("There were no shots fired in Leeds on Monday when two men argued.", []),
    ],
    ids=["by accident", "shots reported", "with a stroke", "in the foot", "denied"],
)
def test_shots_are_told_in_the_words_of_police_reports(text: str, kinds: list[str]) -> None:
    assert _kinds(text) == kinds


@pytest.mark.parametrize(
    ("title", "reports"),
    [("Two dead in shooting at a cattle sale", [True]), ("A quarrel at a cattle sale", [])],
    ids=["a title that tells it", "a title that does not"],
)
def test_a_toll_of_gunfire_needs_no_day_or_place_under_a_title_that_tells_it(
    title: str, reports: list[bool]
) -> None:
    text = "Farmers had met to bid for heifers. A gunman opened fire on the crowd, killing two men."
    assert [report.main for report in _read(text, title).reports] == reports


@pytest.mark.parametrize(
    ("title", "text", "reports"),
    [
        ("Baker fatally shot at home", "A body was found in Leeds on Monday. He was a baker.", [True]),
        ("Baker found at home", "A body was found in Leeds on Monday. The shooting club mourns.", []),
        ("Baker fatally shot at home", "1:12 Shooting seen on camera\n0:45 Parade in Leeds", []),
    ],
    ids=["a body", "a title of no incident", "a list of videos"],
)
def test_a_body_found_is_told_under_a_title_of_gunfire(title: str, text: str, reports: list[bool]) -> None:
    told = f"{text} The family spoke after the shooting." if reports else text
    assert [report.main for report in _read(told, title).reports] == reports


@pytest.mark.parametrize(
    ("who", "main"),
    [("convicted felon", True), ("man convicted", False)],
    ids=["who somebody is", "what a court did"],
)
def test_a_past_conviction_is_no_court_case(who: str, main: bool) -> None:
    text = f"A {who} was held on Monday over a shooting at a bar in Leeds that killed two people."
    assert [(report.main, report.recalled) for report in _read(text).reports] == [(main, not main)]


def test_a_date_without_an_hour_is_that_day_where_the_news_is_from() -> None:
    reading = _read(
        "Three men were shot in Yakima early Saturday morning, police said.",
        printed=datetime(2024, 5, 18, tzinfo=UTC),  # a Saturday
        precision="day",
    )
    days = [
        claim.value.earliest.date().isoformat()  # type: ignore[union-attr]
        for report in reading.reports
        for claim in report.claims
        if claim.field == "when"
    ]
    assert days == ["2024-05-18"]


def test_another_towns_new_victims_open_a_second_incident() -> None:
    reading = _read(
        "Gunmen shot two children at a school in Jos on Tuesday.\n\n"
        "A 35-year-old man was shot dead by gunmen in Kano on Tuesday."
    )
    assert [report.recalled for report in reading.reports] == [False, False]


def test_a_language_the_rules_do_not_know_is_said_not_guessed() -> None:
    reading = _read("Des hommes armés ont attaqué un village mardi.", language="fr")
    assert [drop.reason for drop in reading.dropped] == ["language-not-read"]


def test_an_older_attack_is_recalled_and_lends_nothing_to_the_main_one() -> None:
    reading = _read(
        "A roadside bomb killed two soldiers near Gao on Wednesday, the army said.\n\n"
        "In March 2021 a suicide bomber killed 31 people at a market in Bamako."
    )
    main, older = reading.reports
    assert (main.main, main.recalled, older.recalled) == (True, False, True)
    tolls = [claim.as_said for claim in main.claims if claim.field == "killed"]
    assert all("31" not in toll for toll in tolls)


def test_a_sentence_that_counts_since_a_day_is_no_part_of_the_incident() -> None:
    reading = _read(
        "A roadside bomb killed two soldiers near Gao on Wednesday, the army said.\n\n"
        "Militants have killed more than 90 soldiers in the region since January."
    )
    (main,) = reading.reports
    assert [
        claim.evidence.quote for claim in main.claims if claim.field == "killed" and "90" in claim.as_said
    ] == []
    assert [claim.value.count.low for claim in main.claims if claim.field == "tally"] == [91]  # type: ignore[union-attr]


def test_a_round_up_gives_one_report_for_each_incident() -> None:
    reading = _read(
        "Gunmen shot dead two traders in Maiduguri on Tuesday, police said.\n\n"
        "In a separate attack, a bomb killed three people at a bus park in Kano on Wednesday.\n\n"
        "Elsewhere, armed men abducted a priest from his home in Jos on Monday."
    )
    assert [report.kind for report in reading.reports] == ["shooting", "bombing", "kidnapping"]


def test_two_quotes_of_one_attack_stay_one_report() -> None:
    reading = _read(
        "Two rockets hit a base near Erbil on Wednesday, an officer said.\n\n"
        "“The rockets fell beside the runway,” a guard said. Nobody was hurt.\n\n"
        "No group has claimed responsibility for the attack."
    )
    assert len(reading.reports) == 1


def test_every_quote_is_the_articles_own_words() -> None:
    text = "Gunmen opened fire on a bus in Maiduguri on Tuesday, killing four passengers, police said."
    for report in _read(text).reports:
        for claim in report.claims:
            span = claim.evidence.span
            assert text[span.start : span.end] == claim.evidence.quote


def test_reading_twice_gives_the_same_ids() -> None:
    text = "Gunmen opened fire on a bus in Maiduguri on Tuesday, killing four passengers, police said."
    assert _read(text) == _read(text)


def test_where_a_speaker_sits_is_no_other_incident() -> None:
    reading = _read(
        "Two rockets hit a depot in Erbil on Wednesday, killing three guards, the governor said.\n\n"
        "An army official in Ankara denied that a civilian depot was attacked and said drones were kept there."
    )
    assert len([report for report in reading.reports if not report.recalled]) == 1


#: Sentences with and without words of incidents; some only pass the gate ("strike", "attack", "killed off").
_LINES = (
    "Gunmen opened fire on a bus in Maiduguri on Tuesday, killing four passengers.",
    "Dockers in Mombasa said their strike would go on until Friday.",
    "The striker launched an attack down the left and shot wide after 40 minutes.",
    "Police found the body of a man near the river in Kisumu on Sunday.",
    "The bakery killed off its oldest loaf, the owner told the Lakeside Courier.",
    '"They fired at us for an hour," a witness in Erbil said on Monday.',
    "The court heard that the bombing of 2009 had killed nine.",
    "Copper rose two per cent in early trading.",
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(lines=lists(sampled_from(_LINES), min_size=1, max_size=12), title=sampled_from(("", "Notes", *_LINES)))
def test_what_may_not_open_holds_no_strand(lines: list[str], title: str) -> None:
    article = make_article("\n\n".join(lines), title=title, published=PUBLISHED)

    assert may_open(article) or find_strands(look_at(article)) == ()


def test_an_article_whose_lead_has_no_word_of_an_incident_is_not_looked_at_further() -> None:
    assert not may_open(make_article("\n\n".join([_LINES[-1]] * 9 + [_LINES[0]]), title="Markets"))
    assert _read("\n\n".join([_LINES[-1]] * 9 + [_LINES[0]]), "Markets").dropped[0].reason == "no-incident"
