"""What each outlet, newsroom and voice tells of an incident: how late, how much, and what became of its word.

Made of an incident's reports when it is written down, and kept a row each; the sums over all incidents
are kept by the ledger's triggers. Weighs nobody: these are counts, and people rate (``ratings``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import datetime
from typing import Final, Literal, get_args

from sqlalchemy import Text, bindparam, delete, select

from twosource.ids import ArticleId, ClaimId
from twosource.model import Article, Claim, Copy, Fact, Field, Incident, Report, Status
from twosource.reconcile.independence import is_named, spell_plainly
from twosource.reconcile.sources import Sources
from twosource.store import records
from twosource.store.database import Database
from twosource.store.dialect import Number, insert, listed_numbers, listed_rows
from twosource.store.schema import sources, tellings

SourceKind = Literal["outlet", "newsroom", "voice"]
SOURCE_KINDS: Final[tuple[SourceKind, ...]] = get_args(SourceKind)

#: What is said once, and what the press counts, is nothing that another source could say otherwise.
_APART: Final[frozenset[Field]] = frozenset({"quote", "tally", "first since", "background", "motive"})

_ASKED: Final = listed_rows("named", kind=Text(), called=Text())
_NAMED: Final = select(sources.c.id, sources.c.kind, sources.c.name).join_from(
    _ASKED, sources, (sources.c.kind == _ASKED.c.kind) & (sources.c.name == _ASKED.c.called)
)
_KEEP_SOURCE: Final = insert(sources).on_conflict_do_nothing()
_OF: Final = select(tellings).where(tellings.c.incident == bindparam("incident"))
_DROP: Final = delete(tellings).where(
    tellings.c.incident == bindparam("known"), tellings.c.source.in_(listed_numbers())
)
_COLUMNS: Final = ("first_at", "delay_s", "reports", "claims", "checkable", "contradicted", "updated")
_TOLD: Final = listed_rows("rows", **dict.fromkeys(("source", *_COLUMNS), Number))
_KEEP: Final = insert(tellings).from_select(
    ("incident", *_TOLD.c.keys()), select(bindparam("incident", type_=Text), *_TOLD.c)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An incident as it was just made, and what it was made of."""

    incident: Incident
    reports: Sequence[Report]
    articles: Mapping[ArticleId, Article]
    copies: Mapping[ArticleId, Copy]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one source tells of one incident.

    ``first_at`` are seconds since 1970. ``delay_s`` is None where no other of its kind tells, or hours are
    not known. ``checkable`` counts the facts that it and an independent other speak on.
    """

    first_at: int | None
    delay_s: int | None
    reports: int
    claims: int
    checkable: int
    contradicted: int
    updated: int


#: A source: its kind and its name as a key.
Key = tuple[SourceKind, str]


def keep_tellings(database: Database, told: Told) -> None:
    """Keep what sources tell of an incident, in the place of what they told before."""
    made = derive_tellings(told)
    numbers = _number_sources(database, label_sources(told), made)
    wanted = {numbers[key]: astuple(one) for key, one in made.items()}
    known = {row.source: tuple(row)[2:] for row in database.rows(_OF, {"incident": told.incident.id})}
    gone = [each for each, was in known.items() if wanted.get(each) != was]
    if gone:
        database.run(_DROP, {"known": told.incident.id, "ids": records.to_json(gone)})
    new = [[each, *one] for each, one in wanted.items() if known.get(each) != one]
    if new:
        database.run(_KEEP, {"incident": told.incident.id, "rows": records.to_json(new)})


def _number_sources(database: Database, labels: Mapping[Key, str], wanted: Collection[Key]) -> dict[Key, int]:
    """Return the numbers of sources; new ones are given one."""
    listed = {"named": records.to_json(list(wanted))}
    known = {(row.kind, row.name): row.id for row in database.rows(_NAMED, listed)}
    missing = [key for key in wanted if key not in known]
    if missing:
        rows = [{"kind": key[0], "name": key[1], "label": labels[key]} for key in missing]
        database.run(_KEEP_SOURCE, rows)
        known = {(row.kind, row.name): row.id for row in database.rows(_NAMED, listed)}
    return known


# --- who tells ----------------------------------------------------------------------------------------


def keys_of(claim: Claim, article: Article) -> Iterator[Key]:
    """Yield the sources of a claim: who printed it, who wrote it, and who says it where that has a name."""
    yield from keys_of_article(article)
    if claim.voice.kind != "newsroom" and is_named(claim):
        yield "voice", name_voice(claim)


def keys_of_article(article: Article) -> Iterator[Key]:
    """Yield who printed an article and who wrote it, where that is known."""
    if article.outlet:
        yield "outlet", article.outlet
    if article.newsroom:
        yield "newsroom", article.newsroom


def name_voice(claim: Claim) -> str:
    """Return the key of a voice: its body, else its name, folded and in one spelling of states."""
    return spell_plainly(label_voice(claim)).removeprefix("the ").strip()


def label_voice(claim: Claim) -> str:
    """Return the name of a voice as it was told."""
    return " ".join((claim.voice.body or claim.voice.name or "").split())


def label_sources(told: Told) -> dict[Key, str]:
    """Return how each source is named in print."""
    labels: dict[Key, str] = {}
    for claim, article in _claims(told):
        for key in keys_of(claim, article):
            labels.setdefault(key, label_voice(claim) if key[0] == "voice" else key[1])
    for report in told.reports:
        labels.update({key: key[1] for key in keys_of_article(told.articles[report.article])})
    return labels


def _claims(told: Told) -> Iterator[tuple[Claim, Article]]:
    for report in told.reports:
        for claim in report.claims:
            yield claim, told.articles[claim.evidence.article]


# --- what it tells ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sum:
    """What is added up for one source."""

    reports: set[str] = field(default_factory=set)
    claims: int = 0
    printed_at: list[datetime] = field(default_factory=list)
    timed_at: list[datetime] = field(default_factory=list)
    outcomes: list[tuple[bool, bool]] = field(default_factory=list)


def derive_tellings(told: Told) -> dict[Key, Telling]:
    """Return what each source tells of an incident; a source is there once, whatever the order of reports."""
    sums = _add_up(told)
    for fact in told.incident.facts:
        if fact.field not in _APART:
            for key, outcome in _outcomes(fact, told):
                sums[key].outcomes.append(outcome)
    first = {kind: _first_of(kind, sums) for kind in SOURCE_KINDS}
    return {key: _finish(one, first[key[0]]) for key, one in sums.items()}


def _add_up(told: Told) -> dict[Key, _Sum]:
    sums: dict[Key, _Sum] = defaultdict(_Sum)
    for report in told.reports:
        article = told.articles[report.article]
        keys = [key for claim in report.claims for key in keys_of(claim, article)]
        for key in keys:
            sums[key].claims += 1
        for key in {*keys, *keys_of_article(article)}:
            _add_report(sums[key], report, article)
    return sums


def _add_report(one: _Sum, report: Report, article: Article) -> None:
    one.reports.add(report.id)
    if article.published is None:
        return
    one.printed_at.append(article.published)
    if article.published_precision == "minute" and not report.recalled:  # who looks back is not late
        one.timed_at.append(article.published)


def _first_of(kind: SourceKind, sums: Mapping[Key, _Sum]) -> datetime | None:
    """Return when the first of a kind told, if two and more did whose hours are known."""
    timed = [min(one.timed_at) for key, one in sums.items() if key[0] == kind and one.timed_at]
    return min(timed) if len(timed) > 1 else None


def _finish(one: _Sum, first: datetime | None) -> Telling:
    own = min(one.timed_at, default=None)
    return Telling(
        first_at=int(min(one.printed_at).timestamp()) if one.printed_at else None,
        delay_s=None if first is None or own is None else int((own - first).total_seconds()),
        reports=len(one.reports),
        claims=one.claims,
        checkable=len(one.outcomes),
        contradicted=sum(contradicted for contradicted, _ in one.outcomes),
        updated=sum(updated for _, updated in one.outcomes),
    )


# --- what became of its word ----------------------------------------------------------------------------

_Side = Literal["support", "against", "outdated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """One source's word on a fact: on which side, when, and of which independent origin."""

    key: Key
    origin: str
    side: _Side
    at: float


