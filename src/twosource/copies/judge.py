"""Whether two articles are one text, which came first, and why, for people to read.

Decides between two articles only. The decision does not depend on which of the two is asked about.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from twosource.copies.shingles import share_of_shorter, shingle
from twosource.model import Article, Copy, CopyRelation

# All swept on labelled and read pairs: docs/decisions/0003-copies.md.
NEAR = 0.65  # share of the shorter text's own words, in two outlets
NEAR_AT_HOME = 0.90  # in one outlet, whose stories share background and forms
SYNDICATED = 0.50  # in two outlets that print one agency
UPDATED = 0.30  # at one path, which may hold another text the next day
FEWEST_GRAMS = 40  # below this only equal words make a copy: notices and forms are alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How much of the shorter text the other holds: of all its words, and of those it does not quote."""

    same_words: bool
    whole: float
    own: float
    grams: int


def measure(left: Article, right: Article) -> Overlap:
    """Compare the words of two articles; order does not matter."""
    a, b = shingle(left.text), shingle(right.text)
    own, grams = share_of_shorter(a.unquoted, b.unquoted), min(len(a.unquoted), len(b.unquoted))
    whole = share_of_shorter(a.grams, b.grams)
    return Overlap(same_words=a.words == b.words, whole=whole, own=own, grams=grams)


def _same_outlet(left: Article, right: Article) -> bool:
    return left.outlet is not None and left.outlet == right.outlet


def _same_address(left: Article, right: Article) -> bool:
    if left.url is not None and right.url is not None:
        return left.url == right.url
    return left.url is None and right.url is None and left.address == right.address


def _is_rewritten(left: Article, right: Article, overlap: Overlap) -> bool:
    """Whether two articles are versions of one page: alike, or dated alike, for a page may change its story."""
    if left.outlet != right.outlet or not _same_address(left, right):
        return False
    return overlap.whole >= UPDATED or (left.url is not None and _is_dated_alike(left, right))


def _is_dated_alike(left: Article, right: Article) -> bool:
    exact = left.published_precision == right.published_precision == "minute"
    return exact and left.published is not None and left.published == right.published


def find_relation(left: Article, right: Article, overlap: Overlap) -> CopyRelation | None:
    """Say how two texts belong together, or None where each stands for itself."""
    if overlap.same_words:
        return CopyRelation.EXACT
    if _is_rewritten(left, right, overlap):
        return CopyRelation.UPDATED
    if overlap.grams < FEWEST_GRAMS:
        return None
    if _same_outlet(left, right):
        return CopyRelation.NEAR if overlap.own >= NEAR_AT_HOME else None
    one_newsroom = left.newsroom is not None and left.newsroom == right.newsroom
    if one_newsroom and overlap.own >= SYNDICATED:
        return CopyRelation.SYNDICATED
    return CopyRelation.NEAR if overlap.own >= NEAR else None


def age(article: Article) -> tuple[bool, datetime, bool, datetime, datetime, str]:
    """Sort key, original first: published, the agency's own outlet, changed last, fetched, id.

    A day without a clock counts as its end, for no more is known than that it was printed by then.
    """
    printed = article.published or article.fetched_at
    if article.published is not None and article.published_precision == "day":
        printed += timedelta(days=1)
    at_home = article.outlet is not None and article.newsroom == article.outlet
    changed = max(article.updated or printed, printed)
    return (article.published is None, printed, not at_home, changed, article.fetched_at, article.id)


def _why(relation: CopyRelation, copy: Article, original: Article, overlap: Overlap) -> str:
    here, there = copy.outlet or "One article", original.outlet or "another"
    share = f"{overlap.own if relation is CopyRelation.NEAR else overlap.whole:.0%}"
    if relation is CopyRelation.EXACT:
        return f"{here} prints the same words as {there}."
    if relation is CopyRelation.UPDATED:
        return f"{here} changed its text at the same address; {share} of the shorter version stands in the other."
    if relation is CopyRelation.SYNDICATED:
        return (
            f"{here} and {there} both print {copy.newsroom}; {share} of the shorter text stands in the other."
        )
    return f"{share} of the shorter text, quotations left out, stands in both {here} and {there}."


def judge(left: Article, right: Article) -> Copy | None:
    """Return which of two articles is a copy of which, or None; the same for both orders."""
    overlap = measure(left, right)
    relation = find_relation(left, right, overlap)
    if relation is None or left.id == right.id:
        return None
    original, copy = sorted((left, right), key=age)
    return Copy(
        article=copy.id,
        original=original.id,
        relation=relation,
        overlap=overlap.whole,
        why=_why(relation, copy, original, overlap),
    )
