"""Saying what words mean: a person's claim in the place of a reader's, in every copy of the article."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from twosource.errors import GroundingError, InputError, NoSuchRecord
from twosource.ids import ArticleId, ClaimId, IncidentId, ReportId
from twosource.model import Certainty, Claim, Evidence, Field, Report, Value, Voice, make_evidence
from twosource.review.acting import Acting, Outcome, Signed, acting, stood
from twosource.review.reading import Setting, parse_value
from twosource.store import Correction, Ledger, Member
from twosource.store.corrections import find_words
from twosource.text import Span
from twosource.values.place import Place
from twosource.wire import value_to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """What is right: a value in a person's words, None where the words say nothing on the field.

    ``certainty`` is kept as the claim has it where it is None. ``said`` are other words of the same
    article that say it, where the claim rests on the wrong ones.
    """

    words: str | None
    certainty: Certainty | None = None
    said: Span | None = None


def correct(ledger: Ledger, signed: Signed, given: str, right: Right) -> Outcome:
    """Say what the words of a claim mean, or that they say nothing; copies of the article follow.

    Raises NoSuchRecord for an id that names no current claim, and InputError for a value that its
    field does not take, or for other words that are none.
    """
    claim = find_claim(ledger, given)
    value = None if right.words is None else parse_value(right.words, _setting(ledger, claim))
    certainty = right.certainty or claim.certainty
    said = _find_said(ledger, claim, right)
    if _stands_so(ledger, claim, said, (value, certainty)):
        return Outcome(act=None, text=f"Claim {claim.id} stands so already.")
    alike = _alike(ledger, claim)
    articles = {one.evidence.article for one in alike}
    asked = {
        "claim": claim.id,
        "article": claim.evidence.article,
        "field": claim.field,
        "quote": claim.evidence.quote,
        "was": value_to_json(claim.value),
        "value": None if value is None else value_to_json(value),
        **({} if said is None else {"said": said.quote}),
        "stood": stood(_company(ledger, articles)),
    }
    with acting(ledger, signed, "correct", asked) as done:
        if said is None:
            ledger.decisions.correct(_correction(done, one, value, certainty) for one in alike)
        else:
            ledger.decisions.correct(_moved(done, alike, said, (value, certainty)))
        incidents = [incident for article in sorted(articles) for incident in _relink(done, article)]
        return Outcome(
            act=done.act,
            text=_told(_read_from(claim, said), right.words, len(articles)),
            incidents=tuple(dict.fromkeys(incidents)),
        )


def find_claim(ledger: Ledger, given: str) -> Claim:
    """Return a claim as it now stands, by its id or that of the reader's claim it stands for.

    Ids may be shortened. A claim that a person said to be misread is returned as the reader made it.
    Raises NoSuchRecord.
    """
    try:
        name, article = ledger.decisions.claim(given)
    except NoSuchRecord:
        return _find_corrected(ledger, given)
    reading, standing = ledger.reading(article), ledger.reports_of([article])
    read = None if reading is None else _named(name, reading.reports)
    if read is None:
        raise NoSuchRecord(f"claim {given!r} belongs to an earlier reading")
    return _named(name, standing) or _successor(read, standing) or read


def _successor(read: Claim, reports: Iterable[Report]) -> Claim | None:
    """Return what a person made of a reader's claim: the same words in the same voice."""

    def key(claim: Claim) -> tuple[ReportId, Field, str, str, Evidence, Voice]:
        return claim.report, claim.field, claim.scope, claim.as_said, claim.evidence, claim.voice

    told = (claim for report in reports for claim in report.claims)
    return next((claim for claim in told if key(claim) == key(read)), None)


def _find_corrected(ledger: Ledger, given: str) -> Claim:
    """Return a claim that a person made, by the beginning of its id."""
    beginning = f"c_{given.strip().lower().removeprefix('c_')}"
    reports = ledger.reports_of(ledger.decisions.corrected_articles())
    found = {
        claim.id: claim for report in reports for claim in report.claims if claim.id.startswith(beginning)
    }
    if len(beginning) < len("c_1234") or len(found) != 1:
        raise NoSuchRecord(
            f"there is no claim {given!r} in this ledger",
            hint="twosource show INCIDENT --json and twosource review show ITEM tell the ids of claims",
        )
    return next(iter(found.values()))


def _named(name: ClaimId, reports: Iterable[Report]) -> Claim | None:
    return next((claim for report in reports for claim in report.claims if claim.id == name), None)


def _setting(ledger: Ledger, claim: Claim) -> Setting:
    article = ledger.articles_by_id([claim.evidence.article])[claim.evidence.article]
    told = (one for report in ledger.reports([claim.report]) for one in report.claims)
    places = [one.value for one in told if one.field == "place" and isinstance(one.value, Place)]
    return Setting(claim=claim, published=article.published, place=places[0] if places else None)


