"""The ledger page without scripts: what it shows, what its address holds, and that all of it is bounded."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import html
from starlette.testclient import TestClient

from tests.builders import NOW
from tests.ledgers import open_ledger, place_of
from tests.web.conftest import ADDRESS
from tests.web.many import Told, keep_many, town
from twosource.model import Status
from twosource.store import Filter
from twosource.web import DeskSettings, make_app
from twosource.web.listing.mapping import MOST_SPOTS
from twosource.wording import show_title

_MOST_BYTES = 150_000  # of a page without its assets


class Desk:
    """A browser without scripts on a ledger of a test's own."""

    def __init__(self, path: Path) -> None:
        self.client = TestClient(make_app(DeskSettings(ledger=place_of(path))), base_url=ADDRESS)

    def text(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.text
        return answer.text

    def page(self, address: str = "/") -> Any:
        return html.fromstring(self.text(address))


@pytest.fixture
def desk(example_ledger: Path) -> Iterator[Desk]:
    with Desk(example_ledger).client as client:
        found = Desk(example_ledger)
        found.client = client
        yield found


def desk_with(tmp_path: Path, *wanted: Told) -> Desk:
    path = tmp_path / "own.db"
    with open_ledger(str(path)) as ledger:
        keep_many(ledger, wanted)
    return Desk(path)


def headlines(page: Any) -> list[str]:
    cards = page.xpath("//ol[contains(@class, 'ledger-cards')]//h3")
    return [one.text_content().strip() for one in cards]


def said(page: Any, part: str) -> str:
    (found,) = page.xpath(f"//*[@data-part='{part}']")
    return " ".join(str(found.text_content()).split())


def spots(page: Any) -> dict[str, Any]:
    (found,) = page.xpath("//*[@id='spots']/@data-spots")
    read = json.loads(found)
    assert isinstance(read, dict)
    return read


# --- the first view -------------------------------------------------------------------------------


def test_list_time_and_map_stand_on_the_page_as_it_comes(desk: Desk, example_ledger: Path) -> None:
    page = desk.page()

    with open_ledger(str(example_ledger)) as ledger:
        cards = ledger.cards(Filter()).cards
    assert headlines(page) == [show_title(card.headline) for card in cards]
    assert len(spots(page)["spots"]) == len({(card.lat, card.lon) for card in cards if card.lat is not None})
    assert page.xpath("//*[contains(@class, 'time-bars')]/a")
    assert f"{len(cards)} incidents" in said(page, "count")


def test_what_stands_out_does_so_by_a_word(tmp_path: Path) -> None:
    long_ago = NOW - timedelta(days=3)
    desk = desk_with(
        tmp_path,
        Told(headline="Old", opened_at=long_ago, confirmed=True),
        Told(headline="Fresh", status=Status.CONTRADICTED),
    )

    shown = {
        card.xpath(".//h3")[0].text_content(): " ".join(card.text_content().split())
        for card in desk.page().xpath("//ol[contains(@class, 'ledger-cards')]/li")
    }

    assert "contradicted: killed" in shown["Fresh"]
    assert "single source" in shown["Fresh"]
    assert "new" in shown["Fresh"].split()
    assert "new" not in shown["Old"].split()
    assert "single source" not in shown["Old"]


def test_a_ledger_filled_in_one_go_has_nothing_fresh(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, Told(headline="One"), Told(headline="Other"))

    assert not desk.page().xpath("//*[contains(@class, 'chip-new')]")


def test_incidents_without_a_place_are_counted_beside_the_map(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, Told(headline="Somewhere", place=town()), Told(headline="Nowhere"))

    page = desk.page()
    (link,) = page.xpath("//*[contains(@class, 'map-lost')]/a/@href")

    assert said(page, "lost") == "1 without a place on no map, but in the list"
    assert headlines(desk.page(link)) == ["Nowhere"]


def test_an_empty_ledger_says_how_to_fill_it(tmp_path: Path) -> None:
    text = desk_with(tmp_path).text("/")

    assert "No incident in this ledger yet" in text
    assert "twosource add" in text


# --- filters --------------------------------------------------------------------------------------


def _ask(**params: str) -> str:
    return "/?" + "&".join(f"{name}={words}" for name, words in params.items())


VARIED = (
    Told(headline="Old stabbing", kind="stabbing", at=NOW - timedelta(days=400), place=town()),
    Told(headline="Shooting told by many", place=town(), voices=5, confirmed=True),
    Told(
        headline="Disputed bombing",
        kind="bombing",
        place=town("Suva", -18.1, 178.4),
        status=Status.CONTRADICTED,
    ),
    Told(headline="Shooting nowhere", dead=9),
)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (_ask(kind="stabbing"), {"Old stabbing"}),
        (_ask(until="2023-12-31"), {"Old stabbing"}),
        (_ask(voices="2"), {"Shooting told by many"}),
        (_ask(status="contradicted"), {"Disputed bombing"}),
        (_ask(box="170,-20,180,-10"), {"Disputed bombing"}),
        (_ask(place="Suva"), {"Disputed bombing"}),
        (_ask(with_place="false"), {"Shooting nowhere"}),
        (_ask(text="9 people"), {"Shooting nowhere"}),
        (_ask(single_source="true", kind="shooting"), {"Shooting nowhere"}),
        (_ask(kind="stabbing", voices="3"), set()),
    ],
    ids=["kind", "time", "voices", "status", "box", "place", "no place", "words", "single", "none"],
)
def test_list_map_and_time_are_filtered_together(tmp_path: Path, address: str, found: set[str]) -> None:
    desk = desk_with(tmp_path, *VARIED)

    page = desk.page(address)

    placed = [one for one in VARIED if one.headline in found and one.place is not None]
    assert set(headlines(page)) == found
    assert len(spots(page)["spots"]) == len(placed)
    assert said(page, "count").startswith(f"{len(found)} incident")
    assert bool(page.xpath("//*[contains(@class, 'time-bars')]/a")) is bool(found)


