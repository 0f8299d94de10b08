import re
import sqlite3
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.ledgers import open_ledger, place_of
from tests.web.conftest import ADDRESS
from tests.web.posting import post
from twosource.store.source_rows import ORDERS, Listed
from twosource.web import DeskSettings, make_app

HOSTILE = "<b>Gazette</b>\"'/?#"
ARABIC = "جريدة الصباح"


@pytest.mark.parametrize("kind", ["outlet", "newsroom", "voice"])
@pytest.mark.parametrize("order", ORDERS)
def test_every_list_is_there_in_every_order(client: TestClient, kind: str, order: str) -> None:
    page = client.get(f"/sources?kind={kind}&order={order}")

    assert page.status_code == 200
    assert "/sources/" + kind in page.text


@pytest.mark.sqlite_file("asked here by hand")
def test_the_sums_that_triggers_keep_are_those_of_the_rows(example_ledger: Path) -> None:
    kept = sqlite3.connect(example_ledger)
    wrong = kept.execute(
        "SELECT name FROM sources WHERE (incidents, reports, claims, firsts, timed, checkable, contradicted, updated)"
        " <> (SELECT count(*), coalesce(sum(reports), 0), coalesce(sum(claims), 0), coalesce(sum(delay_s = 0), 0),"
        " coalesce(sum(delay_s IS NOT NULL), 0), coalesce(sum(checkable), 0), coalesce(sum(contradicted), 0),"
        " coalesce(sum(updated), 0) FROM tellings WHERE source = sources.id)"
    ).fetchall()
    copied = kept.execute(
        "SELECT name FROM sources WHERE kind = 'outlet' AND (articles, copies) <> (SELECT count(*),"
        " coalesce(sum(EXISTS (SELECT 1 FROM copies WHERE article = articles.id)), 0) FROM articles"
        " WHERE outlet = sources.name AND replaced_by IS NULL)"
    ).fetchall()
    kept.close()

    assert (wrong, copied) == ([], [])


@pytest.mark.sqlite_file("asked here by hand")
def test_delays_are_the_nearest_ranks(example_ledger: Path) -> None:
    with open_ledger(example_ledger) as ledger:
        row = next(one for one in ledger.sources.list(Listed(kind="voice")) if one.timed > 2)
        kept = sqlite3.connect(example_ledger)
        delays = sorted(
            delay
            for (delay,) in kept.execute(
                "SELECT delay_s FROM tellings WHERE source = ? AND delay_s IS NOT NULL", (row.id,)
            )
        )
        kept.close()

        assert ledger.sources.delay_at(row, 0.5) == delays[-(-len(delays) // 2) - 1]
        assert ledger.sources.delay_at(row, 1.0) == delays[-1]


def test_a_source_is_shown_from_all_sides(client: TestClient) -> None:
    page = client.get("/sources/newsroom/Halcyon Wire").text

    for words in (
        "Later contradicted",
        "Whom it hands on",
        "Who prints what it writes",
        "Told last",
        "roadside bombing",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("path", "status"),
    [("/sources/newsroom/Nobody", 404), ("/sources/planet/Mars", 422), ("/sources?kind=planet", 422),
     ("/sources?page=0", 422), ("/sources?name=zzz", 200), ("/sources?page=99", 200), ("/sources/scales", 200)],
)  # fmt: skip
def test_what_is_not_there_is_told(client: TestClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_a_rating_is_shown_beside_the_numbers_and_can_be_taken_back(writer: TestClient) -> None:
    sent = {
        "kind": "newsroom",
        "subject": "Halcyon Wire",
        "grade": "B",
        "reason": "years of <i>checked</i> reports",
    }
    assert post(writer, "/ratings", sent).status_code == 303

    page = writer.get("/sources/newsroom/Halcyon Wire").text
    rating = re.search(r'action="(/ratings/g_[0-9a-f]{12})"', page)
    assert "Usually reliable" in page
    assert "years of &lt;i&gt;checked&lt;/i&gt; reports" in page
    assert '<span class="grade">B</span>' in writer.get("/sources?kind=newsroom").text
    assert rating is not None

    assert post(writer, rating.group(1), {"reason": "meant another"}).status_code == 303
    assert "Nobody has rated this newsroom" in writer.get("/sources/newsroom/Halcyon Wire").text
    assert post(writer, rating.group(1), {"reason": "again"}).status_code == 409


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param({"grade": "B", "reason": ""}, 422, id="no reason"),
        pytest.param({"grade": "", "reason": "why"}, 422, id="no grade"),
        pytest.param({"grade": "7", "reason": "why"}, 422, id="a grade of no scale"),
        pytest.param({"grade": "A", "reason": "why", "subject": "Nobody"}, 404, id="nobody"),
        pytest.param({"grade": "A", "reason": "why", "kind": "planet"}, 422, id="no source"),
    ],
)
def test_a_rating_that_says_too_little_is_refused(
    writer: TestClient, sent: dict[str, str], status: int
) -> None:
    whole = {"kind": "newsroom", "subject": "Halcyon Wire", **sent}

    assert post(writer, "/ratings", whole).status_code == status


def test_a_rating_without_our_token_is_refused(writer: TestClient) -> None:
    sent = {"kind": "newsroom", "subject": "Halcyon Wire", "grade": "A", "reason": "forged"}

    assert writer.post("/ratings", data=sent, follow_redirects=False).status_code == 403


def test_a_claim_is_rated_by_figures(writer: TestClient, own_ledger: Path) -> None:
    with open_ledger(own_ledger) as ledger:
        claim = next(iter(ledger.claims()))[0]
    sent = {"kind": "claim", "subject": claim.id, "grade": "2", "reason": "fits the pictures"}
    assert post(writer, "/ratings", sent).status_code == 303

    page = writer.get(f"/claims/{claim.id}/rating").text
    assert "Probably true" in page
    assert "fits the pictures" in page


@pytest.mark.sqlite_file("written to here by hand")
def test_names_that_look_like_markup_and_names_from_right_to_left_are_names(own_ledger: Path) -> None:
    kept = sqlite3.connect(own_ledger)
    kept.execute("UPDATE articles SET outlet = ? WHERE outlet = 'Frontier Watch'", (HOSTILE,))
    kept.execute("UPDATE articles SET outlet = ? WHERE outlet = 'Banadir Voice'", (ARABIC,))
    kept.commit()
    kept.close()
    with TestClient(make_app(DeskSettings(ledger=place_of(own_ledger))), base_url=ADDRESS) as desk:
        page = desk.get("/sources?order=articles").text
        links = re.findall(r'href="(/sources/outlet/[^"]+)"', page)

        assert "<b>Gazette" not in page
        assert ARABIC in page
        for link in map(unescape, links):
            found = desk.get(link)
            assert found.status_code == 200
            assert "<b>Gazette" not in found.text


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "bare.db"
    open_ledger(path).close()
    with TestClient(make_app(DeskSettings(ledger=place_of(path))), base_url=ADDRESS) as desk:
        assert "twosource add" in desk.get("/sources").text
