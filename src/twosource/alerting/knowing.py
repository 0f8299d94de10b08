"""Facts as an alert tells them: the value in words, how it stands, from whom, and the words themselves."""

from collections.abc import Iterator, Mapping
from typing import Final

from twosource.ids import ArticleId, ClaimId
from twosource.model import Article, Certainty, Claim, Fact, Status
from twosource.watches import Known, Quoted
from twosource.wording import show_value, show_voice

#: What an alert tells, the gravest first; long words and what the press counts are left to the brief.
FIELDS: Final = (
    "killed", "injured", "casualties", "captured", "place", "impact place", "time", "when", "target", "weapon",
    "munitions", "salvos", "perpetrator", "responsibility", "damage", "warning", "kind",
)  # fmt: skip
_MOST_QUOTES: Final = 4
_DOUBTS: Final = {
    Certainty.SUSPECTED: "suspected",
    Certainty.POSSIBLE: "possible",
    Certainty.DENIED: "denied",
}


def find_known(
    facts: tuple[Fact, ...], claims: Mapping[ClaimId, Claim], articles: Mapping[ArticleId, Article]
) -> tuple[Known, ...]:
    """Return what is known, contradictions first; what nobody tells is left out.

    The day is told only where no exact time is known, or where it is contradicted.
    """
    told = [fact for fact in facts if fact.field in FIELDS and fact.value is not None]
    is_timed = any(fact.field == "time" for fact in told)
    shown = [fact for fact in told if not (is_timed and _is_agreed_day(fact))]
    ordered = sorted(shown, key=lambda fact: (fact.status is not Status.CONTRADICTED, *_rank(fact)))
    return tuple(_know(fact, claims, articles) for fact in ordered)


def _is_agreed_day(fact: Fact) -> bool:
    return fact.field == "when" and fact.status is not Status.CONTRADICTED


def _rank(fact: Fact) -> tuple[int, str]:
    return FIELDS.index(fact.field), fact.scope


def quote_claim(claim: Claim, article: Article) -> Quoted:
    """Return a claim's words with who says them, and where they stand."""
    return Quoted(
        words=claim.evidence.quote,
        article=article.id,
        start=claim.evidence.span.start,
        end=claim.evidence.span.end,
        voice=show_voice(claim.voice),
        voice_kind=claim.voice.kind,
        outlet=article.outlet,
        url=article.url,
    )


def _know(fact: Fact, claims: Mapping[ClaimId, Claim], articles: Mapping[ArticleId, Article]) -> Known:
    return Known(
        field=fact.field,
        scope=fact.scope,
        value=_words(fact, claims),
        status=fact.status,
        certainty=fact.certainty,
        voices=fact.voices,
        newsrooms=fact.newsrooms,
        confirmed=fact.confirmed,
        quotes=tuple(_quotes(fact, claims, articles)),
    )


def say_known(known: Known) -> str:
    """Write what is known with its doubt, where nobody is sure: "separatist militants (suspected)"."""
    doubt = (
        "" if known.field == "responsibility" or known.certainty is None else _DOUBTS.get(known.certainty, "")
    )
    return f"{known.value} ({doubt})" if doubt else known.value


def _words(fact: Fact, claims: Mapping[ClaimId, Claim]) -> str:
    """Write a value, and every side of it where it is contradicted."""
    sides = [show_value(fact.value)]
    if fact.status is Status.CONTRADICTED:
        sides += [show_value(claims[one].value) for one in fact.against if one in claims]
    return " or ".join(dict.fromkeys(sides))


def _quotes(
    fact: Fact, claims: Mapping[ClaimId, Claim], articles: Mapping[ArticleId, Article]
) -> Iterator[Quoted]:
    """Yield one quote of each voice, those of a contradiction's other side among the first."""
    sides = (fact.support, fact.against)
    queues = [_by_voice([claims[one] for one in side if one in claims]) for side in sides]
    most = _MOST_QUOTES if fact.status is not Status.CONTRADICTED else _MOST_QUOTES // 2
    for queue in queues:
        for claim in queue[:most]:
            if claim.evidence.article in articles:
                yield quote_claim(claim, articles[claim.evidence.article])


def _by_voice(claims: list[Claim]) -> list[Claim]:
    return list({show_voice(claim.voice): claim for claim in reversed(claims)}.values())[::-1]