def test_no_match_says_what_to_take_away(tmp_path: Path) -> None:
    page = desk_with(tmp_path, *VARIED).page("/?kind=stabbing&voices=3")

    assert "No incident is like this" in said(page, "list")
    assert [one.get("href") for one in page.xpath("//*[@class='chip']")] == ["/?voices=3", "/?kind=stabbing"]


def test_a_chip_takes_its_part_of_the_filter_away(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *VARIED)

    page = desk.page("/?kind=shooting&voices=2&sort=change")
    chips = {
        " ".join(one.text_content().split()): one.get("href") for one in page.xpath("//*[@class='chip']")
    }

    assert chips == {
        "Kind shooting ×, remove": "/?voices=2&sort=change",
        "Voices 2 independent voices or more ×, remove": "/?kind=shooting&sort=change",
    }


def test_the_empty_fields_of_a_form_leave_the_address(desk: Desk) -> None:
    answer = desk.client.get("/?text=&place=Iraq&actor=&since=&until=", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/?place=Iraq")


def test_the_form_keeps_what_it_does_not_show(desk: Desk) -> None:
    page = desk.page("/?kind=shooting&status=contradicted&box=0,0,60,60&sort=change&place=Iraq")

    hidden = page.xpath("//form[@role='search']//input[@type='hidden']")
    assert [(one.get("name"), one.get("value")) for one in hidden] == [
        ("box", "0,0,60,60"), ("kind", "shooting"), ("status", "contradicted"), ("sort", "change"),
    ]  # fmt: skip
    assert page.xpath("//form[@role='search']//input[@name='place']/@value") == ["Iraq"]


def test_every_address_on_the_page_can_be_asked(desk: Desk) -> None:
    page = desk.page("/?kind=shooting&since=2024-01-01&until=2024-12-31")
    links = {
        link
        for link in page.xpath("//div[@data-desk]//a/@href")
        if urlsplit(link).path == "/" and "?" in link
    }

    assert len(links) > 10
    for link in sorted(links):
        assert desk.client.get(link).status_code == 200, link


def test_a_choice_adds_to_the_filter_and_takes_itself_away(desk: Desk) -> None:
    first = desk.page("/?since=2024-01-01")
    (link,) = (one for one in first.xpath("//nav[@id='narrow']//a/@href") if "kind=shooting" in one)

    chosen = desk.page(link)

    assert dict(parse_qsl(urlsplit(link).query)) == {"since": "2024-01-01", "kind": "shooting"}
    (back,) = chosen.xpath("//nav[@id='narrow']//a[@aria-current and contains(., 'shooting')]/@href")
    assert dict(parse_qsl(urlsplit(back).query)) == {"since": "2024-01-01"}


def test_a_bar_asks_for_its_time(desk: Desk) -> None:
    bar = desk.page().xpath("//*[contains(@class, 'time-bars')]/a[1]")[0]

    page = desk.page(bar.get("href"))

    number = int(bar.xpath("./title")[0].text.split(": ")[1].split()[0])
    assert said(page, "count").startswith(f"{number} incident")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/?voices=many", "voices: 'many' is no whole number"),
        ("/?colour=red", "is no parameter here"),
        ("/?sort=loud", "sort: "),
        ("/?since=2024-02-30", "since: "),
        ("/?after=nonsense", "no place in the list"),
        ("/ledger/map.json?view=here", "view: "),
        ("/ledger/map.json?view=0,0,1,1&view=0,0,1,2&box=1", "box: "),
    ],
    ids=["number", "name", "sort", "day", "cursor", "view", "box"],
)
def test_what_can_not_be_read_is_refused_in_one_line(desk: Desk, address: str, says: str) -> None:
    answer = desk.client.get(address)

    assert answer.status_code == 422
    assert says in answer.text.replace("&#39;", "'").lower()


