"""Time expressions are scored as TempEval-3 does, on small worked examples."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from eval.scorers.rates import Counts, count
from eval.scorers.timex import Expression, Tally, pair_expressions, tally_expressions
from eval.sets.timex import TASK, read_anchor
from eval.tasks import Record


def expression(start: int, end: int, value: str | None, kind: str = "DATE") -> Expression:
    return Expression(start=start, end=end, type=kind, value=value)


GOLD = (expression(0, 6, "2011-05-06"), expression(10, 20, "P3D", "DURATION"), expression(30, 33, None))


class TestTally:
    def test_counts_nothing_where_nothing_is(self) -> None:
        assert tally_expressions((), ()) == Tally()

    def test_counts_gold_itself_as_all_right(self) -> None:
        tally = tally_expressions(GOLD, GOLD)
        whole = count(right=3, given=3, gold=3)
        assert (tally.strict, tally.relaxed, tally.type) == (whole, whole, whole)

    def test_leaves_expressions_without_a_value_out_of_the_values(self) -> None:
        ours = (*GOLD[:2], expression(30, 33, "PAST_REF"))
        assert tally_expressions(GOLD, ours).value == count(right=2, given=2, gold=2)

    def test_holds_a_value_found_where_gold_has_nothing_against_us(self) -> None:
        ours = (*GOLD, expression(40, 44, "2011"))
        assert tally_expressions(GOLD, ours).value == count(right=2, given=3, gold=2)

    def test_takes_an_overlap_for_found_and_its_value_for_right(self) -> None:
        tally = tally_expressions(GOLD, (expression(12, 20, "P3D", "DURATION"),))
        assert tally.strict == count(right=0, given=1, gold=3)
        assert tally.relaxed == count(right=1, given=1, gold=3)
        assert tally.value == count(right=1, given=1, gold=2)

    def test_holds_a_wrong_value_against_precision_and_recall(self) -> None:
        tally = tally_expressions(GOLD[:1], (expression(0, 6, "2012-05-06"),))
        assert tally.value == count(right=0, given=1, gold=1)
        assert tally.relaxed.f1 == 1.0

    def test_lets_one_wide_expression_answer_for_one_of_gold(self) -> None:
        tally = tally_expressions(GOLD[:2], (expression(0, 20, "P3D", "DURATION"),))
        assert tally.relaxed == count(right=1, given=1, gold=2)

    def test_adds_up(self) -> None:
        one = tally_expressions(GOLD, GOLD)
        assert (one + one).relaxed == Counts(right_given=6, given=6, right_gold=6, gold=6)


def test_pairs_show_both_sides_in_the_order_of_the_text() -> None:
    spare = expression(22, 25, "2011")
    assert pair_expressions(GOLD, (spare, GOLD[2])) == [
        (GOLD[0], None),
        (GOLD[1], None),
        (None, spare),
        (GOLD[2], GOLD[2]),
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("2011-05-06", datetime(2011, 5, 6, tzinfo=UTC), id="day"),
        pytest.param("20110506", datetime(2011, 5, 6, tzinfo=UTC), id="day-without-marks"),
        pytest.param("2011-05-06T19:30", datetime(2011, 5, 6, 19, 30, tzinfo=UTC), id="minute"),
        pytest.param("2011", None, id="year-alone"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="absent"),
    ],
)
def test_reads_the_day_of_making(written: str | None, read: datetime | None) -> None:
    assert read_anchor(written) == read


ROWS = [
    {
        "id": "one",
        "corpus": "wire",
        "dct": "2011-05-06",
        "text": "A bridge near Osk was built in 1961; on Wednesday it fell.",
        "timexes": [{"start": 40, "end": 49, "surface": "Wednesday", "type": "DATE", "value": "2011-05-04"}],
    },
    {"id": "two", "text": "Nothing is dated here."},
]


def make_records(folder: Path) -> list[Record]:
    (folder / "docs.jsonl").write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    return TASK.load(folder)


def test_a_set_is_loaded_read_and_scored(tmp_path: Path) -> None:
    records = make_records(tmp_path)
    outcomes = TASK.read(records)
    figures = {figure.name: figure.value for figure in TASK.score(records, outcomes)}
    assert figures["timex.wire.relaxed_f1"] == pytest.approx(2 / 3)
    assert figures["timex.relaxed_recall"] == 1.0
    assert figures["timex.type_f1"] is None, "gold of one type says nothing about types"
    assert figures["timex.other.value_f1"] is None


def test_a_failed_reading_counts_as_nothing_found(tmp_path: Path) -> None:
    records = make_records(tmp_path)
    figures = {figure.name: figure.value for figure in TASK.score(records, [None, None])}
    assert figures["timex.value_f1"] == 0.0


def test_the_browser_shows_both_sides(tmp_path: Path) -> None:
    record = make_records(tmp_path)[0]
    shown = TASK.compare(record, TASK.read([record])[0])
    assert shown.gold[0].label == "DATE 2011-05-04"
    assert [row.right for row in shown.rows] == [False, True]