def _stands_so(
    ledger: Ledger, claim: Claim, said: Evidence | None, right: tuple[Value | None, Certainty]
) -> bool:
    standing = ledger.reports_of([claim.evidence.article])
    current = _named(claim.id, standing)
    if said is not None:
        told = (one for report in standing for one in report.claims if _is_on(one, claim, said))
        return current is None and any((one.value, one.certainty) == right for one in told)
    if current is None or right[0] is None:
        return current is None and right[0] is None
    return (current.value, current.certainty) == right


def _is_on(claim: Claim, other: Claim, said: Evidence) -> bool:
    """Whether a claim is about the field of another and made in some words."""
    same = (claim.field, claim.scope) == (other.field, other.scope)
    return same and find_words(claim.evidence, claim.as_said).overlaps(said.span)


def _alike(ledger: Ledger, claim: Claim) -> tuple[Claim, ...]:
    """Return a claim and those of copies of its article that say the same in the same words."""
    family = ledger.decisions.family_of(claim.evidence.article)
    others = (
        one
        for report in ledger.reports_of(sorted(family - {claim.evidence.article}))
        for one in report.claims
        if _says(one) == _says(claim)
    )
    return (claim, *others)


def _says(claim: Claim) -> tuple[Field, str, Value, str, str]:
    return claim.field, claim.scope, claim.value, claim.as_said, claim.evidence.quote


def _company(ledger: Ledger, articles: Iterable[ArticleId]) -> tuple[Member, ...]:
    """Return the reports that stand in the incidents of articles."""
    members = (member for article in articles for member in ledger.members_of_article(article))
    return ledger.members_of_incidents({one.incident for one in members if one.incident is not None})


def _correction(done: Acting, claim: Claim, value: Value | None, certainty: Certainty) -> Correction:
    return Correction(
        act=done.act.id,
        by=done.act.by,
        at=done.act.at,
        report=claim.report,
        claim=claim.id,
        field=claim.field,
        value=value,
        as_said=claim.as_said,
        evidence=claim.evidence,
        voice=claim.voice,
        certainty=certainty,
        scope=claim.scope,
    )


def _moved(
    done: Acting, alike: Iterable[Claim], said: Evidence, right: tuple[Value | None, Certainty]
) -> Iterator[Correction]:
    """Say that the words of claims say nothing, and what other words say; copies without these stay as they are."""
    for claim in alike:
        there = _find_there(done.ledger, claim.evidence.article, said)
        if there is not None:
            yield _correction(done, claim, None, claim.certainty)
            yield _correction(done, _read_from(claim, there), *right)


def _find_said(ledger: Ledger, claim: Claim, right: Right) -> Evidence | None:
    """Return the other words that a person points to; None where there are none or they are the claim's own."""
    if right.said is None or right.words is None:
        return None
    article = ledger.articles_by_id([claim.evidence.article])[claim.evidence.article]
    try:
        said = make_evidence(article, right.said)
    except GroundingError:
        raise InputError(
            "these words are not in the article", hint="mark them in its text, or copy them from it"
        ) from None
    return None if said.span == find_words(claim.evidence, claim.as_said) else said


def _find_there(ledger: Ledger, article: ArticleId, said: Evidence) -> Evidence | None:
    """Return the same words in another article, nearest to where they stand; None where it lacks them."""
    if article == said.article:
        return said
    text = ledger.articles_by_id([article])[article].text
    at = nearest(text, said.quote, said.span.start)
    if at is None:
        return None
    return Evidence(article=article, span=Span(at, at + len(said.quote)), quote=said.quote)


def nearest(text: str, words: str, place: int) -> int | None:
    """Return where words stand in a text, nearest to a place; None where they do not."""
    found = (at for at in range(len(text)) if text.startswith(words, at))
    return min(found, key=lambda at: abs(at - place), default=None) if words else None


def _read_from(claim: Claim, said: Evidence | None) -> Claim:
    return claim if said is None else replace(claim, evidence=said, as_said=said.quote)


def _relink(done: Acting, article: ArticleId) -> tuple[IncidentId, ...]:
    return done.view().relink(done.ledger.articles_by_id([article])[article], anew=True)


def _told(claim: Claim, words: str | None, articles: int) -> str:
    copies = f", in {articles - 1} cop{'y' if articles == 2 else 'ies'} too" if articles > 1 else ""
    quote = " ".join(claim.evidence.quote.split())
    if words is None:
        return f"“{quote}” says nothing on {claim.field}{copies}."
    return f"“{quote}” means {claim.field}: {words}{copies}."
