"""What the chosen reader reads from one text: cleaned and read as ``twosource read`` does, in plain dicts.

Spans point into the text as it was given, whatever cleaning took out of it, so that they can stand
beside marks that people made in that text. Looks at no answers and has no opinion on them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import accumulate
from typing import Any

from eval.readers import get_chosen
from twosource.clean import clean
from twosource.ids import PageId
from twosource.model import Article, Claim, Draft, Reading, Report
from twosource.text import Span
from twosource.wire.values import value_to_json

#: When every text is taken to have been fetched: figures must not hang on the day they are made.
FETCHED_AT = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One text with what its set says of it as a feed would; None where it does not."""

    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None


def read_given(given: Given) -> tuple[Article, Reading] | None:
    """Clean and read one text; None where cleaning finds no article in it."""
    draft = Draft(
        page=PageId(sha256(given.text.encode("utf-8", "surrogatepass")).hexdigest()),
        address="eval",
        body=given.text,
        body_type="text",
        url=given.url,
        title=given.title,
        published=given.published,
        outlet=given.outlet,
        fetched_at=FETCHED_AT,
    )
    article = clean(draft)
    if not isinstance(article, Article):
        return None
    return article, get_chosen().reader.read(article, made_at=FETCHED_AT)


def read_plainly(given: Given) -> dict[str, Any]:
    """Return what is read from one text as ``{"published": ISO or None, "reports": [...]}``.

    A report is ``{kind, main, recalled, spans, claims}``, a claim as :func:`plain_claim` says.
    """
    read = read_given(given)
    if read is None:
        return {"published": None, "reports": []}
    article, reading = read
    places = Places(kept=article.text, printed=given.text)
    return {
        "published": article.published.isoformat() if article.published else None,
        "reports": [_plain_report(report, places) for report in reading.reports],
    }


def plain_claim(claim: Claim, places: "Places") -> dict[str, Any]:
    """Return ``{field, value, as_said, start, end, quote: [start, end], certainty, voice, scope}``.

    ``start`` and ``end`` bound the words as said, ``quote`` the words that make the claim.
    """
    quote = claim.evidence.span
    at = claim.evidence.quote.find(claim.as_said)
    said = Span(quote.start + at, quote.start + at + len(claim.as_said)) if at >= 0 else quote
    start, end = places.printed_at(said)
    return {
        "field": claim.field,
        "value": value_to_json(claim.value),
        "as_said": claim.as_said,
        "start": start,
        "end": end,
        "quote": list(places.printed_at(quote)),
        "certainty": str(claim.certainty),
        "voice": {"name": claim.voice.name, "kind": claim.voice.kind, "body": claim.voice.body},
        "scope": claim.scope,
    }


def _plain_report(report: Report, places: "Places") -> dict[str, Any]:
    return {
        "kind": report.kind,
        "main": report.main,
        "recalled": report.recalled,
        "spans": [list(places.printed_at(span)) for span in report.spans],
        "claims": [plain_claim(claim, places) for claim in report.claims],
    }


class Places:
    """Where the characters of a kept text stand in the text that it was made from.

    Cleaning drops paragraphs and changes blanks; the other characters stay, in their order.
    """

    def __init__(self, *, kept: str, printed: str) -> None:
        """Find each paragraph of the kept text in the printed one, after the one before it."""
        self._kept = kept
        self._places = [place for place, letter in enumerate(printed) if not letter.isspace()]
        self._squeezed = "".join(printed[place] for place in self._places)
        self._ends = [0, *accumulate(0 if letter.isspace() else 1 for letter in kept)]
        self._moves = list(self._find())

    def _find(self) -> Iterator[tuple[int, int]]:
        """Yield, by paragraph, its first squeezed character in the kept text and in the printed one."""
        kept_at, printed_at = 0, 0
        for paragraph in self._kept.split("\n\n"):
            squeezed = "".join(paragraph.split())
            found = self._squeezed.find(squeezed, printed_at)
            found = found if found >= 0 else self._squeezed.find(squeezed)
            if found >= 0 and squeezed:
                yield kept_at, found
                printed_at = found + len(squeezed)
            kept_at += len(squeezed)

    def printed_at(self, span: Span) -> tuple[int, int]:
        """Return where the words of a span of the kept text start and end as printed; (0, 0) of none."""
        first, last = self._ends[span.start], self._ends[span.end] - 1
        ends = [self._place(number) for number in (first, last)]
        if last < first or None in ends:
            return 0, 0
        start, end = (place for place in ends if place is not None)
        return start, end + 1

    def _place(self, number: int) -> int | None:
        starts = [move for move in self._moves if move[0] <= number]
        if not starts:
            return None
        kept_at, printed_at = starts[-1]
        at = number - kept_at + printed_at
        return self._places[at] if at < len(self._places) else None
