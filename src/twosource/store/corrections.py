"""What words of an article say according to a person, and how that is laid over what a reader found.

Corrections are keyed by the article, the field and the words, so that they hold whatever a reader
makes of the words later. :func:`apply_corrections` is pure; the rest reads and writes rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select

from twosource.ids import ActId, ArticleId, ClaimId, ReportId, claim_id
from twosource.model import Article, Certainty, Claim, Evidence, Field, Report, Value, Voice
from twosource.store import records
from twosource.store.damage import stored
from twosource.store.database import Database
from twosource.store.dialect import insert, listed
from twosource.store.schema import acts, claims, copies, corrections, undone
from twosource.text import Span
from twosource.wire.values import value_from_json, value_to_json

_LISTED: Final = listed()
_SAVE: Final = insert(corrections)
_ALL: Final = (
    select(corrections, acts.c.by, acts.c.at)
    .join(acts, acts.c.id == corrections.c.act)
    .where(corrections.c.article.in_(_LISTED))
    .order_by(corrections.c.seq)
)
_COUNTING: Final = _ALL.where(corrections.c.act.not_in(select(undone.c.act)))
_OF_ACT: Final = (
    select(corrections, acts.c.by, acts.c.at)
    .join(acts, acts.c.id == corrections.c.act)
    .where(corrections.c.act == bindparam("act"))
    .order_by(corrections.c.seq)
)
_ARTICLES: Final = select(corrections.c.article).distinct()
_ORIGINAL: Final = select(copies.c.original).where(copies.c.article == bindparam("id"))
_COPIES: Final = select(copies.c.article).where(copies.c.original == bindparam("id"))
_ARTICLE_OF_CLAIM: Final = select(claims.c.article).where(claims.c.id == bindparam("id")).limit(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One value of one field, as a person reads the words; None where they say nothing on it.

    ``report`` and ``claim`` are those of the reading at the time; later ones may bear other ids.
    """

    act: ActId
    by: str
    at: datetime
    report: ReportId
    claim: ClaimId
    field: Field
    value: Value | None
    as_said: str
    evidence: Evidence
    voice: Voice
    certainty: Certainty
    scope: str = ""

    @property
    def article(self) -> ArticleId:
        """Return the article whose words are corrected."""
        return self.evidence.article

    @property
    def words(self) -> Span:
        """Return where the words of the value stand in the article's text."""
        return find_words(self.evidence, self.as_said)


def find_words(evidence: Evidence, as_said: str) -> Span:
    """Return where the words of a value stand; all of the quote where it does not hold them."""
    at = evidence.quote.find(as_said)
    if at < 0 or not as_said:
        return evidence.span
    start = evidence.span.start + at
    return Span(start, start + len(as_said))


# --- rows -----------------------------------------------------------------------------------------


def save_corrections(database: Database, made: Iterable[Correction]) -> None:
    """Keep corrections; earlier ones of the same words stay beside them."""
    database.run(_SAVE, [_columns(correction) for correction in made])


def corrections_of(
    database: Database, ids: Iterable[ArticleId], *, ever: bool = False
) -> tuple[Correction, ...]:
    """Return the corrections of articles' words that count, or all there ever were, oldest first."""
    rows = database.rows(_ALL if ever else _COUNTING, {"ids": records.to_json(list(ids))})
    return tuple(map(read_correction, rows))


def corrections_of_act(database: Database, act: ActId) -> tuple[Correction, ...]:
    """Return the corrections an act is made of, whether it counts or not."""
    return tuple(map(read_correction, database.rows(_OF_ACT, {"act": act})))


def corrected_articles(database: Database) -> frozenset[ArticleId]:
    """Return the articles of which anything was ever corrected."""
    return frozenset(ArticleId(row.article) for row in database.rows(_ARTICLES))


def article_of_claim(database: Database, claim: ClaimId) -> ArticleId:
    """Return the article that a reader's claim quotes; the claim must be one the ledger holds."""
    row = database.row(_ARTICLE_OF_CLAIM, {"id": claim})
    assert row is not None, "its id was just found"
    return ArticleId(row.article)


def load_family(database: Database, article: ArticleId) -> frozenset[ArticleId]:
    """Return an article with the original it is a copy of and all copies of that."""
    row = database.row(_ORIGINAL, {"id": article})
    original = article if row is None else ArticleId(row.original)
    others = (ArticleId(row.article) for row in database.rows(_COPIES, {"id": original}))
    return frozenset((article, original, *others))


def carry_corrections(
    database: Database, before: ArticleId, article: Article, *, ever: bool = True
) -> tuple[Correction, ...]:
    """Let what was corrected in one article hold for another that has the same words; return these."""
    held = {(*_key(one), one.act) for one in corrections_of(database, [article.id], ever=True)}
    moved = (_quoted_in(article, one) for one in corrections_of(database, [before], ever=ever))
    fresh = [one for one in moved if one is not None and (*_key(one), one.act) not in held]
    save_corrections(database, fresh)
    return tuple(fresh)


def _quoted_in(article: Article, correction: Correction) -> Correction | None:
    """Return a correction of the same words where another text has them, nearest to where they stood."""
    quote, start = correction.evidence.quote, correction.evidence.span.start
    found = [at for at in range(len(article.text)) if article.text.startswith(quote, at)]
    if not found:
        return None
    at = min(found, key=lambda place: abs(place - start))
    evidence = Evidence(article=article.id, span=Span(at, at + len(quote)), quote=quote)
    return replace(correction, evidence=evidence)


