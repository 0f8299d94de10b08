"""Invented articles that share their texts, as cleaning leaves them, and what ``twosource add`` makes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from tests.builders import NOW, make_article, make_reading
from tests.fakes import FakeClock
from tests.ledgers import open_ledger
from tests.simple_stages import SimpleStages, inputs
from tests.test_orders import LONG
from twosource.archive.datasets import CLEANED, Table
from twosource.archive.records import article_to_json
from twosource.copies import find_copy, sketch
from twosource.ids import ArticleId, PageId
from twosource.model import Article, Copy, Draft, Page
from twosource.pipeline import Inputs, Pipe, add

SHORT = "Four people were shot dead in Kisumu on Wednesday, police said."
WORDS = LONG.split()
OUTLETS = ("Lakeside Courier", "Harbour Herald", "Hill Post")


def clean(articles: Sequence[Article]) -> Table:
    """Return articles as rows of CLEANED, which arrive in this order."""
    return CLEANED.table(
        [
            {
                "id": article.id,
                "arrival": at,
                "body": article_to_json(article),
                "sketch": list(sketch(article.text)),
            }
            for at, article in enumerate(articles)
        ]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a ledger holds in the end."""

    articles: Mapping[ArticleId, Article]
    copies: Mapping[ArticleId, Copy]


def keep(articles: Sequence[Article]) -> Kept:
    """Add articles to a ledger, each on a page of its own, in this order."""
    pages = {f"page/{at}": article for at, article in enumerate(articles)}
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.db") as ledger:
        list(add(ledger, _pipe(pages), inputs(*pages)))
        kept = {article.id: replace(article, page=None) for article in ledger.articles()}
        return Kept(articles=kept, copies=dict(ledger.copies(list(kept))))


def _pipe(pages: Mapping[str, Article]) -> Pipe:
    """Return a pipe that finds articles by address, and nothing in them."""

    def draft(page: Page) -> Draft:
        return Draft(page=page.id, address=page.address, body="", body_type="text", fetched_at=NOW)

    simple = SimpleStages(texts={}).pipe()
    stages = replace(
        simple.stages,
        pages=lambda given, _: map(_page, _addresses(given)),
        split=lambda page, _: iter([draft(page)]),
        clean=lambda found: replace(pages[found.address], page=found.page),
        find_copy=find_copy,
        sketch=sketch,
        read=lambda article, _: make_reading(article),
    )
    return Pipe(clock=FakeClock(instant=NOW), stages=stages)


def _addresses(given: Inputs) -> Sequence[str]:
    return given.given


def _page(address: str) -> Page:
    content = address.encode()
    name = PageId(sha256(content).hexdigest())
    return Page(id=name, address=address, media_type="text/plain", content=content, fetched_at=NOW)


def version(changes: int, *, cut: bool = False, lead: str = "") -> str:
    """Return a long text in which some words are others, of which half may be cut off, after another lead."""
    told = [f"{word}-{changes}" if at % 29 < changes else word for at, word in enumerate(WORDS)]
    return f"{lead}{' '.join(told[: len(told) // 2] if cut else told)}"


texts = st.builds(
    version, st.integers(0, 8), cut=st.booleans(), lead=st.sampled_from(["", f"{SHORT} "])
) | st.sampled_from([SHORT, SHORT.replace("Four", "Five")])
instants = st.builds(
    lambda day, minute: datetime(2024, 5, day, 9, minute, tzinfo=UTC), st.integers(1, 4), st.integers(0, 2)
)


@st.composite
def prints(draw: st.DrawFn) -> Article:
    """Draw an article: few outlets, few texts and few instants, so that many are alike, and many are of one age."""
    published = draw(st.none() | instants)
    return make_article(
        draw(texts),
        outlet=draw(st.sampled_from([*OUTLETS, None])),
        newsroom=draw(st.sampled_from([*OUTLETS, None])),
        url=draw(st.sampled_from([None, "https://wire.example/kisumu", "https://wire.example/mill"])),
        published=published,
        published_precision=draw(st.sampled_from(["minute", "day"])) if published else "minute",
        updated=draw(st.none() | instants),
        fetched_at=NOW + timedelta(hours=draw(st.integers(0, 3))),
    )


#: As many as ``add`` compares all of: with more, it looks at those that share most.
presses = st.lists(prints(), min_size=2, max_size=14)
#: More than are all compared; no article twice, for of two prints of one the first to come stands.
crowds = st.lists(prints(), min_size=2, max_size=60, unique_by=lambda article: article.id)
