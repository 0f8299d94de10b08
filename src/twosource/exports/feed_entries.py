"""Incidents as entries of feeds: what a list shows of each, in a few plain paragraphs.

How feeds are written stands in ``wire/feed_*.py``.
"""

from typing import Final

from twosource.knowledge.kinds import load_kinds
from twosource.store.cards import Card
from twosource.wire.alert_words import clean_words, count_of
from twosource.wire.feeds import Entry, name_for

_MOST_TITLE: Final = 300  # characters


def incident_entry(card: Card, address: str) -> Entry:
    """Return an incident as an entry that links to an absolute address."""
    kind = load_kinds().get(card.kind)
    point = (card.lat, card.lon) if card.lat is not None and card.lon is not None else None
    return Entry(
        name=name_for("incident", card.id),
        title=clean_words(card.headline, _MOST_TITLE) or "Incident",
        address=address,
        published=card.opened_at,
        updated=max(card.changed_at, card.opened_at),
        paragraphs=tuple(_paragraphs(card)),
        categories=(kind.label if kind is not None else card.kind,),
        point=point,
    )


def _paragraphs(card: Card) -> list[str]:
    where_when = " · ".join(part for part in (card.when, card.place) if part)
    tolls = [
        f"{name}: {toll.words}" for name, toll in (("Killed", card.killed), ("Injured", card.injured)) if toll
    ]
    counts = (
        count_of(card.voices, "voice"), count_of(card.newsrooms, "newsroom"), count_of(card.outlets, "outlet")
    )  # fmt: skip
    told = [f"Told by {', '.join(counts)}; {count_of(card.confirmed, 'fact')} confirmed."]
    if card.contradicted:
        told.append(f"Contradicted: {', '.join(card.contradicted)}.")
    return [clean_words(words, 1000) for words in (where_when, "; ".join(tolls), " ".join(told)) if words]