# --- pages, order, bounds -------------------------------------------------------------------------


def test_pages_follow_each_other_without_loss(tmp_path: Path) -> None:
    told = [Told(headline=f"Shooting {number}", at=NOW + timedelta(hours=number)) for number in range(90)]
    desk = desk_with(tmp_path, *told)

    found: list[str] = []
    address = "/"
    while address:
        page = desk.page(address)
        found += headlines(page)
        address = next(iter(page.xpath("//a[@rel='next']/@href")), "")

    assert found == [one.headline for one in reversed(told)]


def test_the_list_can_stand_in_order_of_change(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path, Told(headline="Happened last"), Told(headline="Changed last", at=NOW - timedelta(days=9))
    )

    assert headlines(desk.page("/")) == ["Happened last", "Changed last"]
    assert headlines(desk.page("/?sort=change")) == ["Changed last", "Happened last"]


def test_a_page_is_bounded_however_much_there_is(tmp_path: Path) -> None:
    long = "Shooting of people who wait for a bus at a crossing, told at length and with every name " * 2
    told = (
        Told(
            headline=f"{long}{number}",
            place=town(f"Town {number}", -30 + number / 7, number / 5),
            at=NOW - timedelta(days=number),
        )
        for number in range(MOST_SPOTS + 10)
    )
    desk = desk_with(tmp_path, *told)

    text = desk.text("/?since=2023-10-01&until=2024-05-03&voices=1")
    page: Any = html.fromstring(text)

    assert len(text.encode()) < _MOST_BYTES
    assert len(spots(page)["spots"]) <= MOST_SPOTS
    assert len(page.xpath("//*[contains(@class, 'time-bars')]/a")) <= 400
    assert len(headlines(page)) == 40


def test_one_day_of_many_keeps_room_on_the_line_of_time(tmp_path: Path) -> None:
    (bar,) = (
        desk_with(tmp_path, *VARIED[1:]).page().xpath("//*[contains(@class, 'time-bars')]/a/*[@class='all']")
    )

    assert float(bar.get("width").rstrip("%")) < 5


# --- the map's answers ----------------------------------------------------------------------------


def test_the_map_answers_for_a_part_of_it(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *VARIED)

    found = desk.client.get("/ledger/map.json?view=30,-5,40,5").json()

    assert [(one["lat"], one["lon"], one["km"], one["n"], one["bad"]) for one in found["spots"]] == [
        (-0.1, 34.75, 5.0, 2, 0)
    ]
    assert "Kampala" in [one["name"] for one in found["towns"]]
    assert "fit" not in found


