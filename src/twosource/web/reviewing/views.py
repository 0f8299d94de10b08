"""What the item page shows: two reports side by side with their texts, or all that is said of a fact."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from twosource.ids import ArticleId, ClaimId, IncidentId
from twosource.model import Article, Claim, Judgement, Report
from twosource.review import Item
from twosource.review.comparing import Compared, Row, Stand, compare_reports, find_sayings
from twosource.store import Ledger
from twosource.store.corrections import find_words
from twosource.web.reviewing.passages import Mark, Paragraph, mark_text
from twosource.wording import field_name

_QUIET: Final = frozenset({"quote", "tally", "first since", "background"})  # long: marked without a colour

_SAYINGS: Final = 20  # claims shown for a fact, and as many against it
_TEXTS: Final = 8  # whole texts shown beside them


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article with its words marked, and the letter it goes by on the page."""

    letter: str
    article: Article
    paragraphs: tuple[Paragraph, ...]
    incident: IncidentId | None = None
    report: Report | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two reports side by side: texts A and B, what both tell field by field, what was judged."""

    texts: tuple[Text, Text]
    rows: tuple[Row, ...]
    judgement: Judgement | None
    counted: Mapping[Stand, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A claim on a contradicted fact, its article, and the paragraph its words stand in."""

    claim: Claim
    article: Article
    paragraph: Paragraph | None
    is_against: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """What is said on a contradicted fact, in order of publication, and the texts that say it.

    ``more`` are sayings for it and against it that are not shown.
    """

    support: tuple[Saying, ...]
    against: tuple[Saying, ...]
    texts: tuple[Text, ...]
    more: tuple[int, int] = (0, 0)


def view_pair(ledger: Ledger, item: Item) -> PairView:
    """Lay the two reports of an item side by side; raises NoSuchRecord, ValueError for an item that is no pair."""
    if item.reports is None:
        raise ValueError(item.id)
    pair = compare_reports(ledger, *item.reports)
    members = ledger.members(item.reports)
    texts = tuple(
        Text(
            letter=letter,
            article=side.article,
            report=side.report,
            incident=members[side.report.id].incident if side.report.id in members else None,
            paragraphs=mark_text(side.article.text, _pair_marks(pair, side.report)),
        )
        for letter, side in (("A", pair.left), ("B", pair.right))
    )
    return PairView(
        texts=(texts[0], texts[1]), rows=pair.rows, judgement=pair.judgement, counted=_count(pair.rows)
    )


def _count(rows: Sequence[Row]) -> Mapping[Stand, int]:
    return {stand: sum(row.stand is stand for row in rows) for stand in Stand}


def _pair_marks(pair: Compared, report: Report) -> list[Mark]:
    stands = {claim.id: row.stand for row in pair.rows for claim in (*row.left, *row.right)}
    return [mark_claim(claim, stands[claim.id].value) for claim in report.claims]


def mark_claim(claim: Claim, sense: str) -> Mark:
    """Return the mark of a claim's words."""
    return Mark(
        span=find_words(claim.evidence, claim.as_said),
        claim=claim.id,
        label=field_name(claim.field, claim.scope),
        sense="told" if claim.field in _QUIET and sense != "meant" else sense,
    )


def view_fact(ledger: Ledger, item: Item) -> FactView:
    """Return all that is said on the fact of an item; raises ValueError for an item without one."""
    said = find_sayings(ledger, item)
    support = [_saying(claim, article, is_against=False) for claim, article in _in_order(said.support)]
    against = [_saying(claim, article, is_against=True) for claim, article in _in_order(said.against)]
    return FactView(
        support=tuple(support),
        against=tuple(against),
        texts=_texts([*support, *against]),
        more=(len(said.support) - len(support), len(said.against) - len(against)),
    )


def _in_order(said: Iterable[tuple[Claim, Article]]) -> list[tuple[Claim, Article]]:
    """Return what was said first, and no more than a person looks through."""
    return sorted(said, key=lambda one: (one[1].published or one[1].fetched_at, one[0].id))[:_SAYINGS]


def _saying(claim: Claim, article: Article, *, is_against: bool) -> Saying:
    mark = mark_claim(claim, "clashes" if is_against else "shared")
    around = (one for one in mark_text(article.text, [mark]) if one.is_marked)
    return Saying(claim=claim, article=article, paragraph=next(around, None), is_against=is_against)


def _texts(sayings: Sequence[Saying]) -> tuple[Text, ...]:
    """Return each article that says something on the fact once, with all its words on it marked."""
    marks: dict[ArticleId, dict[ClaimId, Mark]] = {}
    articles = {one.article.id: one.article for one in sayings}
    for one in sayings:
        sense = "clashes" if one.is_against else "shared"
        marks.setdefault(one.article.id, {})[one.claim.id] = mark_claim(one.claim, sense)
    return tuple(
        Text(letter="", article=article, paragraphs=mark_text(article.text, list(marks[article.id].values())))
        for article in list(articles.values())[:_TEXTS]
    )


def view_article(article: Article, meant: Claim | None, others: Iterable[Claim] = ()) -> Text:
    """Return an article with the words of one claim marked as those that are meant, and others quietly."""
    marks = [mark_claim(claim, "told") for claim in others if meant is None or claim.id != meant.id]
    if meant is not None:
        marks.append(mark_claim(meant, "meant"))
    return Text(letter="", article=article, paragraphs=mark_text(article.text, marks))
