"""Valid and invalid samples told apart."""

from typing import Any

import pytest
from eval.scorers.told_apart import Sample, Verdict, find_verdict, make_figures


def figures(*samples: Sample) -> dict[str, float | None]:
    return {figure.name: figure.value for figure in make_figures("x", samples)}


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        pytest.param({"crash": "", "issues": []}, "accepted", id="nothing said"),
        pytest.param(
            {"crash": "", "issues": ["is an item of class picture, which holds no article"]},
            "accepted",
            id="no article in it",
        ),
        pytest.param({"crash": "", "issues": ["is broken XML"]}, "refused", id="broken"),
        pytest.param({"crash": "KeyError: 'a'", "issues": []}, "crashed", id="crash"),
        pytest.param(None, "crashed", id="no outcome"),
    ],
)
def test_verdict_follows_what_was_said(outcome: dict[str, Any] | None, verdict: Verdict) -> None:
    assert find_verdict(outcome) == verdict


def test_both_kinds_weigh_the_same() -> None:
    valid = [Sample(valid=True, verdict="accepted", got={"title": True})] * 3
    missed = Sample(valid=True, verdict="refused", got={"title": False})
    invalid = [
        Sample(valid=False, verdict="refused", got={}),
        Sample(valid=False, verdict="accepted", got={}),
    ]
    assert figures(*valid, missed, *invalid) == {
        "x.told_apart": (3 / 4 + 1 / 2) / 2,
        "x.valid_accepted": 3 / 4,
        "x.invalid_refused": 1 / 2,
        "x.read_share": 1.0,
        "x.title": 3 / 4,
    }


def test_accepting_everything_is_worth_one_half() -> None:
    everything = [Sample(valid=valid, verdict="accepted", got={}) for valid in (True, True, False)]
    assert figures(*everything)["x.told_apart"] == 0.5


def test_a_crash_is_neither_accepted_nor_refused() -> None:
    crashed = [Sample(valid=valid, verdict="crashed", got={}) for valid in (True, False)]
    assert figures(*crashed)["x.told_apart"] == 0.0
    assert figures(*crashed)["x.read_share"] == 0.0


def test_what_is_no_sample_is_only_read() -> None:
    assert figures(Sample(valid=None, verdict="accepted", got={})) == {
        "x.told_apart": None,
        "x.valid_accepted": None,
        "x.invalid_refused": None,
        "x.read_share": 1.0,
    }
