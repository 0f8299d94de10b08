import pytest

from tests.clean.drafts import LEAD, SECOND, THIRD, clean_text

SIGNED = [
    (f"MAKHADO, South Africa (AP) — {LEAD}", "Associated Press"),
    (f"Makhado (AFP) – {LEAD}", "AFP"),
    (f"MAKHADO (Reuters) - {LEAD}", "Reuters"),
    (f"MAKHADO, June 6 (Xinhua) -- {LEAD}", "Xinhua"),
    (f"(Reuters) {LEAD}", "Reuters"),
    (f"By Lindiwe Nkuna, Associated Press\n\n{LEAD}", "Associated Press"),
    (f"Reuters | Updated: 06-06-2024 15:00 SAST\n\n{LEAD}", "Reuters"),
    (f"{LEAD}\n\nSource: Xinhua", "Xinhua"),
    (f"{LEAD}\n\n© 2024 AFP", "AFP"),
    (f"{LEAD}\n\n(With inputs from PTI)", "PTI"),
    (f"{LEAD} --AFP", "AFP"),
    (f"{LEAD}\n\nThe Associated Press contributed to this report.", "Associated Press"),
]


@pytest.mark.parametrize(("text", "newsroom"), SIGNED, ids=[text[:24] + text[-24:] for text, _ in SIGNED])
def test_names_the_agency_that_signs(text: str, newsroom: str) -> None:
    article = clean_text(*text.split("\n\n"), outlet="Vhembe Courier", title="Drones hit depot")
    assert (article.outlet, article.newsroom) == ("Vhembe Courier", newsroom)


UNSIGNED = [
    f"{LEAD} She spoke to Reuters by telephone.",
    f"{LEAD}\n\nSmoke over the depot. (Photo: AFP)",
    f"{LEAD}\n\nThe governor told AFP that the road was shut.",
    f"{LEAD}\n\nA spokesman (AP) was not named.",
    "PITTSBURGH (PA) — Two drones struck a fuel depot, the governor of the state said on Thursday.",
]


@pytest.mark.parametrize("text", UNSIGNED, ids=[text[-30:] for text in UNSIGNED])
def test_takes_the_outlet_where_no_agency_signs(text: str) -> None:
    article = clean_text(
        *text.split("\n\n"), SECOND, THIRD, outlet="Vhembe Courier", title="Drones hit depot"
    )
    assert article.newsroom == "Vhembe Courier"


def test_knows_no_newsroom_without_agency_and_outlet() -> None:
    article = clean_text(LEAD, SECOND)
    assert (article.outlet, article.newsroom) == (None, None)


def test_does_not_credit_the_outlet_with_a_text_from_a_feed() -> None:
    note = "(This story has not been edited by Courier staff and is auto-generated from a syndicated feed.)"
    article = clean_text(LEAD, SECOND, note)
    assert (article.outlet, article.newsroom) == ("Courier", None)


def test_an_agency_is_its_own_newsroom() -> None:
    article = clean_text(LEAD, SECOND, url="https://www.reuters.com/world/depot")
    assert (article.outlet, article.newsroom) == ("Reuters", "Reuters")


@pytest.mark.parametrize(
    ("text", "newsroom"),
    [
        (f"MAKHADO, June 6 (Karoo Newswire) — {LEAD}", "Karoo Newswire"),
        (f"MAKHADO (KNW) - {LEAD}", "KNW"),
        (f"By Lindiwe Nkuna, Karoo Press Agency\n\nMAKHADO (KPA) - {LEAD}", "Karoo Press Agency"),
        (f"Karoo News | Updated: 06-06-2024 15:00 SAST\n\n{LEAD}", "Karoo News"),
    ],
    ids=["newswire", "capitals", "long name of capitals", "stamp line"],
)
def test_tells_an_unlisted_agency_by_how_it_signs(text: str, newsroom: str) -> None:
    article = clean_text(*text.split("\n\n"), SECOND, outlet="Vhembe Courier", title="Drones hit depot")
    assert article.newsroom == newsroom


@pytest.mark.parametrize(
    "text",
    [
        f"TRIPOLI (Libya) - {LEAD}",
        f"ABU DHABI (UAE) - {LEAD}",
        f"Lindiwe Nkuna | Updated: 06-06-2024 15:00 SAST\n\n{LEAD}",
    ],
    ids=["country", "country in capitals", "writer"],
)
def test_takes_no_country_or_writer_for_an_agency(text: str) -> None:
    article = clean_text(*text.split("\n\n"), SECOND, outlet="Vhembe Courier", title="Drones hit depot")
    assert article.newsroom == "Vhembe Courier"


def test_reads_the_outlet_from_a_note_without_the_word_staff() -> None:
    note = "(This story was published from a syndicated feed and has not been edited by Vhembe Courier.)"
    assert clean_text(LEAD, SECOND, note).outlet == "Vhembe Courier"
