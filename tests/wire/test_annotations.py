"""Claims as W3C Web Annotations: the words can be found again by either selector."""

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_article, make_claim, make_count
from twosource.text import Span
from twosource.wire import count_to_json
from twosource.wire.annotations import annotation_line, position_selector, quote_selector


def test_a_claim_becomes_an_annotation_of_its_article() -> None:
    article = make_article()
    claim = make_claim(article, "killed", make_count(4), "Four people were killed")
    line = annotation_line(claim, article, base="http://desk/api/v1/")
    context = line.pop("@context")
    assert context[0] == "http://www.w3.org/ns/anno.jsonld"
    assert {"field", "said", "voice", "digest"} <= set(context[1])
    assert line == {
        "id": f"http://desk/api/v1/claims/{claim.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "created": "2024-05-02T12:00:00+00:00",
        "generator": {"type": "Software", "name": "rules/test"},
        "body": {
            "type": "TextualBody",
            "purpose": "identifying",
            "format": "text/plain",
            "value": "Four people were killed",
            "field": "killed",
            "scope": "",
            "said": count_to_json(make_count(4)),
            "voice": {"name": "Kisumu police", "kind": "official", "body": "Kisumu police"},
            "certainty": "asserted",
        },
        "target": {
            "type": "SpecificResource",
            "source": {
                "id": f"http://desk/api/v1/articles/{article.id}/text",
                "type": "Text",
                "format": "text/plain",
                "language": "en",
                "digest": f"blake2b-128:{article.digest}",
            },
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": "Four people were killed",
                    "prefix": "Kisumu on Tuesday, police said.\n",
                    "suffix": ".",
                },
                {"type": "TextPositionSelector", "start": 65, "end": 88},
            ],
        },
    }


@given(text=st.text(min_size=1, max_size=80), data=st.data())
def test_the_words_are_found_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    quote, position = quote_selector(text, span), position_selector(span)
    around = quote["prefix"] + quote["exact"] + quote["suffix"]
    assert text[position["start"] : position["end"]] == quote["exact"]
    assert text[position["start"] - len(quote["prefix"]) :].startswith(around)


def test_an_article_of_no_known_language_says_so() -> None:
    article = make_article(language=None)
    claim = make_claim(article, "killed", make_count(4), "Four people")
    assert annotation_line(claim, article)["target"]["source"]["language"] == "und"
