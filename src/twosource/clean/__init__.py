"""Cleaning: one draft in, one article out, or the reason why there is none.

Finds text, title, outlet, newsroom, times and language, and says of each where it was found. Every
paragraph that is left out is kept as dropped with its reason. Pure: no clock, disk or network.

The kept text is made of the printed paragraphs, joined by an empty line; only line ends and blanks
at the ends of a paragraph are normalised. Pages and plain text end in the same form.
"""

from collections.abc import Mapping
from types import MappingProxyType

from twosource.clean.language import find_language
from twosource.clean.newsroom import Signed, find_writer
from twosource.clean.opening import Opened, open_page, open_text
from twosource.clean.outlet import choose_outlet
from twosource.clean.paragraphs import BETWEEN
from twosource.clean.sightings import Sighting, seen
from twosource.clean.stamps import find_stamps
from twosource.clean.tidy import Piece, tidy
from twosource.clean.times import choose_times
from twosource.clean.title import choose_title
from twosource.ids import article_id, digest
from twosource.knowledge.clutter import load_clutter
from twosource.knowledge.press import find_country, host_of
from twosource.model import Article, Draft, Dropped

__all__ = ["CLEANER", "DROP_REASONS", "clean"]

CLEANER = "clean/1"
_FEWEST_WORDS = 5
_DIGEST_HEX = 32
_SAMPLE = 2_000  # characters of a page without an article that are kept beside the reason

#: Why something was left out, by the reason's name: one sentence each, shown to users.
DROP_REASONS: Mapping[str, str] = MappingProxyType(
    {name: clutter.sentence for name, clutter in load_clutter().items()}
)


def clean(draft: Draft) -> Article | Dropped:
    """Make an article of a draft; Dropped where fewer than five words are left and no title was given.

    A time without a zone stands in UTC and ``found`` says ("published zone", "unknown"). The text of
    an item that is a headline alone is its headline. Text beyond 200,000 characters is dropped.
    """
    opened = open_page(draft) if draft.body_type == "html" else open_text(draft)
    url = draft.url or next((s.words for s in seen(opened.sightings, "url") if host_of(s.words)), None)
    outlet, outlet_found = choose_outlet(url, seen(opened.sightings, "outlet"), draft.outlet, _notes(opened))
    host = host_of(url) if url else None
    title, title_found = choose_title(draft.title, seen(opened.sightings, "title"), outlet, host)
    pieces = tidy(
        opened.paragraphs, title, outlet or "", [s.words for s in seen(opened.sightings, "caption")]
    )
    text = _keep(pieces, title if draft.title else "")
    if not text:
        return Dropped(
            what="article", reason="no-article-text", text=draft.body[:_SAMPLE], address=draft.address
        )
    country = find_country(outlet, host)
    sightings = (*opened.sightings, *_stamps(pieces, opened.lines))
    times = choose_times(sightings, country, draft.fetched_at.date(), url or "")
    newsroom, newsroom_found = _find_newsroom(pieces, opened, outlet)
    language, language_found = _find_language(text, opened, draft)
    return Article(
        id=article_id(outlet or "", url or draft.address, title, text),
        address=draft.address,
        url=url,
        outlet=outlet,
        newsroom=newsroom,
        title=title,
        published=times.published,
        updated=times.updated,
        fetched_at=draft.fetched_at,
        language=language,
        text=text,
        digest=digest(text, size=_DIGEST_HEX),
        cleaner=CLEANER,
        page=draft.page,
        published_precision=times.precision,
        found=(
            ("title", title_found),
            ("outlet", outlet_found),
            ("newsroom", newsroom_found),
            ("language", language_found),
            *times.notes,
            *((("text", draft.text_from),) if draft.text_from else ()),
        ),
        dropped=(*opened.dropped, *_drops(pieces, draft.address)),
    )


def _notes(opened: Opened) -> list[str]:
    """Return the short paragraphs at the foot, where notes of staff and feeds stand."""
    return [p.text for p in opened.paragraphs[-8:] if len(p.text) <= 500]


def _keep(pieces: tuple[Piece, ...], headline: str) -> str:
    """Join what stays; a headline that a feed gave stands in where next to nothing does."""
    kept = [piece.paragraph for piece in pieces if piece.reason is None]
    enough = sum(paragraph.count for paragraph in kept) >= _FEWEST_WORDS
    parts = [paragraph.text for paragraph in kept]
    if enough:
        return BETWEEN.join(parts)
    return BETWEEN.join((headline, *parts)) if headline else ""


def _drops(pieces: tuple[Piece, ...], address: str) -> tuple[Dropped, ...]:
    return tuple(
        Dropped(what="paragraph", reason=piece.reason, text=piece.paragraph.text, address=address)
        for piece in pieces
        if piece.reason is not None
    )


def _lines(pieces: tuple[Piece, ...], reason: str) -> list[str]:
    return [piece.paragraph.text for piece in pieces if piece.reason == reason]


def _stamps(pieces: tuple[Piece, ...], lines: tuple[str, ...]) -> tuple[Sighting, ...]:
    """Return the times printed on stamp lines and on lines that markup calls dates.

    A time without a label is the publication's.
    """
    printed = [(line, "printed stamp") for line in _lines(pieces, "stamp-line")]
    marked = [(line, "line of the page") for line in lines]
    return tuple(
        Sighting(about=stamp.role or "published", words=stamp.words, where=where)
        for line, where in (*printed, *marked)
        for stamp in find_stamps(line)
    )


def _find_newsroom(pieces: tuple[Piece, ...], opened: Opened, outlet: str | None) -> tuple[str | None, str]:
    notes = _lines(pieces, "syndication-note")
    captions = {*_lines(pieces, "image-credit")}
    signed = Signed(
        body=[piece.paragraph.text for piece in pieces if piece.reason is None],
        margin=[p.paragraph.text for p in pieces if p.reason and p.paragraph.text not in captions]
        + [*opened.lines],
        stamps=[*_lines(pieces, "stamp-line"), *opened.lines],
    )
    from_feed = any("feed" in note.lower() for note in notes)
    return find_writer(signed, seen(opened.sightings, "byline"), outlet, from_feed=from_feed)


def _find_language(text: str, opened: Opened, draft: Draft) -> tuple[str | None, str]:
    declared = next((s.words for s in seen(opened.sightings, "language")), draft.language)
    return find_language(text, declared)
