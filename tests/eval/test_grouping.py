"""Articles through the whole program into groups, and groups into figures."""

import random
from typing import Any

import pytest
from eval.grouping import read_grouping, sample_stretch, score_grouping
from eval.tasks import Outcome, Record

STRAND = "Two people were shot dead and a third was wounded at a petrol station in Tulsa, Oklahoma, on Tuesday, police said."
QUAY = "Police in Tulsa, Oklahoma, said two people were shot dead and one was wounded at a petrol station on Tuesday."
RECIPE = "Stir the flour into the butter, then add warm milk little by little until the sauce is smooth."


def article(name: str, incident: str, text: str, published: str | None = "2021-06-02") -> Record:
    row: dict[str, Any] = {"id": name, "incident_id": incident, "title": name, "text": text}
    return Record(id=name, data={**row, "published": published, "url": f"https://{name}.example.org/story"})


def outcome(*incidents: str, main: str | None = None) -> Outcome:
    return {"incidents": list(incidents), "main": main, "facts": {}}


def values(records: list[Record], outcomes: list[Outcome]) -> dict[str, float | None]:
    figures = score_grouping("set", records, outcomes, headlines=["b3_f1"])
    assert [figure.name for figure in figures if figure.headline] == ["set.b3_f1"]
    return {figure.name: figure.value for figure in figures}


def test_articles_go_through_a_ledger_and_come_back_with_their_incident() -> None:
    records = [article("strand", "1", STRAND), article("sauce", "2", RECIPE), article("quay", "1", QUAY)]
    strand, sauce, quay = read_grouping(records)
    assert sauce == {"incidents": [], "main": None, "facts": {}}
    assert strand["main"] == quay["main"]
    assert strand["incidents"] == [strand["main"]]
    assert strand["facts"][strand["main"]]["kind"] == "shooting"


def test_the_answers_are_not_shown_to_the_program() -> None:
    shown = article("strand", "1", STRAND)
    other = Record(id="strand", data={**shown.data, "incident_id": "9", "incident": {"killed": 7}})
    ours, theirs = read_grouping([shown]), read_grouping([other])
    assert ours[0]["incidents"] == theirs[0]["incidents"]


def test_an_article_in_no_incident_is_alone_and_one_in_several_is_where_its_main_report_is() -> None:
    records = [article(name, name[0], STRAND) for name in ("a1", "a2", "b1")]
    outcomes = [outcome("x", "y", main="x"), outcome("x", main="x"), outcome()]
    figures = values(records, outcomes)
    assert figures["set.b3_f1"] == 1.0
    assert figures["set.exact"] == 1.0
    assert figures["set.unread"] == pytest.approx(1 / 3)


def test_articles_told_by_several_are_scored_apart() -> None:
    records = [article(name, name[0], STRAND) for name in ("a1", "a2", "b1")]
    figures = values(records, [outcome(), outcome(), None])
    assert figures["set.b3_recall"] == pytest.approx(2 / 3)
    assert figures["set.b3_recall_multi"] == 0.5


def test_a_sample_is_a_stretch_of_whole_incidents() -> None:
    days = [f"2021-06-{day:02}" for day in range(1, 21)]
    records = [article(f"{day}{part}", day, STRAND, day) for day in days for part in "ab"]
    picked = sample_stretch(records, 5, seed=3)
    chosen = sorted({record.data["incident_id"] for record in picked})
    start = days.index(chosen[0]) if chosen[0] != days[0] or days[-1] not in chosen else None
    assert len(picked) == 6
    assert start is None or chosen == days[start : start + 3]


def test_a_sample_does_not_depend_on_the_order_of_the_records() -> None:
    records = [
        article(f"n{number}", str(number // 2), STRAND, f"2021-06-{number + 1:02}") for number in range(20)
    ]
    mixed = random.Random(5).sample(records, len(records))
    assert sample_stretch(mixed, 7, seed=1) == sample_stretch(records, 7, seed=1)
