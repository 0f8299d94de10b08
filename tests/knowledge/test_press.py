import pytest

from twosource.knowledge.clutter import load_clutter, phrase_reasons
from twosource.knowledge.press import (
    find_country,
    find_newsroom,
    find_outlet,
    find_outlet_at,
    host_of,
    load_newsrooms,
    load_outlets,
    mentions_agency,
)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("AP", "Associated Press"),
        ("The Associated Press", "Associated Press"),
        ("agence france-presse", "AFP"),
        ("(Reuters)", "Reuters"),
        ("dpa", "dpa"),
    ],
)
def test_knows_an_agency_by_name_and_mark(words: str, name: str) -> None:
    room = find_newsroom(words)
    assert room is not None
    assert room.name == name


@pytest.mark.parametrize("words", ["ap", "app", "aa", "Petra city", "the", "", "afp photo"])
def test_takes_no_other_words_for_an_agency(words: str) -> None:
    assert find_newsroom(words) is None


@pytest.mark.parametrize(
    ("url", "host", "outlet"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk", "BBC News"),
        ("http://web.archive.org/web/2016/http://www.npr.org:80/x", "npr.org", "NPR"),
        ("https://edition.cnn.com/a", "edition.cnn.com", "CNN"),
        ("https://english.elpais.com/a", "english.elpais.com", "El País"),
        ("https://apnews.com/a", "apnews.com", "Associated Press"),
        ("https://courier.example/a", "courier.example", None),
    ],
)
def test_knows_an_outlet_by_its_site(url: str, host: str, outlet: str | None) -> None:
    assert host_of(url) == host
    assert find_outlet_at(host) == outlet


@pytest.mark.parametrize("url", ["", "wires/a.txt", "https://", "http://[", "mailto:desk@courier.example"])
def test_finds_no_site_where_there_is_none(url: str) -> None:
    assert host_of(url) is None


@pytest.mark.parametrize(
    ("outlet", "host", "country"),
    [
        ("Dawn", None, "PK"),
        (None, "courier.co.ke", "KE"),
        (None, "courier.co.uk", "GB"),
        (None, "courier.io", None),
        (None, "courier.com", None),
        (None, None, None),
    ],
)
def test_seats_an_outlet(outlet: str | None, host: str | None, country: str | None) -> None:
    assert find_country(outlet, host) == country


def test_lists_load_and_are_many() -> None:
    assert len(load_newsrooms()) >= 60
    assert len(load_outlets()) >= 100
    assert find_outlet("the guardian") is not None


def test_quick_look_sees_every_spelling() -> None:
    spelled = [s for room in load_newsrooms().values() for s in (*room.names, *room.marks)]
    assert all(mentions_agency(f"x {spelling} y") for spelling in spelled)
    assert not mentions_agency("Nothing of the kind stands here.")


def test_clutter_phrases_are_folded_and_have_one_reason() -> None:
    rows = load_clutter().values()
    assert len(phrase_reasons()) == sum(len({*c.starts, *c.contains, *c.tail}) for c in rows)
