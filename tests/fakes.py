"""Fakes of the ports: each behaves like the real one, from memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from twosource.errors import FetchError, TwosourceError
from twosource.ids import PageId
from twosource.model import Page
from twosource.read.handing import Handing
from twosource.read.proposals import KINDS, Proposals, Proposed, ProposedHanding, Telling
from twosource.text import Span

NOON = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)


@dataclass(kw_only=True)
class FakeClock:
    """Stands still until told otherwise."""

    instant: datetime = NOON

    def now(self) -> datetime:
        return self.instant


@dataclass(kw_only=True)
class FakeFetcher:
    """Answers from a table of addresses; an error in the table is raised."""

    answers: Mapping[str, bytes | TwosourceError] = field(default_factory=dict)
    media_type: str = "text/html; charset=utf-8"
    asked: list[str] = field(default_factory=list)

    def fetch(self, url: str) -> Page:
        self.asked.append(url)
        answer = self.answers.get(url, FetchError("the server answered 404"))
        if isinstance(answer, TwosourceError):
            raise answer
        return Page(
            id=PageId(sha256(answer).hexdigest()),
            address=url,
            media_type=self.media_type,
            content=answer,
            fetched_at=NOON,
        )


@dataclass(kw_only=True)
class FakeProposer:
    """Proposes stretches by their words: each phrase of a label, where it first stands.

    A sentence with any of them tells of the main incident, which is of ``kind``; all of it is
    asserted, and ``handings`` are proposed as they are given.
    """

    marks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    handings: Sequence[Handing] = ()
    kind: str = "attack"
    score: float = 0.95
    version: str = "model/1-fa4e00"
    asked: list[str] = field(default_factory=list)

    def propose(self, text: str, sentences: Sequence[Span]) -> Proposals:
        self.asked.append(text)
        spans = sorted(self._find(text), key=lambda one: one.span)
        kinds = {name: self.score if name == self.kind and spans else 0.0 for name in KINDS}
        return Proposals(
            version=self.version,
            incident=self.score if spans else 0.0,
            kinds=kinds,
            tellings=tuple(self._tell(sentence, spans, kinds) for sentence in sentences),
            spans=tuple(spans),
            handings=tuple(ProposedHanding(handing=one, score=self.score) for one in self.handings),
        )

    def _find(self, text: str) -> Iterator[Proposed]:
        for label, phrases in self.marks.items():
            for phrase in phrases:
                start = text.find(phrase)
                if start >= 0:
                    span = Span(start, start + len(phrase))
                    yield Proposed(label=label, span=span, score=self.score)

    def _tell(self, sentence: Span, spans: Sequence[Proposed], kinds: Mapping[str, float]) -> Telling:
        tells = any(one.span.start in sentence for one in spans)
        about = {"main": self.score, "other": 0.0, "background": 1 - self.score}
        nothing = {"main": 0.0, "other": 0.0, "background": 1.0}
        return Telling(about=about if tells else nothing, kinds=kinds if tells else dict.fromkeys(kinds, 0.0))
