import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from starlette.testclient import TestClient

from tests.ledgers import open_ledger, place_of
from tests.web.conftest import ADDRESS
from twosource.asking import parse_question, question_query
from twosource.tallies import count
from twosource.tally import Question
from twosource.web import DeskSettings, make_app
from twosource.web.counting.bars import make_bars, make_chart, show_range
from twosource.web.counting.building import list_chips
from twosource.web.counting.leading import find_ends, lead_all

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[TestClient]:
    """Return a desk over a ledger that holds nothing."""
    path = tmp_path / "bare.db"
    open_ledger(path).close()
    with TestClient(make_app(DeskSettings(ledger=place_of(path))), base_url=ADDRESS) as found:
        yield found


def figure_of(page: str) -> str:
    """Return the big figure of the answer."""
    found = re.search(r'<span class="figure">([^<]+)</span>', page)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize(
    ("query", "question"),
    [
        pytest.param("", Question(), id="everything"),
        pytest.param("place=Pakistan", Question(places=("Pakistan",)), id="a country"),
        pytest.param("kind=bombing", Question(kinds=("bombing",)), id="a kind"),
        pytest.param("actor=Islamic+State", Question(actors=("Islamic State",)), id="an actor at the border"),
        pytest.param("target=police&place=Iraq&place=Pakistan",
                     Question(targets=("police",), places=("Iraq", "Pakistan")), id="any of two places"),
    ],
)  # fmt: skip
def test_the_page_answers_as_the_command_line_does(
    client: TestClient, example_ledger: Path, query: str, question: Question
) -> None:
    with open_ledger(example_ledger) as ledger:
        made = count(ledger, question).tally

    page = client.get(f"/tally?{query}")

    assert page.status_code == 200
    assert figure_of(page.text) == show_range(made.low, made.high)
    for incident in (*made.counted, *made.borderline):
        assert f"/incidents/{incident}" in page.text
    for one in made.borders:
        assert all(why[1:40] in unescape(page.text) for why in one.whys)


@pytest.mark.parametrize(
    "by", ["month", "week", "place", "country", "kind", "target", "actor", "outlet", "status"]
)
def test_every_part_leads_to_a_page_of_the_ledger(client: TestClient, by: str) -> None:
    page = client.get(f"/tally?by={by}&sum=killed").text
    links = {unescape(link) for link in re.findall(r'href="(/\?[^"]+)"', page)}

    assert f"By {by}" in page
    for link in sorted(links)[:4]:
        assert client.get(link).status_code == 200


def test_a_bad_question_is_told_in_one_line(client: TestClient) -> None:
    page = client.get("/tally?since=yesterday")

    assert page.status_code == 422
    assert "is no date" in page.text


def test_what_is_asked_is_never_taken_for_markup(client: TestClient) -> None:
    page = client.get(
        "/tally", params={"place": HOSTILE, "target": '"><img src=x>', "actor": "حزب الله"}
    ).text

    assert HOSTILE not in page
    assert "<img" not in page
    assert "حزب الله" in page


def test_a_ledger_that_starts_later_says_that_a_low_count_proves_nothing(client: TestClient) -> None:
    assert "a low count proves nothing" in client.get("/tally?since=2001-01-01").text


def test_an_empty_ledger_says_what_to_do(bare: TestClient) -> None:
    assert "twosource add" in bare.get("/tally").text
    assert "No article here counts incidents" in bare.get("/tally/press").text


def test_each_chip_takes_away_what_it_names_alone() -> None:
    asked = parse_question(parse_qsl("place=Iraq&place=Syria&kind=bombing&since=2024-01-01&by=month"))
    without = {words: dict(parse_qsl(query)) for _, words, query in list_chips(asked)}

    assert list(without) == ["bombing", "Iraq", "Syria", "1 January 2024"]
    assert without["Iraq"] == {"place": "Syria", "kind": "bombing", "since": "2024-01-01", "by": "month"}
    assert parse_question(question_query(asked)) == asked


@pytest.mark.parametrize(
    ("by", "name", "ends"),
    [("month", "2024-02", ("2024-02-01", "2024-02-29")), ("year", "2023", ("2023-01-01", "2023-12-31")),
     ("week", "2024-01-01", ("2024-01-01", "2024-01-07")), ("day", "2024-01-05", ("2024-01-05", "2024-01-05")),
     ("month", "2024-02 or later", None), ("month", "unknown", None)],
)  # fmt: skip
def test_a_stretch_of_time_has_its_ends(by: str, name: str, ends: tuple[str, str] | None) -> None:
    found = find_ends(by, name)

    assert (None if found is None else tuple(map(str, found))) == ends


def test_nothing_to_count_makes_no_chart() -> None:
    assert make_chart(make_bars((), {})) is None
    assert lead_all(parse_question([]), ()) == {}


def test_the_counts_of_the_press_stand_beside_the_ledgers_with_their_sentences(client: TestClient) -> None:
    page = client.get("/tally/press").text

    assert "confirmed" in page
    assert "cannot say" in page
    assert re.search(r'href="/articles/a_[0-9a-f]{16}\?claim=(c_[0-9a-f]{16})#\1"', page)


def test_the_press_can_be_asked_of_one_incident_or_a_time(client: TestClient) -> None:
    incident = re.search(r"/incidents/(i_[0-9a-f]{10})", client.get("/tally/press").text)
    assert incident is not None

    assert "Only counts in the articles of" in client.get(f"/tally/press?incident={incident.group(1)}").text
    assert client.get("/tally/press?until=2001-01-01").status_code == 200
    assert client.get("/tally/press?since=x").status_code == 422
    assert client.get("/tally/press?incident=i_00000000").status_code == 404
