"""What stands behind the review pages: words marked in their text, intents and ways on as forms carry them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from twosource.model import Certainty
from twosource.text import Span, paragraphs
from twosource.web.reviewing.going_on import Then, read_then
from twosource.web.reviewing.intent import Intent, read_intent
from twosource.web.reviewing.passages import Mark, mark_text
from twosource.web.reviewing.queue import Narrowing, find_item, read_narrowing

TEXT = "Four were shot dead.\n\n  Police said so.\nنقلت وكالة الأنباء الخبر.\n"


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=8))
@settings(deadline=None, max_examples=60)
def test_marked_pieces_are_the_text_again(ends: list[tuple[int, int]]) -> None:
    spans = [Span(min(pair), max(pair)) for pair in ends]
    marks = [Mark(span=span, claim=f"c_{at}", label="killed") for at, span in enumerate(spans)]
    shown = mark_text(TEXT, marks)

    assert ["".join(piece.text for piece in one.pieces) for one in shown] == [
        span.of(TEXT) for span in paragraphs(TEXT)
    ]
    assert all(TEXT.startswith(one.pieces[0].text, one.start) for one in shown)


def test_words_under_several_marks_show_the_loudest_and_name_all_fields() -> None:
    killed = Mark(span=Span(0, 4), claim="c_1", label="killed", sense="clashes")
    kind = Mark(span=Span(0, 19), claim="c_2", label="kind", sense="shared")
    first, second, *_ = mark_text(TEXT, [killed, kind])[0].pieces

    assert (first.text, first.sense, first.labels) == ("Four", "clashes", "killed")
    assert (second.text, second.sense, second.labels) == (" were shot dead", "shared", "kind")
    assert [mark.claim for mark in first.starts] == ["c_1", "c_2"]


@pytest.mark.parametrize(
    "intent",
    [
        Intent(what="accept", reports=("r_1", "r_2")),
        Intent(what="merge", incidents=("i_1", "i_2", "i_3")),
        Intent(what="split", incidents=("i_1",), reports=("r_1", "r_2", "r_3")),
        Intent(what="correct", claim="c_1", value="at least 4 & more", certainty=Certainty.SO_FAR),
        Intent(what="correct", claim="c_1", value=None),
        Intent(what="correct", claim="c_1", words="خمسة قتلى", at=17),
        Intent(what="undo", act="v_1"),
    ],
    ids=lambda one: one.what,
)
def test_an_intent_reads_back_as_a_form_says_it(intent: Intent) -> None:
    assert read_intent(QueryParams(list(intent.named()))) == intent


@pytest.mark.parametrize(
    "then",
    [
        Then(),
        Then(
            page="review_item", about="t_12345678", narrowing=Narrowing(sort="contradictions", field="killed")
        ),
        Then(page="review_incident", about="i_0123456789"),
        Then(page="review_acts"),
        Then(narrowing=Narrowing(sort="contradictions", field="impact place")),
    ],
    ids=str,
)
def test_a_way_on_reads_back_as_a_form_carries_it(then: Then) -> None:
    assert read_then(str(then)) == then


def test_what_is_no_sort_asks_for_all_and_what_begins_no_item_finds_none() -> None:
    assert read_narrowing("everything", "") == Narrowing()
    assert find_item((), "t_12345678") is None
