"""A pipe with simple stages: texts from memory, a reader that knows a few words.

Each text is one page; each of its lines tells of one incident, the first one mainly::

    Four people were shot dead in Kisumu on 2024-05-01, police said.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from tests.builders import NOW, POLICE, make_article, make_claim, make_count, make_place, make_when
from tests.fakes import FakeClock, FakeFetcher
from twosource.ids import PageId, report_id
from twosource.model import (
    Article,
    Claim,
    Copy,
    CopyRelation,
    Draft,
    Dropped,
    Issue,
    Page,
    Reading,
    Report,
    Voice,
)
from twosource.pipeline import Inputs, Pipe, Stages
from twosource.ports import Clock
from twosource.store import Intake
from twosource.text import Span, paragraphs

NUMBERS = {"One": 1, "Two": 2, "Three": 3, "Four": 4, "Five": 5}
TOWNS = {
    "Kisumu": make_place(),
    "Mombasa": make_place("Mombasa", lat=-4.05, lon=39.66),
    "Garissa": make_place("Garissa", lat=-0.45, lon=39.64),
}
KINDS = {"shot": "shooting", "bomb": "bombing", "burnt": "arson"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(kw_only=True)
class SimpleStages:
    """Texts by address, and what the stages are told to do otherwise."""

    texts: Mapping[str, str]
    origin: str = "rules/test"
    published: Mapping[str, datetime] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    cut: str = ""
    voice: Voice = POLICE
    unread: tuple[str, ...] = ()  # fields of which the reader says nothing
    more: Mapping[str, int] = field(default_factory=dict)  # words of number it takes for another
    done: list[tuple[str, str]] = field(default_factory=list)

    def pipe(self) -> Pipe:
        stages = Stages(
            pages=self.pages,
            split=self.split,
            clean=self.clean,
            sketch=lambda text: tuple(sorted({len(word) + ord(word[0]) for word in text.split()})),
            find_copy=find_copy,
            read=self.read,
            prepare=lambda article: self.done.append(("prepared", article.text)),
        )
        return Pipe(clock=FakeClock(instant=NOW), stages=stages)

    def pages(self, inputs: Inputs, clock: Clock) -> Iterator[Page | Issue]:
        for address in inputs.given:
            if address not in self.texts:
                yield Issue(address=address, message="there is no such file")
                continue
            content = f"{self.texts[address]}".encode()
            name = PageId(sha256(content).hexdigest())
            yield Page(
                id=name, address=address, media_type="text/plain", content=content, fetched_at=clock.now()
            )

    def split(self, page: Page, intake: Intake) -> Iterator[Draft | Issue]:
        for at, text in enumerate(page.content.decode().split("\n---\n")):
            if text == "broken":
                yield Issue(address=f"{page.address}:{at}", message="is broken")
                continue
            yield Draft(
                page=page.id,
                address=f"{page.address}:{at}" if at else page.address,
                body=text,
                body_type="text",
                outlet=intake.outlet or page.address.partition("/")[0],
                published=intake.published,
                fetched_at=page.fetched_at,
            )

    def clean(self, draft: Draft) -> Article | Dropped:
        if not draft.body or draft.body in self.dropped:
            return Dropped(what="article", reason="too-short", text=draft.body, address=draft.address)
        text = draft.body.removesuffix(self.cut)
        printed = draft.published and datetime.fromisoformat(draft.published).replace(tzinfo=UTC)
        return make_article(
            text,
            outlet=draft.outlet,
            address=draft.address,
            page=draft.page,
            published=printed or self.published.get(draft.address),
            fetched_at=draft.fetched_at,
        )

    def read(self, article: Article, made_at: datetime) -> Reading:
        self.done.append(("read", article.text))
        reports = tuple(self._reports(article, made_at))
        return Reading(article=article.id, reports=reports, origin=self.origin)

    def _reports(self, article: Article, made_at: datetime) -> Iterator[Report]:
        for at, line in enumerate(paragraphs(article.text)):
            words = line.of(article.text)
            kind = next((kind for cue, kind in KINDS.items() if cue in words), None)
            if kind is not None:
                name = report_id(article.id, line.start)
                yield Report(
                    id=name,
                    article=article.id,
                    kind=kind,
                    main=at == 0,
                    recalled=words.startswith("Earlier"),
                    spans=(Span(line.start, line.end),),
                    claims=tuple(
                        make_claim(
                            article,
                            claim.field,
                            claim.value,
                            claim.as_said,
                            report=name,
                            origin=self.origin,
                            made_at=made_at,
                            voice=self.voice,
                        )
                        for claim in _claims(article, words, {**NUMBERS, **self.more})
                        if claim.field not in self.unread
                    ),
                )


def _claims(article: Article, words: str, numbers: Mapping[str, int]) -> Iterator[Claim]:
    number = next((word for word in numbers if word in words), None)
    if number is not None:
        yield make_claim(article, "killed", make_count(numbers[number], said=number), number)
    for town, place in TOWNS.items():
        if town in words:
            yield make_claim(article, "place", place, town)
    day = _DAY.search(words)
    if day is not None:
        first = datetime.fromisoformat(day.group()).replace(tzinfo=UTC)
        last = first + timedelta(hours=23, minutes=59, seconds=59)
        when = make_when(first, last, precision="day", as_said=day.group())
        yield make_claim(article, "when", when, day.group())


def find_copy(article: Article, candidates: Sequence[Article]) -> Copy | None:
    for other in candidates:
        if other.text == article.text:
            return Copy(
                article=article.id,
                original=other.id,
                relation=CopyRelation.EXACT,
                overlap=1.0,
                why="Both have the same words.",
            )
    return None


def inputs(*given: str, outlet: str | None = None, published: str | None = None) -> Inputs:
    return Inputs(given=given, fetcher=FakeFetcher(), outlet=outlet, published=published)
