"""From the ledger to a standing: what of an incident, seen through a lens, a watch asks and an alert tells."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from twosource.alerting.instructions import find_instructions
from twosource.alerting.knowing import find_known
from twosource.alerting.standing import Check, Least, Standing
from twosource.ids import ClaimId
from twosource.lens import PLAIN, Lens, Seen
from twosource.model import Article, Certainty, Claim, Fact, Responsibility, Status, Value
from twosource.store import Ledger
from twosource.store.cards import Card
from twosource.store.incidents import where_and_when
from twosource.store.past import printed_at
from twosource.tallies import PressAsked, press_counts
from twosource.text import fold
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place, format_place
from twosource.wording import show_value, show_voice

_MOST_LINKS: Final = 5
_MOST_CHECKED: Final = 300  # incidents that a count of the press may be about, as in a brief
_UNSURE: Final = frozenset({Certainty.DENIED, Certainty.POSSIBLE, Certainty.SUSPECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of an incident beside its facts: words to look for, and whether counts are checked."""

    words: Collection[str] = ()
    checks: bool = False
    lens: Lens = PLAIN


def outline_card(card: Card) -> Standing:
    """Return what a card alone tells of an incident: enough to see that a watch can't be met."""
    return Standing(
        incident=card.id,
        kind=card.kind,
        headline=card.headline,
        opened_at=card.opened_at,
        newest_at=card.changed_at,
        place=card.place,
        place_names=fold(card.place),
        country=card.country,
        lat=card.lat,
        lon=card.lon,
        radius_km=card.radius_km,
    )


def gather(ledger: Ledger, seen: Seen, opened_at: datetime, wanted: Wanted) -> Standing:
    """Return how an incident stands through a lens."""
    incident = seen.incident
    claims = {claim.id: claim for report in seen.reports for claim in report.claims}
    found = where_and_when(incident)
    facts = incident.facts
    return Standing(
        incident=incident.id,
        kind=incident.kind,
        headline=incident.headline,
        opened_at=opened_at,
        newest_at=_newest(seen),
        earliest=_instant(found["earliest"]),
        latest=_instant(found["latest"]),
        place=_place(facts),
        place_names=found["place"],
        country=found["country"],
        lat=found["lat"],
        lon=found["lon"],
        radius_km=found["radius_km"],
        killed=_least(facts, claims, "killed"),
        injured=_least(facts, claims, "injured"),
        voices=incident.voices,
        newsrooms=incident.newsrooms,
        outlets=incident.outlets,
        actors=tuple(dict.fromkeys(map(fold, _names(facts, ("perpetrator", "responsibility"))))),
        targets=tuple(dict.fromkeys(map(fold, _names(facts, ("target",))))),
        owners=tuple(dict.fromkeys(_owners(facts, claims))),
        speakers=tuple(dict.fromkeys(_speakers(claims.values()))),
        known=find_known(facts, claims, seen.articles),
        checks=tuple(_checks(ledger, seen, wanted.lens)) if wanted.checks else (),
        instructions=find_instructions(seen),
        words=tuple(one for one in wanted.words if ledger.articles_with(one, seen.articles)),
        reports=incident.reports,
        links=_links(seen.articles.values()),
    )


def _newest(seen: Seen) -> datetime:
    """Return when the last article was printed that tells of it as news; no later than it came."""
    own = {report.article for report in seen.reports if not report.recalled} or {*seen.articles}
    return max(min(printed_at(seen.articles[one]), seen.articles[one].fetched_at) for one in own)


def _instant(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _value(facts: Iterable[Fact], field: str) -> Value | None:
    return next((fact.value for fact in facts if (fact.field, fact.scope) == (field, "")), None)


def _place(facts: Iterable[Fact]) -> str:
    value = _value(facts, "place")
    return format_place(value) if isinstance(value, Place) else str(value or "")


# --- tolls ---------------------------------------------------------------------------------------


def _least(facts: Iterable[Fact], claims: Mapping[ClaimId, Claim], field: str) -> Least:
    """Return the least that is told of a toll: of all, else the most of some; what is contradicted, its lowest."""
    told = [fact for fact in facts if fact.field == field and fact.certainty not in _UNSURE]
    whole = next((fact for fact in told if not fact.scope), None)
    if whole is not None and whole.value is not None:
        return Least(low=_low(whole, claims), before=_earlier(whole))
    parts = [low for fact in told if (low := _low(fact, claims)) is not None]
    return Least(low=max(parts, default=None))


def _low(fact: Fact, claims: Mapping[ClaimId, Claim]) -> int | None:
    others = fact.against if fact.status is Status.CONTRADICTED else ()
    values = (fact.value, *(claims[one].value for one in others if one in claims))
    lows = [value.low for value in values if isinstance(value, Count)]
    return min((low or 0 for low in lows), default=None)


def _earlier(fact: Fact) -> int | None:
    lows = [value.low for _, value in fact.history if isinstance(value, Count) and value.low is not None]
    return lows[-1] if lows and fact.status is Status.UPDATED else None


# --- who -----------------------------------------------------------------------------------------


def _names(facts: Iterable[Fact], fields: tuple[str, ...]) -> Iterator[str]:
    """Yield who or what facts of some fields name; responsibility only where it is claimed."""
    for fact in facts:
        if fact.field not in fields or fact.value is None:
            continue
        value = fact.value
        if not isinstance(value, Responsibility):
            yield value.name if isinstance(value, Party | Place) else show_value(value)
        elif value.stance == "claimed" and value.by is not None:
            yield value.by.name


def _owners(facts: Iterable[Fact], claims: Mapping[ClaimId, Claim]) -> Iterator[str]:
    """Yield who claims responsibility, also where somebody denies it; who is only blamed does not."""
    for fact in facts:
        if fact.field == "responsibility":
            sides = (fact.value, *(claims[one].value for one in fact.against if one in claims))
            for value in sides:
                if isinstance(value, Responsibility) and value.stance == "claimed" and value.by is not None:
                    yield value.by.name


def _speakers(claims: Iterable[Claim]) -> Iterator[str]:
    yield from (show_voice(claim.voice) for claim in claims)


# --- the press's counts, and where to read on -----------------------------------------------------


def _checks(ledger: Ledger, seen: Seen, lens: Lens) -> Iterator[Check]:
    """Yield the counts in an incident's articles that the ledger contradicts."""
    asked = PressAsked(incident=seen.incident.id, lens=lens, most=_MOST_CHECKED)
    for one in press_counts(ledger, asked):
        if one.check.verdict == "contradicted":
            outlet = one.source.outlet or "an article"
            sentence = f'The ledger contradicts "{one.claim.as_said}" in {outlet}: {one.check.why}'
            yield Check(claim=one.claim.id, sentence=sentence)


def _links(articles: Iterable[Article]) -> tuple[str, ...]:
    """Return addresses of articles, those printed first before others."""
    ordered = sorted(articles, key=lambda one: (printed_at(one), one.id))
    return tuple(dict.fromkeys(one.url for one in ordered if one.url))[:_MOST_LINKS]
