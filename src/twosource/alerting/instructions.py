"""What a source told people to do to be safe, in its own words and with its voice: never advice of ours.

Only sentences that tell of the incident as news are read; what is told to troops or reporters, was
lifted, or is what people did, is none (``knowledge/instructions.toml`` has the grammar).
"""

from collections.abc import Iterator
from typing import Final

from twosource.alerting.knowing import quote_claim
from twosource.knowledge.instructions import load_instructions
from twosource.lens import Seen
from twosource.model import Article, Claim, Report
from twosource.store.past import printed_at
from twosource.text import Span, lower, plain
from twosource.watches import Quoted

_MOST: Final = 6
_LONG: Final = 240  # characters of a sentence that are quoted whole


def find_instructions(seen: Seen) -> tuple[Quoted, ...]:
    """Return the instructions in an incident's articles, those printed last first, each wording once."""
    found: dict[str, Quoted] = {}
    for report in sorted(seen.reports, key=lambda one: _order(seen, one)):
        article = seen.articles[report.article]
        if not report.recalled:
            for span in find_spans(article, report):
                quoted = _quote(article, span, report.claims)
                found.setdefault(" ".join(quoted.words.casefold().split()), quoted)
    return tuple(found.values())[:_MOST]


def find_spans(article: Article, report: Report) -> Iterator[Span]:
    """Yield the words of a report's sentences that tell people what to do, in their order."""
    low = lower(plain(article.text))
    for sentence in report.spans:
        span = find_instruction(low[sentence.start : sentence.end])
        if span is not None:
            yield span.shift(sentence.start)


def find_instruction(sentence: str) -> Span | None:
    """Return the words of one plain lower-case sentence that tell people what to do; None where none do."""
    known = load_instructions()
    hits = [match for pattern in known.told if (match := pattern.search(sentence)) is not None]
    if not hits or known.undone.search(sentence):
        return None
    return _whole(sentence) if len(sentence) <= _LONG else _from(sentence, min(one.start() for one in hits))


def _order(seen: Seen, report: Report) -> tuple[float, str]:
    return -printed_at(seen.articles[report.article]).timestamp(), report.id


def _whole(sentence: str) -> Span:
    return Span(0, len(sentence))


def _from(sentence: str, start: int) -> Span:
    """Return the words from a place on, to the end or to where a reader can stop."""
    start += len(sentence[start:]) - len(sentence[start:].lstrip(" \"'(:"))
    end = min(len(sentence), start + _LONG)
    if end < len(sentence):
        end = sentence.rfind(" ", start, end)
    return Span(start, end)


def _quote(article: Article, span: Span, claims: tuple[Claim, ...]) -> Quoted:
    """Return words with who says them: the voice of what was read from the same sentence, else the newsroom."""
    told = [claim for claim in claims if claim.evidence.span.overlaps(span)]
    best = min(
        told, key=lambda one: (one.field != "warning", one.voice.kind == "newsroom", one.id), default=None
    )
    words = span.of(article.text)
    if best is None:
        who = article.newsroom or article.outlet
        return Quoted(
            words=words, article=article.id, start=span.start, end=span.end,
            voice=f"{who} itself" if who else None, voice_kind="newsroom", outlet=article.outlet, url=article.url,
        )  # fmt: skip
    quoted = quote_claim(best, article)
    return Quoted(
        words=words, article=article.id, start=span.start, end=span.end, voice=quoted.voice,
        voice_kind=quoted.voice_kind, outlet=quoted.outlet, url=quoted.url,
    )  # fmt: skip
