"""A dossier lays an incident out: voices counted as they are counted, columns that tell who differs."""

from datetime import timedelta
from itertools import pairwise

import pytest

from tests.builders import NOW, make_article, make_place
from tests.web.crowds import keep_crowd
from twosource.briefs import make_brief
from twosource.dossier import make_dossier
from twosource.dossier.facts import Stand, make_table
from twosource.dossier.moments import find_moments, thin
from twosource.dossier.nearby import find_way, look_around
from twosource.store import Ledger


@pytest.mark.parametrize("size", [1, 5, 30])
def test_as_many_speakers_are_named_as_voices_are_counted(ledger: Ledger, size: int) -> None:
    dossier = make_dossier(ledger, keep_crowd(ledger, size))
    numbers = {line.speaker.number for line in dossier.lines.values()}
    assert numbers == set(range(1, dossier.brief.incident.voices + 1))


def test_few_voices_have_a_column_each_by_newsroom(ledger: Ledger) -> None:
    table = make_dossier(ledger, keep_crowd(ledger, 6)).table
    assert table.groups == (("Courier 0", 4), ("Courier 1", 2))
    assert [len(column.lines) for column in table.columns] == [1] * 6


def test_many_voices_share_columns_and_none_is_lost(ledger: Ledger) -> None:
    table = make_dossier(ledger, keep_crowd(ledger, 60)).table
    assert sorted(len(column.lines) for column in table.columns) == [6, 54]


def test_every_claim_stands_in_one_cell(ledger: Ledger) -> None:
    name = keep_crowd(ledger, 30)
    dossier, brief = make_dossier(ledger, name), make_brief(ledger, name)
    shown = [
        one.claim.id for row in dossier.table.rows for cell in row.cells for say in cell for one in say.quoted
    ]
    told = [one.claim.id for fact in brief.facts for one in (*fact.support, *fact.against)]
    assert sorted(shown) == sorted({*told, *(one.claim.id for one in brief.others)})


def test_columns_are_turned_page_by_page(ledger: Ledger) -> None:
    name = keep_crowd(ledger, 12)
    dossier = make_dossier(ledger, name)
    beyond = make_table(dossier.brief, dossier.lines, page=99)
    assert (beyond.first, beyond.total) == (0, 12)


def test_a_saying_stands_to_its_fact(ledger: Ledger) -> None:
    rows = {row.fact.field: row for row in make_dossier(ledger, keep_crowd(ledger, 12)).table.rows}
    stands = {say.stand for cell in rows["target"].cells for say in cell}
    assert stands == {Stand.SAME}


def test_moments_are_in_order_and_count_the_articles() -> None:
    articles = [make_article(f"Text {n}.", published=NOW + timedelta(hours=n // 2)) for n in range(6)]
    moments = find_moments(reversed(articles))
    assert [moment.number for moment in moments] == [2, 4, 6]
    assert all(one.at < other.at for one, other in pairwise(moments))


def test_moments_are_thinned_between_the_first_and_the_last() -> None:
    articles = [make_article(f"Text {n}.", published=NOW + timedelta(hours=n)) for n in range(50)]
    thinned = thin(find_moments(articles), 5)
    assert [moment.number for moment in thinned] == [1, 13, 25, 38, 50]


@pytest.mark.parametrize(
    ("end", "way"),
    [((1, 0), "north"), ((1, 1), "north-east"), ((0, -1), "west"), ((-1, 0.1), "south")],
)
def test_the_way_between_two_points(end: tuple[float, float], way: str) -> None:
    assert find_way((0, 0), end) == way


def test_a_place_off_the_map_has_no_surroundings() -> None:
    assert look_around(make_place(lat=None, lon=None, radius_km=None)) is None


def test_towns_stand_around_a_place_nearest_first() -> None:
    around = look_around(make_place())
    assert around is not None
    assert around.towns[0].name == "Kisumu"
    assert [town.km for town in around.towns] == sorted(town.km for town in around.towns)
