"""The page of an article: the text with what was read from it, what was left out, whose text it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.builders import make_article, make_claim, make_count, make_report
from tests.ledgers import open_ledger, place_of
from tests.store.filling import keep, made_report
from tests.web.conftest import ADDRESS
from tests.web.looking import look_at, words
from twosource.ids import ArticleId
from twosource.model import Article, Dropped, Report, Voice
from twosource.store import Ledger
from twosource.web import DeskSettings, make_app

_TEXT = "Police said four people were killed near Kisumu.\nA fifth died."


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> Iterator[TestClient]:
    with TestClient(make_app(DeskSettings(ledger=place_of(ledger.path))), base_url=ADDRESS) as client:
        yield client


def _article_of(ledger: Path, outlet: str) -> ArticleId:
    with open_ledger(ledger, create=False) as opened:
        return next(one.id for one in opened.articles() if one.outlet == outlet)


def _nested() -> tuple[Article, Report]:
    """Return an article whose claims stand inside one another and overlap."""
    article = make_article(_TEXT)
    return article, make_report(
        article,
        make_claim(article, "kind", "shooting", "four people were killed near Kisumu"),
        make_claim(article, "killed", make_count(4), "four people were killed"),
        make_claim(article, "target", "people near Kisumu", "people were killed near"),
    )


def test_claims_inside_one_another_are_all_marked(ledger: Ledger, desk: TestClient) -> None:
    article, report = _nested()
    keep(ledger, article, report)
    page = look_at(desk, f"/articles/{article.id}")
    marked = [
        (mark.text, mark.get("data-fields")) for mark in page.xpath("//div[contains(@class, 'text')]//mark")
    ]
    assert marked == [
        ("four ", "killed kind"),
        ("people were killed", "killed kind target"),
        (" near", "kind target"),
        (" Kisumu", "kind"),
    ]


def test_a_mark_leads_to_its_fact_in_the_incident(ledger: Ledger, desk: TestClient) -> None:
    article, report = _nested()
    incident = keep(ledger, article, report)
    page = look_at(desk, f"/articles/{article.id}")
    (link,) = page.xpath("//a[@class='tag'][@data-field='killed']")
    target = look_at(desk, link.get("href"))
    assert link.get("href") == f"/incidents/{incident.id}#fact-killed"
    assert target.xpath("//tr[@id='fact-killed']")


def test_the_claim_that_is_asked_for_is_set_off(ledger: Ledger, desk: TestClient) -> None:
    article, report = _nested()
    keep(ledger, article, report)
    killed = report.claims[1]
    page = look_at(desk, f"/articles/{article.id}?claim={killed.id}")
    assert "".join(mark.text for mark in page.xpath("//mark[@class='aimed']")) == killed.evidence.quote
    assert "killed: 4 — Kisumu police (official), asserted." in words(page.xpath("//div[@role='status']")[0])


def test_a_claim_of_an_earlier_reading_sets_nothing_off(ledger: Ledger, desk: TestClient) -> None:
    article, report = _nested()
    keep(ledger, article, report)
    page = look_at(desk, f"/articles/{article.id}?claim=c_0000000000000000")
    assert page.xpath("//mark[@class='aimed']") == []


def test_fields_can_be_switched_off_one_by_one(ledger: Ledger, desk: TestClient) -> None:
    article, report = _nested()
    keep(ledger, article, report)
    page = look_at(desk, f"/articles/{article.id}")
    assert [words(one) for one in page.xpath("//fieldset//label")] == ["killed 1", "kind 1", "target 1"]


def test_a_copy_tells_whose_text_it_has(client: TestClient, example_ledger: Path) -> None:
    page = look_at(client, f"/articles/{_article_of(example_ledger, 'Gulf Courier')}")
    told = words(page.xpath("//section[h2='Copies']")[0])
    assert "Its text is that of Meridian Newswire" in told
    assert "% of the shorter text" in told


def test_an_original_lists_its_copies(client: TestClient, example_ledger: Path) -> None:
    page = look_at(client, f"/articles/{_article_of(example_ledger, 'Meridian Newswire')}")
    named = [words(one) for one in page.xpath("//section[h2='Copies']//li/a")]
    assert sorted(named) == [
        "Gulf Courier, written by Meridian Newswire",
        "Kirkuk Tribune, written by Meridian Newswire",
    ]


def test_what_was_left_out_is_there_with_its_reason(ledger: Ledger, desk: TestClient) -> None:
    left_out = (Dropped(what="paragraph", reason="teaser", text="Read <b>more</b> here"),)
    article = make_article(dropped=left_out)
    keep(ledger, article, made_report(article))
    told = words(look_at(desk, f"/articles/{article.id}").xpath("//section[@id='dropped']")[0])
    assert "1 paragraph" in told
    assert "Read <b>more</b> here" in told


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://courier.example/kisumu", True),
        ("javascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
    ],
    ids=["web", "script", "data"],
)
def test_only_addresses_of_the_web_are_links(ledger: Ledger, desk: TestClient, url: str, links: bool) -> None:
    article = make_article(url=url)
    keep(ledger, article, made_report(article))
    page = look_at(desk, f"/articles/{article.id}")
    assert bool(page.xpath("//a[@href=$url]", url=url)) is links


def test_a_long_text_is_shown_in_parts(ledger: Ledger, desk: TestClient) -> None:
    text = "\n".join(f"Line {number} of a long wire. " + "word " * 30 for number in range(4000))
    article = make_article(f"{text}\nFour people were killed.")
    claim = make_claim(article, "killed", make_count(4), "Four people were killed")
    keep(ledger, article, make_report(article, claim))
    first = look_at(desk, f"/articles/{article.id}")
    aimed = look_at(desk, f"/articles/{article.id}?claim={claim.id}")
    assert "Part 1 of " in words(first.xpath("//main")[0])
    assert first.xpath("//mark") == []
    assert [words(one) for one in aimed.xpath("//mark[@class='aimed']")] == ["Four people were killed"]


@pytest.mark.parametrize("part", ["0", "x", "-1", "9" * 30])
def test_a_part_that_is_no_number_is_refused(ledger: Ledger, desk: TestClient, part: str) -> None:
    article, report = _nested()
    keep(ledger, article, report)
    assert desk.get(f"/articles/{article.id}?part={part}").status_code == 422


def test_a_shortened_id_leads_to_the_whole_one(ledger: Ledger, desk: TestClient) -> None:
    article, report = _nested()
    keep(ledger, article, report)
    answer = desk.get(f"/articles/{article.id[:8]}?part=1", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, f"/articles/{article.id}?part=1")


def test_a_claim_that_is_not_there_is_not_found(ledger: Ledger, desk: TestClient) -> None:
    article, report = _nested()
    keep(ledger, article, report)
    assert desk.get(f"/articles/{article.id}/claims/c_0000000000000000").status_code == 404


def test_an_article_of_which_nothing_is_known_says_unknown(ledger: Ledger, desk: TestClient) -> None:
    article = make_article(outlet=None, newsroom=None, published=None, language=None, title="")
    keep(ledger, article, make_report(article))
    told = words(look_at(desk, f"/articles/{article.id}").xpath("//main")[0])
    assert "(no title)" in told
    assert "Outlet unknown Newsroom unknown Published no date" in told


def test_hostile_words_stay_words(ledger: Ledger, desk: TestClient) -> None:
    bad = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    voice = Voice(name=bad, kind="official", body=bad)
    article = make_article(f"{bad} said four people died.", outlet=bad, newsroom=bad, title=bad, language=bad)
    report = make_report(article, make_claim(article, "target", bad, bad, voice=voice))
    keep(ledger, article, report)
    claim = report.claims[0].id
    paths = (f"/articles/{article.id}?claim={claim}", f"/articles/{article.id}/claims/{claim}")
    shown = [desk.get(path) for path in (*paths, f"{paths[1]}?bare=1")]
    assert [one.status_code for one in shown] == [200, 200, 200]
    assert [one for one in shown if "<script>alert" in one.text or "<img src=x" in one.text] == []


def test_the_pages_of_all_example_articles_are_free_of_inline_code(
    client: TestClient, example_ledger: Path
) -> None:
    with open_ledger(example_ledger, create=False) as opened:
        ids = [article.id for article in opened.articles()]
    answers = {name: client.get(f"/articles/{name}") for name in ids}
    assert {one.status_code for one in answers.values()} == {200}
    assert [name for name, one in answers.items() if " style=" in one.text or "<style" in one.text] == []
