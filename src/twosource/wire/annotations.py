"""Claims as W3C Web Annotations: the words that make a claim, pointed at so that other programs find them.

Follows https://www.w3.org/TR/annotation-model/: a TextQuoteSelector with some words before and after, and
a TextPositionSelector that counts characters (Unicode code points) of the article's kept text, as spans do.
That text never changes once kept; its digest tells whether somebody has the same.
"""

from typing import Final

from twosource.model import Article, Claim
from twosource.text import Span
from twosource.wire.lines import voice_to_json
from twosource.wire.values import JsonObject, value_to_json

_ANNOTATIONS: Final = "http://www.w3.org/ns/anno.jsonld"
_TERMS: Final = ("field", "scope", "said", "voice", "certainty", "digest", "report", "incident")
_OURS: Final = {term: {"@id": f"urn:x-twosource:{term}", "@type": "@json"} for term in _TERMS}
_AROUND: Final = 32  # characters before and after a quote, as annotation tools commonly keep
_DIGEST: Final = "blake2b-128"  # of the text in UTF-8: see ids.digest


def annotation_line(claim: Claim, article: Article, *, base: str = "") -> JsonObject:
    """Return a claim as an annotation of its article; ``base`` makes addresses of ids ("/api/v1/")."""
    return {
        "@context": [_ANNOTATIONS, _OURS],
        "id": f"{base}claims/{claim.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "created": claim.made_at.isoformat(),
        "generator": {"type": "Software", "name": claim.origin},
        "body": {
            "type": "TextualBody",
            "purpose": "identifying",
            "format": "text/plain",
            "value": claim.as_said,
            "field": claim.field,
            "scope": claim.scope,
            "said": value_to_json(claim.value),
            "voice": voice_to_json(claim.voice),
            "certainty": claim.certainty.value,
        },
        "target": target_line(article, claim.evidence.span, base=base),
    }


def target_line(article: Article, span: Span, *, base: str = "") -> JsonObject:
    """Return where words stand: the text they are of, by address and digest, and two ways to find them."""
    return {
        "type": "SpecificResource",
        "source": {
            "id": f"{base}articles/{article.id}/text",
            "type": "Text",
            "format": "text/plain",
            "language": article.language or "und",
            "digest": f"{_DIGEST}:{article.digest}",
        },
        "selector": [quote_selector(article.text, span), position_selector(span)],
    }


def quote_selector(text: str, span: Span) -> JsonObject:
    """Return the words with some before and after them."""
    return {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }


def position_selector(span: Span) -> JsonObject:
    """Return the characters between which the words stand."""
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}
