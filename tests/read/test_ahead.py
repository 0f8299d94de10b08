"""A proposer that begins before it is asked: the same proposals, errors where they are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event

import pytest

from tests.builders import make_article
from tests.fakes import FakeProposer
from tests.read.scenes import LEAD, MADE_AT
from twosource.read.ahead import MOST_BEGUN, AheadProposer
from twosource.read.proposals import Proposals
from twosource.read.readers import load_reader
from twosource.text import Span

ALL = [Span(0, 4)]


@dataclass(kw_only=True)
class Waiting(FakeProposer):
    """Proposes nothing until it is let go."""

    go: Event

    def propose(self, text: str, sentences: Sequence[Span]) -> Proposals:
        assert self.go.wait(timeout=10)
        return FakeProposer.propose(self, text, sentences)


class Failing(FakeProposer):
    def propose(self, text: str, sentences: Sequence[Span]) -> Proposals:
        raise ZeroDivisionError(text, sentences)


def test_what_was_begun_is_asked_for_once() -> None:
    proposer = FakeProposer(marks={"weapon": ["mine"]})
    ahead = AheadProposer(proposer)
    ahead.begin("mine", ALL)
    ahead.begin("mine", ALL)

    assert ahead.propose("mine", ALL) == FakeProposer(marks={"weapon": ["mine"]}).propose("mine", ALL)
    assert proposer.asked == ["mine"]
    assert ahead.version == proposer.version


def test_what_was_not_begun_is_proposed_all_the_same() -> None:
    proposer = FakeProposer()
    AheadProposer(proposer).propose("mine", ALL)

    assert proposer.asked == ["mine"]


def test_beginning_waits_for_nothing() -> None:
    proposer = Waiting(go=Event())
    ahead = AheadProposer(proposer)
    ahead.begin("mine", ALL)
    assert proposer.asked == []
    proposer.go.set()
    ahead.propose("mine", ALL)

    assert proposer.asked == ["mine"]


def test_what_is_never_asked_for_is_forgotten() -> None:
    proposer = Waiting(go=Event())
    ahead = AheadProposer(proposer)
    texts = [f"text {number}" for number in range(MOST_BEGUN + 3)]
    for text in texts:
        ahead.begin(text, ALL)
    proposer.go.set()
    for text in texts[-MOST_BEGUN:]:
        ahead.propose(text, ALL)

    assert proposer.asked[-MOST_BEGUN:] == texts[-MOST_BEGUN:]
    assert set(proposer.asked) <= {texts[0], *texts[-MOST_BEGUN:]}


def test_an_error_is_raised_where_the_proposals_are_asked_for() -> None:
    ahead = AheadProposer(Failing())
    ahead.begin("mine", ALL)

    with pytest.raises(ZeroDivisionError):
        ahead.propose("mine", ALL)


def test_an_article_that_was_prepared_is_read_the_same() -> None:
    article = make_article(LEAD, title="Attack near Kisumu")
    proposer = FakeProposer()
    prepared, plain = (load_reader("both", load_proposer=lambda: proposer) for _ in range(2))
    prepared.prepare(article)

    assert prepared.read(article, made_at=MADE_AT) == plain.read(article, made_at=MADE_AT)
    assert proposer.asked == [article.text] * 2
