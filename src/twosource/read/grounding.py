"""The last word on every claim: what the text does not say does not exist.

``ground`` holds for every reader, rules or model: a value whose own words are not inside the
quote, or a quote that is not in the article, is rejected with a reason.
"""

from twosource.model import Article, Dropped
from twosource.read.found import Found

#: Reasons a would-be claim is rejected for, as shown by ``twosource drops``.
REJECTIONS = {
    "no-words": "The stretch it was read from holds no words.",
    "outside-article": "The stretch it was read from reaches beyond the article's text.",
    "value-not-in-quote": "The words the value was read from are not inside the quoted words.",
    "too-long": "The quoted words run over more than a long sentence, so they prove nothing.",
}
LONGEST_QUOTE = 1_200


def ground(article: Article, found: Found) -> Dropped | None:
    """Return why a would-be claim must be rejected, or None where the article says it."""
    reason = _fault(article.text, found)
    if reason is None:
        return None
    words = article.text[found.span.start : min(found.span.end, found.span.start + 200)]
    return Dropped(what="claim", reason=reason, text=words, address=article.address, detail=found.field)


def _fault(text: str, found: Found) -> str | None:
    if found.span.end > len(text):
        return "outside-article"
    if not found.span.of(text).strip():
        return "no-words"
    if found.said not in found.span:
        return "value-not-in-quote"
    return "too-long" if len(found.span) > LONGEST_QUOTE else None