def test_towns_are_bounded(desk: Desk) -> None:
    assert 0 < len(desk.client.get("/ledger/map.json?view=-180,-80,180,80").json()["towns"]) <= 40


def test_a_mark_tells_what_is_there(tmp_path: Path) -> None:
    told = [Told(headline=f"Shooting {number}", place=town(), dead=number) for number in range(15)]
    desk = desk_with(tmp_path, *told)

    piece: Any = html.fromstring(desk.text("/ledger/here?box=34.7,-0.2,34.8,0&kind=shooting"))

    assert len(piece.xpath("//li/a")) == 12
    (link,) = piece.xpath("//p/a")
    assert link.text == "List all 15"
    assert len(headlines(desk.page(link.get("href")))) == 15


# --- what is written into it ----------------------------------------------------------------------

_HOSTILE = '"><script>alert(1)</script><b onmouseover=x>\u202e'


def test_hostile_words_are_escaped(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path,
        Told(headline=_HOSTILE, place=town(_HOSTILE), outlet=_HOSTILE),
        Told(headline=_HOSTILE, place=town(_HOSTILE), dead=2),
    )

    for address in ("/", "/?place=%22%3E%3Cscript%3Ealert(1)", "/ledger/here?box=34,-1,35,1"):
        text = desk.text(address)
        assert "<script>alert" not in text
        assert "<b onmouse" not in text


def test_nothing_is_written_inline(desk: Desk) -> None:
    page = desk.page("/?kind=shooting&since=2024-01-01")

    assert not page.xpath("//*[@style]")
    assert not page.xpath("//style | //script[not(@src)]")


def test_a_lens_is_said_to_change_nothing_here(desk: Desk) -> None:
    page = desk.page("/?as_of=2024-04-01")

    assert "as it stands now" in said(page, "parts")
    assert not [link for link in page.xpath("//div[@data-desk]//a/@href") if "as_of" in link]


def test_the_newest_article_is_told(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, Told(at=datetime(2024, 3, 1, 9, 0, tzinfo=UTC)))

    assert "1 incident told by 1 article of 1 outlet; the newest of 2024-03-01 10:00 UTC." in " ".join(
        desk.page().text_content().split()
    )


def test_the_first_view_of_the_map_has_room_for_what_is_vague(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, Told(place=town(radius_km=222.4)))

    west, south, east, north = spots(desk.page())["fit"]

    assert (south, north) == (pytest.approx(-0.1 - 2.32, abs=0.05), pytest.approx(-0.1 + 2.32, abs=0.05))
    assert east - west == pytest.approx(north - south, abs=0.05)


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/", "4 incidents, 1 of them contradicted; 1 without a place; 3 from a single source"),
        ("/?place=Suva", "1 incident, contradicted; from a single source"),
        ("/?kind=shooting&single_source=true", "1 incident; without a place"),
        ("/?kind=stabbing&kind=bombing", "2 incidents, 1 of them contradicted; all from a single source"),
        ("/?status=contradicted&with_place=true", "1 incident; from a single source"),
        ("/?voices=99", "0 incidents"),
    ],
    ids=["some", "one", "asked for", "all", "status", "none"],
)
def test_the_count_is_said_in_words(tmp_path: Path, address: str, line: str) -> None:
    assert said(desk_with(tmp_path, *VARIED).page(address), "count") == line


def test_every_path_on_the_page_stands_under_the_prefix_of_a_proxy(example_ledger: Path) -> None:
    app = make_app(DeskSettings(ledger=place_of(example_ledger), prefix="/news/desk"))
    with TestClient(app, base_url=ADDRESS) as client:
        page: Any = html.fromstring(client.get("/?kind=shooting").text)

    paths = page.xpath(
        "//a/@href | //form/@action | //script/@src | //link/@href | //*/@data-ask | //*/@data-here"
    )
    assert [one for one in paths if not one.startswith(("/news/desk/", "#"))] == []