def _outcomes(fact: Fact, told: Told) -> Iterator[tuple[Key, tuple[bool, bool]]]:
    """Yield of each source whom somebody independent joins whether it was contradicted, and overtaken."""
    words = tuple(_words(fact, told))
    by_key: dict[Key, list[_Word]] = defaultdict(list)
    for word in words:
        by_key[word.key].append(word)
    latest = {kind: _latest(word for word in words if word.key[0] == kind) for kind in SOURCE_KINDS}
    for key, own in by_key.items():
        origins = {word.origin for word in own}
        others = {side: _latest_other(ranked, origins) for side, ranked in latest[key[0]].items()}
        if any(at is not None for at in others.values()):
            yield key, (_is_contradicted(fact, own, others), _is_overtaken(own, others))


def _words(fact: Fact, told: Told) -> Iterator[_Word]:
    """Yield every word on a fact, once for each of its sources; the undated stand first, as if never later."""
    sides = _sides(fact, told)
    origins = Sources(articles=told.articles, copies=told.copies)
    for claim, article in _claims(told):
        side = sides.get(claim.id)
        if side is None:
            continue
        printed = article.updated or article.published
        at = float("-inf") if printed is None else printed.timestamp()
        for key in keys_of(claim, article):
            origin = key[1] if key[0] == "voice" else origins.get_newsroom(article.id)
            yield _Word(key=key, origin=origin, side=side, at=at)


