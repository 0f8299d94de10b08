"""Which reader is measured, and other readers' figures beside one's own."""

import json
from pathlib import Path

import pytest
from eval.columns import Column, load_column, order_columns
from eval.readers import VARIABLE, WORK, choose, get_chosen, get_name, join_chosen

from twosource.cli.reader import DEFAULT_READER, READERS
from twosource.text import Span

CARD = {
    "reader": "both",
    "sets": [{"name": "timex", "data": "abc", "figures": [{"name": "timex.value_f1", "value": 0.9}]}],
}


def test_nobody_chosen_is_the_programs_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert get_name() == DEFAULT_READER


def test_the_choice_holds_for_commands_and_processes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "both")
    chosen = choose("rules")
    assert (chosen.name, chosen.rules, chosen.proposer, chosen.reader.origin) == (
        "rules",
        True,
        None,
        "rules/1",
    )
    assert get_chosen() is chosen


def test_what_each_reader_spends_is_known() -> None:
    assert tuple(WORK) == READERS


def test_a_name_there_is_none_of_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "modle")
    with pytest.raises(ValueError, match="TWOSOURCE_READER is 'modle'; there are rules, model, both"):
        get_name()


def test_the_rules_alone_leave_what_a_grammar_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "rules")
    joined = join_chosen("Talks in Harvan.", [Span(9, 15)], "place")
    assert [(one.span, one.reading) for one in joined] == [(Span(9, 15), 0)]


def test_another_readers_figures_are_read_from_its_card(tmp_path: Path) -> None:
    path = tmp_path / "both.json"
    path.write_text(json.dumps(CARD), encoding="utf-8")
    assert load_column(path) == Column(reader="both", values={"timex.value_f1": 0.9}, data={"timex": "abc"})


@pytest.mark.parametrize("written", ["{", "[]", '{"sets": []}'], ids=["broken", "no card", "nobody's"])
def test_what_is_no_card_is_refused(written: str, tmp_path: Path) -> None:
    path = tmp_path / "card.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ValueError, match=r"card\.json is no card"):
        load_column(path)


def test_columns_stand_in_one_order() -> None:
    beside = [Column(reader=name, values={}, data={}) for name in ("both", "rules")]
    assert order_columns("model", beside) == ["rules", "model", "both"]
    with pytest.raises(ValueError, match="beside themselves: both, both, rules"):
        order_columns("both", beside)
