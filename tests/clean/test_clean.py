from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clean.drafts import LEAD, SECOND, THIRD, clean_text, drops, make_draft
from twosource.clean import DROP_REASONS, clean
from twosource.clean.paragraphs import LONGEST_TEXT
from twosource.model import Article, Dropped

SAST = timezone(timedelta(hours=2))


def test_makes_an_article_of_a_plain_text() -> None:
    article = clean_text(
        "Drones hit depot", "Updated: 06-06-2024 09:30 SAST", LEAD, SECOND, outlet="Vhembe Courier"
    )
    assert (article.title, article.outlet, article.newsroom, article.language) == (
        "Drones hit depot",
        "Vhembe Courier",
        "Vhembe Courier",
        "en",
    )
    assert article.published == article.updated == datetime(2024, 6, 6, 9, 30, tzinfo=SAST)
    assert article.text == f"{LEAD}\n\n{SECOND}"


def test_reads_named_lines_above_the_text() -> None:
    head = "Title: Drones hit depot\nPublished: 2024-06-06T09:30:00+02:00\nOutlet: Vhembe Courier\nURL: https://vc.example/1"
    article = clean_text(head, LEAD)
    assert (article.title, article.outlet, article.url, article.text) == (
        "Drones hit depot",
        "Vhembe Courier",
        "https://vc.example/1",
        LEAD,
    )
    assert (article.published, drops(article)) == (
        datetime(2024, 6, 6, 9, 30, tzinfo=SAST),
        [("header-block", head)],
    )


def test_joins_lines_broken_to_a_width() -> None:
    wrapped = (
        "Two drones struck a fuel depot outside Makhado before dawn on\nThursday, the provincial governor said.\n\n"
        "Nobody was hurt, she told reporters at the gate, but the blaze\nwas still burning at noon and the road to the\n"
        "border was closed for most of the day because\nthe wind drove the smoke across it."
    )
    assert "dawn on Thursday, the" in clean_text("Drones hit depot", wrapped).text


@pytest.mark.parametrize(
    "first",
    [LEAD, "MAKHADO (AP) — Two drones struck a depot", "Note:"],
    ids=["sentence", "dateline", "label"],
)
def test_takes_no_headline_where_there_is_none(first: str) -> None:
    assert clean_text(first, SECOND).title == ""


def test_a_day_given_is_kept_as_a_day() -> None:
    article = clean_text(LEAD, published="2024-06-06")
    assert (article.published, article.published_precision) == (datetime(2024, 6, 6, tzinfo=UTC), "day")
    assert ("published", "feed or option") in article.found


def test_a_more_exact_time_of_the_page_refines_a_given_day() -> None:
    article = clean_text("Created: 06-06-2024 09:30 SAST", LEAD, published="2024-06-06")
    assert (article.published, article.published_precision) == (
        datetime(2024, 6, 6, 9, 30, tzinfo=SAST),
        "minute",
    )


def test_a_time_that_is_far_off_does_not_refine() -> None:
    article = clean_text("Created: 26-08-2024 09:30 SAST", LEAD, published="2024-06-06")
    assert article.published == datetime(2024, 6, 6, tzinfo=UTC)


def test_says_that_a_zone_is_unknown() -> None:
    assert ("published zone", "unknown") in clean_text(LEAD, published="6 June 2024 10:00").found


def test_leaves_other_languages_in_and_names_them() -> None:
    article = clean_text(
        "Zwei Drohnen haben am Donnerstag ein Treibstofflager getroffen, wie die Gouverneurin mitteilte.",
        "Verletzt wurde nach ihren Angaben niemand, der Brand dauerte bis zum Mittag an.",
    )
    assert article.language == "de"


@pytest.mark.parametrize(
    "body", ["", " \n\n ", "END.", "Advertisement\n\nShare this:"], ids=["empty", "blank", "mark", "clutter"]
)
@pytest.mark.parametrize("body_type", ["text", "html"])
def test_drops_an_article_without_text(body: str, body_type: str) -> None:
    dropped = clean(make_draft(body, body_type=body_type))
    assert isinstance(dropped, Dropped)
    assert (dropped.what, dropped.reason) == ("article", "no-article-text")


def test_an_item_that_is_a_headline_alone_has_it_as_text() -> None:
    assert clean_text("", title="Drones hit fuel depot").text == "Drones hit fuel depot"


def test_cuts_a_text_longer_than_any_article_and_keeps_the_rest_as_dropped() -> None:
    body = "\n\n".join(f"{n} {LEAD}" for n in range(3_000))
    article = clean_text(body, title="Drones hit depot")
    assert len(article.text) <= LONGEST_TEXT
    assert [reason for reason, _ in drops(article)] == ["rest-of-long-text"]


def test_every_reason_is_a_full_sentence() -> None:
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in DROP_REASONS.values())


def test_every_drop_has_a_known_reason_and_its_words_are_the_printed_ones() -> None:
    body = f"Drones hit depot\n\nShare this:\n\n{LEAD}\n\n{SECOND} Leave a Reply\n\nEND."
    article = clean_text(body)
    assert all(d.reason in DROP_REASONS and d.text in body for d in article.dropped)


_PARTS = st.sampled_from(
    [LEAD, SECOND, THIRD, "END.", "Share this:", "(AFP) -", "6 June 2024", "\u00a0", "Twitter", "x" * 50]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(_PARTS, st.text(max_size=40)), max_size=10), st.sampled_from(["text", "html"]))
def test_nothing_vanishes_and_the_same_draft_gives_the_same_article(parts: list[str], body_type: str) -> None:
    draft = make_draft("\n\n".join(parts), body_type=body_type)
    article = clean(draft)
    assert article == clean(draft)
    if isinstance(article, Article) and body_type == "text":
        held = " ".join([article.title, article.text, *(d.text for d in article.dropped)])
        assert all(word in held for part in (LEAD, SECOND, THIRD) if part in parts for word in part.split())


def test_paragraphs_keep_their_order() -> None:
    text = clean_text(LEAD, SECOND, THIRD).text
    assert all(text.index(a) < text.index(b) for a, b in pairwise((LEAD, SECOND, THIRD)))


@pytest.mark.parametrize(
    "hostile", ["(" * 50_000, "By " + "A " * 50_000, "[/afp " * 9_000, "12:" * 30_000, " A." * 30_000]
)
def test_hostile_lines_are_read_in_a_moment(hostile: str) -> None:
    assert isinstance(clean(make_draft(f"{LEAD}\n{hostile}\n{SECOND}")), Article)
