from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import NOW, make_fact, make_judgement
from tests.review_desk import SIGNED, grouped, incident_of, open_desk, report_of
from twosource.errors import NoSuchRecord, Refused
from twosource.ids import IncidentId
from twosource.model import Judgement, Reason, Status, Verdict
from twosource.review import (
    Item,
    accept,
    dismiss,
    get_item,
    get_pair,
    item_line,
    list_items,
    move,
    reject,
    undo,
)
from twosource.review.comparing import compare_reports, find_sayings
from twosource.review.weighing import FIELDS, weigh_contradiction, weigh_lone, weigh_pair, worth
from twosource.store import Ledger
from twosource.store.worth import Weight

DAY = 86_400


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Two incidents, with three pairs of reports between them left unsure."""
    with open_desk(tmp_path) as opened:
        doubt(opened, "courier/a", "post/d", 5.5)
        doubt(opened, "herald/b", "post/d", 6.5)
        doubt(opened, "herald/b", "wave/e", 5.1)
        yield opened


def doubt(ledger: Ledger, one: str, other: str, points: float) -> Judgement:
    """Let the machine be unsure of a pair."""
    reasons = (Reason(name="same_day", points=points, text="one day"),)
    made = make_judgement(
        report_of(ledger, one), report_of(ledger, other), Verdict.UNSURE,
        reasons=reasons, decided_by="link/test", decided_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    with ledger.transaction():
        ledger.save_judgements([made])
    return made


def pairs(ledger: Ledger, *, seen: bool = False) -> list[Item]:
    return [item for item in list_items(ledger, seen=seen) if item.kind == "pair"]


def test_the_likeliest_pair_stands_for_two_incidents(ledger: Ledger) -> None:
    (item,) = pairs(ledger)

    assert set(item.incidents) == {incident_of(ledger, "courier/a"), incident_of(ledger, "post/d")}
    assert set(item.reports or ()) == {report_of(ledger, "herald/b"), report_of(ledger, "post/d")}
    assert get_pair(ledger, item.id[:6]) == item.reports
    assert item_line(item)["worth"] == pytest.approx(worth(item.parts), abs=0.01)


def test_a_pair_that_was_rejected_is_asked_no_more_and_neither_are_the_others(ledger: Ledger) -> None:
    (item,) = pairs(ledger)
    done = reject(ledger, SIGNED, *get_pair(ledger, item.id)).act
    assert done is not None
    assert pairs(ledger) == []
    assert reject(ledger, SIGNED, *get_pair(ledger, item.id)).act is None

    undo(ledger, SIGNED, done.id)
    assert pairs(ledger) == [item]


def test_a_pair_that_was_accepted_is_one_incident_and_out_of_the_list(ledger: Ledger) -> None:
    (item,) = pairs(ledger)
    accept(ledger, SIGNED, *get_pair(ledger, item.id))

    assert grouped(ledger) == {frozenset("abcde")}
    assert pairs(ledger) == []
    assert accept(ledger, SIGNED, *get_pair(ledger, item.id)).act is None


def test_what_the_machine_judged_again_counts(ledger: Ledger) -> None:
    for one, other in (("courier/a", "post/d"), ("herald/b", "post/d"), ("herald/b", "wave/e")):
        later = replace(
            doubt(ledger, one, other, 5.2), verdict=Verdict.DIFFERENT, decided_at=NOW + timedelta(days=1)
        )
        with ledger.transaction():
            ledger.save_judgements([later])

    assert pairs(ledger) == []


def test_an_item_laid_aside_comes_back_when_another_pair_is_likelier(ledger: Ledger) -> None:
    (item,) = pairs(ledger)
    dismiss(ledger, SIGNED, item.id)
    assert pairs(ledger) == []
    assert [one.seen is not None for one in pairs(ledger, seen=True)] == [True]
    assert dismiss(ledger, SIGNED, item.id).act is None

    doubt(ledger, "times/c", "wave/e", 6.7)
    assert [one.id for one in pairs(ledger)] == [item.id]


def test_the_list_is_in_the_order_of_worth_and_what_was_seen_comes_last(ledger: Ledger) -> None:
    items = list_items(ledger)
    assert [item.worth for item in items] == sorted((item.worth for item in items), reverse=True)

    dismiss(ledger, SIGNED, items[0].id)
    assert list_items(ledger, seen=True)[-1].id == items[0].id


def test_a_part_can_be_moved_out_of_what_an_item_asks(ledger: Ledger) -> None:
    (item,) = pairs(ledger)
    move(ledger, SIGNED, report_of(ledger, "herald/b"), incident_of(ledger, "post/d"))

    assert item.id in {one.id for one in pairs(ledger)} or pairs(ledger) == []
    assert grouped(ledger) == {frozenset("ac"), frozenset("bde")}


@pytest.mark.parametrize("given", ["t_ffff", "t_", "x"])
def test_an_unknown_item_is_told(ledger: Ledger, given: str) -> None:
    with pytest.raises(NoSuchRecord, match="no item of the list begins with"):
        get_item(ledger, given)


def test_an_item_without_two_reports_is_no_pair(tmp_path: Path) -> None:
    with open_desk(tmp_path, "post/d") as ledger:
        (item,) = list_items(ledger)
        assert item.kind == "lone"
        with pytest.raises(Refused, match="is no pair of reports"):
            get_pair(ledger, item.id)
        with pytest.raises(ValueError, match=item.id):
            find_sayings(ledger, item)


def test_two_reports_are_laid_side_by_side_with_what_was_decided(ledger: Ledger) -> None:
    (item,) = pairs(ledger)
    assert item.reports is not None
    compared = compare_reports(ledger, *item.reports)

    assert [row.field for row in compared.rows] == ["when", "place", "killed"]
    assert all(row.left and row.right for row in compared.rows)
    assert compared.judgement is not None
    assert compared.judgement.verdict is Verdict.UNSURE


# --- worth ------------------------------------------------------------------------------------------


def weight(**changes: int) -> Weight:
    values = {"reports": 1, "voices": 1, "newsrooms": 1, "at": 0, "dead": 0, "hurt": 0, "tallies": 0}
    return Weight(incident=IncidentId("i_1"), headline="Shooting", **(values | changes))


PLAIN = (weight(), weight())


@pytest.mark.parametrize(
    ("more", "less"),
    [
        pytest.param(weigh_pair(6.7, PLAIN, 0), weigh_pair(5.2, PLAIN, 0), id="nearer to the threshold"),
        pytest.param(weigh_pair(6, (weight(dead=9), weight(dead=8)), 0),
                     weigh_pair(6, (weight(dead=9), weight()), 0), id="dead counted twice"),
        pytest.param(weigh_pair(6, (weight(reports=4), weight()), 0), weigh_pair(6, PLAIN, 0), id="reports"),
        pytest.param(weigh_pair(6, PLAIN, 0), weigh_pair(6, PLAIN, 90 * DAY), id="newer"),
        pytest.param(weigh_pair(6, (weight(tallies=1), weight()), 0), weigh_pair(6, PLAIN, 0), id="counted"),
        pytest.param(weigh_lone(weight(dead=5), 0), weigh_lone(weight(dead=1), 0), id="toll"),
        pytest.param(weigh_lone(weight(hurt=5), 0), weigh_lone(weight(), 0), id="hurt"),
    ],
)  # fmt: skip
def test_what_hangs_on_more_is_worth_more(more: tuple[Reason, ...], less: tuple[Reason, ...]) -> None:
    assert worth(more) > worth(less)


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_a_contradiction_is_worth_more_than_an_incident_told_once(field: str) -> None:
    fact = make_fact(field, "x", status=Status.CONTRADICTED)  # type: ignore[arg-type]

    assert worth(weigh_contradiction(fact, weight(), 0)) > worth(weigh_lone(weight(), 0))


def test_every_part_is_named_and_told_in_the_reference() -> None:
    told = (Path(__file__).parent.parent / "docs" / "reference" / "review.md").read_text("utf-8")
    full = (weight(dead=2, hurt=3, tallies=1), weight(dead=2))
    fact = make_fact("killed", "x", status=Status.CONTRADICTED)
    parts = (*weigh_pair(6, full, 0), *weigh_contradiction(fact, full[0], 0), *weigh_lone(full[0], 0))

    assert {part.name for part in parts} == {
        line.split("`")[1] for line in told.splitlines() if line[:3] == "| `"
    }
    assert all(part.text for part in parts)