def _columns(one: Correction) -> dict[str, Any]:
    return {
        "act": one.act,
        "article": one.article,
        "report": one.report,
        "claim": one.claim,
        "field": one.field,
        "start": one.evidence.span.start,
        "end": one.evidence.span.end,
        "quote": one.evidence.quote,
        "as_said": one.as_said,
        "value": None if one.value is None else records.to_json(value_to_json(one.value)),
        "voice": one.voice.name,
        "voice_kind": one.voice.kind,
        "voice_body": one.voice.body,
        "certainty": one.certainty.value,
        "scope": one.scope,
    }


@stored("correction", "seq")
def read_correction(row: Any) -> Correction:
    """Return the correction of a row of ``corrections``, joined with its act's name and time."""
    evidence = Evidence(article=ArticleId(row.article), span=Span(row.start, row.end), quote=row.quote)
    return Correction(
        act=ActId(row.act),
        by=row.by,
        at=datetime.fromisoformat(row.at),
        report=ReportId(row.report),
        claim=ClaimId(row.claim),
        field=row.field,
        value=None if row.value is None else value_from_json(records.from_json(row.value)),
        as_said=row.as_said,
        evidence=evidence,
        voice=Voice(name=row.voice, kind=row.voice_kind, body=row.voice_body),
        certainty=Certainty(row.certainty),
        scope=row.scope,
    )


# --- laying them over what was read --------------------------------------------------------------


def apply_corrections(reports: Sequence[Report], made: Iterable[Correction]) -> tuple[Report, ...]:
    """Return an article's reports as people read them; of corrections of the same words the last counts.

    Where a reader found something in the words, that is replaced, in every report. Where it found
    nothing, the person's claim is added to the report that tells of the words.
    """
    latest: dict[object, Correction] = {}
    for one in made:
        latest.pop(_key(one), None)
        latest[_key(one)] = one
    for correction in latest.values():
        reports = _apply(tuple(reports), correction)
    return tuple(reports)


def correct_claim(claim: Claim, correction: Correction) -> Claim | None:
    """Return the person's claim in the place of a reader's; None where the words say nothing.

    It quotes the same words in the same voice, and has an id of its own.
    """
    if correction.value is None:
        return None
    right = replace(
        claim,
        value=correction.value,
        certainty=correction.certainty,
        origin=f"person/{correction.by}",
        made_at=correction.at,
    )
    return replace(right, id=_name(right))


def _name(claim: Claim) -> ClaimId:
    value, span = records.to_json(value_to_json(claim.value)), claim.evidence.span
    who = f"{claim.origin}/{claim.voice.name or ''}"
    return claim_id(claim.report, claim.field, value, span.start, span.end, who)


def _key(one: Correction) -> tuple[ArticleId, str, Span, str]:
    return one.article, one.field, one.words, one.scope


def _apply(reports: tuple[Report, ...], correction: Correction) -> tuple[Report, ...]:
    meant = find_meant(reports, correction)
    if meant:
        return tuple(_replace(report, meant, correction) for report in reports)
    if correction.value is None:
        return reports
    home = _find_home(reports, correction)
    added = () if home is None else (_claim(home, correction, correction.value),)
    return tuple(
        replace(report, claims=(*report.claims, *added)) if report.id == home else report
        for report in reports
    )


def find_meant(reports: Iterable[Report], correction: Correction) -> frozenset[ClaimId]:
    """Return the claims that a correction is about: exactly its words, else words that overlap them."""
    near = [
        claim
        for report in reports
        for claim in report.claims
        if claim.field == correction.field
        and claim.evidence.article == correction.article
        and _overlap(find_words(claim.evidence, claim.as_said), correction.words)
    ]
    exact = [
        claim
        for claim in near
        if claim.scope == correction.scope and find_words(claim.evidence, claim.as_said) == correction.words
    ]
    alike = [claim for claim in near if claim.scope == correction.scope]
    return frozenset(claim.id for claim in exact or alike or near)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _replace(report: Report, meant: frozenset[ClaimId], correction: Correction) -> Report:
    if not any(claim.id in meant for claim in report.claims):
        return report
    read = (correct_claim(claim, correction) if claim.id in meant else claim for claim in report.claims)
    claims = tuple({claim.id: claim for claim in read if claim is not None}.values())
    is_kind = correction.field == "kind" and isinstance(correction.value, str)
    return replace(report, claims=claims, kind=str(correction.value) if is_kind else report.kind)


def _find_home(reports: Sequence[Report], correction: Correction) -> ReportId | None:
    """Return the report that a claim nobody read now belongs to: its own, else one of those sentences."""
    span = correction.evidence.span
    about = (
        [report for report in reports if report.id == correction.report]
        or [report for report in reports if any(_overlap(part, span) for part in report.spans)]
        or [report for report in reports if report.main]
    )
    return about[0].id if about else None


def _claim(report: ReportId, correction: Correction, value: Value) -> Claim:
    """Return a person's claim where no reader made one."""
    added = Claim(
        id=correction.claim,
        report=report,
        field=correction.field,
        value=value,
        as_said=correction.as_said,
        evidence=correction.evidence,
        voice=correction.voice,
        certainty=correction.certainty,
        origin=f"person/{correction.by}",
        made_at=correction.at,
        scope=correction.scope,
    )
    return replace(added, id=_name(added))


def by_article(made: Iterable[Correction]) -> Mapping[ArticleId, tuple[Correction, ...]]:
    """Return corrections by article, oldest first."""
    found: dict[ArticleId, list[Correction]] = defaultdict(list)
    for one in made:
        found[one.article].append(one)
    return {article: tuple(several) for article, several in found.items()}