def _sides(fact: Fact, told: Told) -> dict[ClaimId, _Side]:
    """Return on which side of a fact each claim stands; what was replaced is known by its value alone."""
    sides: dict[ClaimId, _Side] = dict.fromkeys(fact.support, "support")
    sides.update(dict.fromkeys(fact.against, "against"))
    if fact.history:
        past = {value for _, value in fact.history}
        for claim, _ in _claims(told):
            if (claim.field, claim.scope) == (fact.field, fact.scope) and claim.value in past:
                sides.setdefault(claim.id, "outdated")
    return sides


def _latest(words: Iterable[_Word]) -> dict[_Side, list[tuple[float, str]]]:
    """Return of each side when each origin last spoke, the latest first."""
    found: dict[_Side, dict[str, float]] = defaultdict(dict)
    for word in words:
        found[word.side][word.origin] = max(word.at, found[word.side].get(word.origin, word.at))
    return {side: sorted(((at, origin) for origin, at in spoke.items()), reverse=True)
            for side, spoke in found.items()}  # fmt: skip


def _latest_other(ranked: Sequence[tuple[float, str]], own: Collection[str]) -> float | None:
    return next((at for at, origin in ranked if origin not in own), None)


def _is_contradicted(fact: Fact, own: Sequence[_Word], others: Mapping[_Side, float | None]) -> bool:
    """Whether somebody independent later stood on the other side of a contradiction."""
    if fact.status is not Status.CONTRADICTED:
        return False
    opposite: dict[_Side, _Side] = {"support": "against", "against": "support"}
    for side, other in opposite.items():
        said = min((word.at for word in own if word.side == side), default=None)
        at = others.get(other)
        if said is not None and at is not None and at > said:
            return True
    return False


def _is_overtaken(own: Sequence[_Word], others: Mapping[_Side, float | None]) -> bool:
    """Whether somebody independent later told what has replaced its word."""
    said = min((word.at for word in own if word.side == "outdated"), default=None)
    at = others.get("support")
    return said is not None and at is not None and at > said
