"""Stories as readers meet them, through the whole pipe: which articles end in one incident, and which do not."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.builders import NOW
from tests.fakes import FakeClock
from tests.ledgers import open_ledger
from twosource.cli.intake import make_inputs
from twosource.pipeline import Pipe, add, load_stages
from twosource.store import Filter, Ledger

Story = dict[str, str]
STEPS = (pytest.param(1, id="as printed"), pytest.param(-1, id="the last first"))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


def story(name: str, printed: str, title: str, *paragraphs: str) -> Story:
    outlet, _, _ = name.partition("/")
    text = "\n\n".join(paragraphs)
    return {"id": name, "url": f"https://{outlet}.example/{name}", "outlet": outlet, "title": title,
            "published": printed, "text": text}  # fmt: skip


def gather(ledger: Ledger, stories: Sequence[Story], folder: Path) -> set[frozenset[str]]:
    """Add stories; return the names of the articles of each incident."""
    path = folder / "stories.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in stories), encoding="utf-8")
    pipe = Pipe(clock=FakeClock(instant=NOW), stages=load_stages())
    fates = list(add(ledger, pipe, make_inputs([str(path)])))
    assert [fate.what for fate in fates] == ["added"] * len(stories)
    names = {fate.article.id: one["id"] for fate, one in zip(fates, stories, strict=True) if fate.article}
    return {frozenset(names[one] for one in incident.articles) for incident in ledger.incidents(Filter())}


# --- two attacks in one city on one day -----------------------------------------------------------

PESHAWAR = (
    story(
        "courier/market", "2023-03-07T12:00:00+05:00", "Bomb in Peshawar market kills five",
        "PESHAWAR, Pakistan - A bomb hidden in a fruit cart exploded in the Namak Mandi market in Peshawar on "
        "Tuesday morning, 7 March 2023, killing five shoppers and wounding eleven, police said.",
        "The blast went off at about 9:30 a.m., when the stalls were opening, said bomb disposal officer "
        "Shafqat Durrani. No group has claimed responsibility.",
    ),
    story(
        "herald/market", "2023-03-07T15:00:00+05:00", "Five dead as blast tears through market in Peshawar",
        "Five people were killed and eleven were injured on Tuesday when explosives in a fruit cart blew up in "
        "Peshawar's Namak Mandi market, hospital officials said.",
        "Traders said the cart had been left there shortly before the explosion at around 9:30 in the morning.",
    ),
    story(
        "courier/checkpoint", "2023-03-08T08:00:00+05:00", "Gunmen kill two policemen at Peshawar checkpoint",
        "PESHAWAR, Pakistan - Gunmen on a motorcycle shot dead two policemen at a checkpoint on the Ring Road in "
        "Peshawar on Tuesday night, 7 March 2023, an official said.",
        "Constables Imtiaz Wazir and Sajid Bangash were hit at about 10:15 p.m. and died at the scene.",
    ),
    story(
        "herald/checkpoint", "2023-03-08T10:00:00+05:00", "Two police officers shot dead on Peshawar's Ring Road",
        "Two police officers, named as Imtiaz Wazir and Sajid Bangash, were shot dead by gunmen at a checkpoint on "
        "Peshawar's Ring Road late on Tuesday, police said.",
        "The attackers fled on a motorcycle after opening fire at about 10:15 p.m.",
    ),
)  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_two_attacks_in_one_city_on_one_day_stay_apart(ledger: Ledger, tmp_path: Path, step: int) -> None:
    assert gather(ledger, PESHAWAR[::step], tmp_path) == {
        frozenset({"courier/market", "herald/market"}),
        frozenset({"courier/checkpoint", "herald/checkpoint"}),
    }


# --- one attack, three spellings, two dates -------------------------------------------------------

MAKHMUR = (
    story(
        "courier/makhmur", "2023-04-13T08:00:00+03:00", "Roadside bomb kills three Peshmerga near Makhmur",
        "ERBIL, Iraq - A roadside bomb killed three Peshmerga fighters near Makhmur in northern Iraq on Wednesday "
        "night, 12 April 2023, the Peshmerga ministry said.",
        "Captain Azad Sindi was among the dead. The patrol's pickup was hit on the road to the Qarachogh heights.",
    ),
    story(
        "herald/makhmour", "2023-04-13T11:00:00+03:00", "Three Peshmerga die in bombing close to Makhmour",
        "Three Peshmerga fighters died when a roadside bomb struck their pickup near Makhmour, Iraq, in the first "
        "hour of Thursday, 13 April 2023, an officer said.",
        "Those killed included Captain Azad Sindi. They were on patrol along the road to the Qarachogh heights.",
    ),
    story(
        "post/makhmoor", "2023-04-14T09:00:00+03:00", "Funeral for Peshmerga killed by bomb near Makhmoor",
        "Hundreds mourned Captain Azad Sindi and two other Peshmerga fighters, who were killed by a roadside bomb "
        "near Makhmoor in northern Iraq on Wednesday night.",
        "Their pickup had been on patrol on the road to the Qarachogh heights, the Peshmerga ministry said.",
    ),
)  # fmt: skip


def test_one_attack_with_three_spellings_and_two_dates_comes_together(ledger: Ledger, tmp_path: Path) -> None:
    assert gather(ledger, MAKHMUR, tmp_path) == {frozenset(one["id"] for one in MAKHMUR)}


# --- a round-up -----------------------------------------------------------------------------------

WEEK = (
    story(
        "courier/kabul", "2022-06-08T09:00:00+00:00", "Bomb on Kabul bus kills four",
        "KABUL - A bomb on a minibus killed four passengers in Kabul on Tuesday, 7 June 2022, police said.",
        "Nine others were wounded in the explosion in the Dasht-e-Barchi district.",
    ),
    story(
        "herald/herat", "2022-06-09T09:00:00+00:00", "Gunmen kill two health workers in Herat",
        "HERAT, Afghanistan - Gunmen shot dead two health workers in Herat on Wednesday, 8 June 2022, officials "
        "said.",
        "The two women were going from door to door when men on a motorcycle opened fire.",
    ),
    story(
        "post/week", "2022-06-10T09:00:00+00:00", "A week of violence in Afghanistan",
        "A bomb on a minibus killed four passengers in Kabul's Dasht-e-Barchi district on Tuesday, 7 June 2022, "
        "and wounded nine others, police said.",
        "In Herat, gunmen on a motorcycle shot dead two health workers on Wednesday, 8 June 2022, officials said.",
    ),
)  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_a_round_up_tells_of_several_incidents_and_joins_none(
    ledger: Ledger, tmp_path: Path, step: int
) -> None:
    assert gather(ledger, WEEK[::step], tmp_path) == {
        frozenset({"courier/kabul", "post/week"}),
        frozenset({"herald/herat", "post/week"}),
    }


# --- looking back ---------------------------------------------------------------------------------

NAIROBI = (
    story(
        "courier/hotel", "2019-01-16T09:00:00+03:00", "Gunmen storm hotel in Nairobi, 21 dead",
        "NAIROBI - Gunmen stormed the Acacia hotel in Nairobi on Tuesday, 15 January 2019, killing 21 people, "
        "police said.",
        "The attack on the hotel began at about 3 p.m. with an explosion at the gate.",
    ),
    story(
        "courier/station", "2023-05-04T09:00:00+03:00", "Grenade wounds six at Nairobi bus station",
        "NAIROBI - A grenade thrown at a bus station in Nairobi wounded six people on Wednesday, 3 May 2023, "
        "police said.",
        "In the 15 January 2019 attack on the Acacia hotel in Nairobi, gunmen killed 21 people.",
    ),
    story(
        "herald/bank", "2023-09-20T09:00:00+03:00", "Two guards shot dead outside Nairobi bank",
        "NAIROBI - Gunmen shot dead two guards outside a bank in Nairobi on Tuesday, 19 September 2023, police said.",
        "In the 15 January 2019 attack on the Acacia hotel in Nairobi, gunmen killed 21 people.",
    ),
)  # fmt: skip


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 0, 1)], ids=str)
def test_looking_back_finds_the_old_incident_and_pulls_no_two_together(
    ledger: Ledger, tmp_path: Path, order: tuple[int, ...]
) -> None:
    found = gather(ledger, [NAIROBI[at] for at in order], tmp_path)
    assert frozenset({"courier/hotel", "courier/station", "herald/bank"}) in found
    assert found >= {frozenset({"courier/station"}), frozenset({"herald/bank"})}
    assert len(found) == 3
