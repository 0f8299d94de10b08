"""Answer keys of MUC-4: their conventions, on keys of our own."""

import pytest
from eval.scorers.templates import Fill, entity
from eval.sets.muc4_key import (
    agree_on_date,
    agree_on_place,
    parse_dates,
    parse_fills,
    parse_key,
    parse_places,
)


@pytest.mark.parametrize(
    ("raw", "fills"),
    [
        pytest.param(None, (), id="slot not there"),
        pytest.param("*", (), id="not applicable"),
        pytest.param("-", (), id="empty"),
        pytest.param(
            '"THE MILL" / "MILL GATE"', (Fill(values=entity(["mill", "mill gate"])),), id="alternatives"
        ),
        pytest.param('"A B"\n"C"', (Fill(values=entity(["a b"])), Fill(values=entity(["c"]))), id="lines"),
        pytest.param('? "RIFLE"', (Fill(values=entity(["rifle"]), optional=True),), id="optional"),
        pytest.param(
            'DEATH: "ANA" / "MAYOR"',
            (Fill(values=entity(["death"]), about=entity(["ana", "mayor"])),),
            id="about an entity",
        ),
        pytest.param('GUN: "-"', (Fill(values=entity(["gun"])),), id="about nothing named"),
        pytest.param(
            '"RIFLES"\nPISTOLS"',
            (Fill(values=entity(["rifles"])), Fill(values=entity(["pistols"]))),
            id="lost mark",
        ),
    ],
)
def test_a_slot_is_read_by_its_conventions(raw: str | None, fills: tuple[Fill, ...]) -> None:
    assert parse_fills(raw) == fills


@pytest.mark.parametrize(
    ("raw", "values"),
    [
        pytest.param("19 MAR 88", {"1988-03-19/1988-03-19"}, id="day"),
        pytest.param("- 19 MAR 88", {"/1988-03-19"}, id="up to a day"),
        pytest.param("31 JAN 88 - 01 FEB 88", {"1988-01-31/1988-02-01"}, id="days"),
        pytest.param("FEB 88", {"1988-02-01/1988-02-29"}, id="month"),
        pytest.param(
            "30 JAN 88 / 31 JAN 88", {"1988-01-30/1988-01-30", "1988-01-31/1988-01-31"}, id="alternatives"
        ),
    ],
)
def test_a_date_is_read_as_days(raw: str, values: set[str]) -> None:
    assert parse_dates(raw) == (Fill(values=frozenset(values)),)


def test_days_agree_wholly_or_in_part() -> None:
    (gold,) = parse_dates("31 JAN 88 - 01 FEB 88")
    assert agree_on_date(gold, Fill(values=frozenset({"1988-01-31/1988-02-01"}))) == 1.0
    assert agree_on_date(gold, Fill(values=frozenset({"1988-02-01/1988-02-01"}))) == 0.5
    assert agree_on_date(gold, Fill(values=frozenset({"1988-02-02/1988-02-02"}))) == 0.0


def test_the_narrowest_place_is_the_right_one() -> None:
    (gold,) = parse_places("COLOMBIA: VALLE (DEPARTMENT): CALI (CITY)")
    assert [agree_on_place(gold, Fill(values=entity([name]))) for name in ("Cali", "Valle", "Quito")] == [
        1.0,
        0.5,
        0.0,
    ]


def test_a_country_alone_is_the_narrowest_place() -> None:
    (gold,) = parse_places("(PERU)")
    assert agree_on_place(gold, Fill(values=entity(["Peru"]))) == 1.0


def test_a_description_about_a_name_is_the_same_person() -> None:
    key = parse_key(
        {
            "MESSAGE: TEMPLATE": "1 (OPTIONAL)",
            "INCIDENT: TYPE": "ATTACK / BOMBING",
            "HUM TGT: NAME": '"ANA RUIZ"',
            "HUM TGT: DESCRIPTION": '"MAYOR": "ANA RUIZ"\n"TWO GUARDS"',
        }
    )
    assert key is not None
    assert (key.kinds, key.optional) == (frozenset({"ATTACK", "BOMBING"}), True)
    assert [fill.values for fill in key.slots["victim"]] == [
        entity(["ana ruiz", "mayor"]),
        entity(["two guards"]),
    ]


def test_a_key_without_a_type_is_no_template() -> None:
    assert parse_key({"INCIDENT: TYPE": "*"}) is None
