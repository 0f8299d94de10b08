"""Correcting by other words of the article: the old words say nothing, the marked ones say it; undone whole."""

from pathlib import Path

import pytest

from tests.review_desk import (
    COPY,
    KISUMU,
    KISUMU_MORE,
    SIGNED,
    STAGES,
    every,
    failures,
    open_desk,
    read_again,
    report_of,
)  # fmt: skip
from twosource.errors import InputError
from twosource.ids import ClaimId
from twosource.review import Right, correct, undo
from twosource.store import Ledger
from twosource.text import Span
from twosource.values.count import Count

SEVERAL = Span(KISUMU_MORE.index("several"), KISUMU_MORE.index("several") + len("several"))
SHOT_DEAD = Span(KISUMU.index("shot dead"), KISUMU.index("shot dead") + len("shot dead"))


def told(ledger: Ledger, address: str) -> list[tuple[str, str]]:
    """Return the value and the words of each toll that an article's report tells."""
    claims = ledger.report(report_of(ledger, address)).claims
    return [
        (str(one.value.low), one.evidence.quote)
        for one in claims
        if one.field == "killed" and isinstance(one.value, Count)
    ]


def claim_of(ledger: Ledger, address: str) -> ClaimId:
    report = ledger.report(report_of(ledger, address))
    return next(claim.id for claim in report.claims if claim.field == "killed")


def test_other_words_take_the_place_of_those_a_claim_rests_on(tmp_path: Path) -> None:
    with open_desk(tmp_path, "times/c") as ledger:
        done = correct(ledger, SIGNED, claim_of(ledger, "times/c"), Right(words="at least 3", said=SEVERAL))

        assert told(ledger, "times/c") == [("3", "several")]
        assert done.text == "“several” means killed: at least 3."
        assert failures(ledger) == []


def test_undone_the_claim_rests_on_its_own_words_again(tmp_path: Path) -> None:
    with open_desk(tmp_path, "times/c") as ledger:
        before = every(ledger)
        act = correct(ledger, SIGNED, claim_of(ledger, "times/c"), Right(words="3", said=SEVERAL)).act
        assert act is not None
        undo(ledger, SIGNED, act.id)

        assert every(ledger) == before


def test_asked_twice_it_is_written_once(tmp_path: Path) -> None:
    with open_desk(tmp_path, "times/c") as ledger:
        claim, right = claim_of(ledger, "times/c"), Right(words="3", said=SEVERAL)
        correct(ledger, SIGNED, claim, right)

        assert correct(ledger, SIGNED, claim, right).act is None


def test_copies_follow_and_a_later_reading_keeps_it(tmp_path: Path) -> None:
    with open_desk(tmp_path, "courier/a", COPY) as ledger:
        correct(ledger, SIGNED, claim_of(ledger, "courier/a"), Right(words="6", said=SHOT_DEAD))

        assert told(ledger, "courier/a") == told(ledger, COPY) == [("6", "shot dead")]
        read_again(ledger, STAGES)
        assert told(ledger, "courier/a") == told(ledger, COPY) == [("6", "shot dead")]


@pytest.mark.parametrize("span", [Span(5, 5), Span(0, 9_999)], ids=["no words", "past the end"])
def test_words_that_are_not_in_the_article_are_refused(span: Span, tmp_path: Path) -> None:
    with open_desk(tmp_path, "times/c") as ledger:
        claim = claim_of(ledger, "times/c")
        with pytest.raises(InputError, match="not in the article"):
            correct(ledger, SIGNED, claim, Right(words="3", said=span))
        assert ledger.decisions.acts() == ()
