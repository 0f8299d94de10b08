"""Add up people told of one by one, where nobody gives a figure for them.

"A man was shot in the arm. A woman was hit in the leg." makes two injured at least, though no voice
says "two". People of two articles are never added: they may be the same.
"""

from collections.abc import Iterable, Mapping

from twosource.model import Claim, Fact, Field, Status
from twosource.reconcile.independence import count_standing
from twosource.reconcile.sentences import count_words, name_speaker
from twosource.reconcile.settling import count_texts, in_order
from twosource.reconcile.sources import Sources
from twosource.values.count import Count
from twosource.values.count_scopes import is_one

Told = Mapping[tuple[Field, str], list[Claim]]

_FIELDS: tuple[Field, ...] = ("killed", "injured", "casualties", "captured")


def count_singles(facts: Iterable[Fact], told: Told, sources: Sources) -> tuple[Fact, ...]:
    """Return the facts with a total for each field whose people are told of one by one.

    Where somebody gives a total, that stands.
    """
    made = list(facts)
    for field in _FIELDS:
        if (field, "") in told:
            continue
        fullest = _find_fullest(
            [claims for (known, scope), claims in told.items() if known == field and is_one(scope)], sources
        )
        if not fullest:
            continue
        made.insert(_place(made, field), _make_total(field, fullest, sources))
    return tuple(made)


def _place(facts: list[Fact], field: Field) -> int:
    """Return where a total belongs: before the parts of its field, else at the end of what is before it."""
    return next((at for at, fact in enumerate(facts) if fact.field == field), len(facts))


def _find_fullest(people: list[list[Claim]], sources: Sources) -> list[Claim]:
    """Return one claim for each person of the article that tells of most people; () for fewer than two."""
    by_article: dict[str, list[Claim]] = {}
    for claims in people:
        for claim in {
            claim.evidence.article: claim for claim in reversed(in_order(claims, sources))
        }.values():
            by_article.setdefault(claim.evidence.article, []).append(claim)
    fullest = max(
        by_article.values(), key=lambda claims: (len(claims), min(claim.id for claim in claims)), default=[]
    )
    return in_order(fullest, sources) if len(fullest) > 1 else []


def _make_total(field: Field, claims: list[Claim], sources: Sources) -> Fact:
    standing = count_standing(claims, sources)
    return Fact(
        field=field,
        value=_count(claims),
        status=Status.SINGLE_SOURCE if count_texts(claims, sources) < 2 else Status.COMPATIBLE,
        support=tuple(claim.id for claim in claims),
        against=(),
        voices=standing.voices,
        newsrooms=standing.newsrooms,
        outlets=standing.outlets,
        rule="one_by_one",
        why=f"{_tell(claims, sources)}: {count_words(standing)}.",
        certainty=claims[0].certainty,
    )


def _count(claims: list[Claim]) -> Count:
    return Count(
        low=len(claims),
        high=None,
        as_said="; ".join(claim.as_said for claim in claims),
        number=len(claims),
    )


def _tell(claims: list[Claim], sources: Sources) -> str:
    return (
        f"Nobody gives a figure; {name_speaker(claims[0], sources)} tells of {len(claims)} people one by one"
    )
