"""Expectations of feed tests: taken apart, never run."""

from typing import Any

import pytest
from eval.scorers.feed_tests import Expected, NotOurs, find_expectation, is_met, translate
from eval.scorers.markup_words import plain


def draft(**fields: object) -> dict[str, Any]:
    empty = dict.fromkeys(
        ("title", "url", "published", "updated", "outlet", "byline", "language", "external_id")
    )
    return {**empty, "body": "", "body_type": "text", "instants": [None, None], **fields}


def outcome(*drafts: dict[str, Any], issues: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"drafts": list(drafts), "issues": list(issues), "crash": ""}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("<!--\nExpect: not bozo \n-->", "not bozo", id="line"),
        pytest.param("<!-- Expect:   !Error -->", "!Error", id="same line"),
        pytest.param("<!-- expects nothing -->", None, id="none"),
    ],
)
def test_expectation_stands_in_the_comment(text: str, words: str | None) -> None:
    assert find_expectation(text) == words


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        pytest.param(
            "not bozo and entries[0]['title'] == u'Mill burns'",
            [Expected(entry=0, field="title", value="Mill burns")],
            id="subscript",
        ),
        pytest.param(
            "entries[1].link == 'http://press.example/1'",
            [Expected(entry=1, field="link", value="http://press.example/1")],
            id="attribute",
        ),
        pytest.param(
            "entries[0]['updated_parsed'] == (2024, 2, 3, 4, 5, 6, 5, 34, 0)",
            [Expected(entry=0, field="updated at", value=(2024, 2, 3, 4, 5, 6, 5, 34, 0))],
            id="instant",
        ),
        pytest.param(
            "not bozo and not entries[0].has_key('link')",
            [Expected(entry=0, field="link", value=None)],
            id="absence",
        ),
        pytest.param(
            "feed.title == 'Post' and len(entries) == 2",
            [
                Expected(entry=None, field="feed title", value="Post"),
                Expected(entry=None, field="entries", value=2),
            ],
            id="two parts",
        ),
        pytest.param("bozo", [Expected(entry=None, field="broken", value=True)], id="broken"),
        pytest.param(
            "entries[0]['title'] == 'A' and entries[0]['license'] == 'B'",
            [Expected(entry=0, field="title", value="A")],
            id="one part of two",
        ),
    ],
)
def test_comparisons_with_constants_are_understood(expression: str, expected: list[Expected]) -> None:
    assert translate(expression) == expected


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        pytest.param("not bozo", "whether the feed is well-formed", id="form"),
        pytest.param("__import__('os').system('true') == 0", "a computation on a value", id="call"),
        pytest.param(
            "entries[0]['title'] == open('x').read()", "a comparison with no constant", id="no constant"
        ),
        pytest.param("entries[0]['title'] != 'x'", "a comparison other than equality", id="inequality"),
        pytest.param("((((", "an expression we can't take apart", id="broken"),
        pytest.param("feed['copyright'] == 'x'", "something about the feed as a whole", id="feed"),
        pytest.param(
            "entries[0]['tags'][0]['term'] == 'x'", "tags.term of an entry, which no article keeps", id="tags"
        ),
        pytest.param(
            "entries[0]['title'] == '<img src=\"a\"/>'", "markup without a word in it", id="no word"
        ),
        pytest.param("etag == 'x'", "something about the transfer or the parser", id="header"),
    ],
)
def test_what_is_not_ours_says_why(expression: str, reason: str) -> None:
    with pytest.raises(NotOurs, match=f"^{reason}"):
        translate(expression)


@pytest.mark.parametrize(
    ("expected", "given", "met"),
    [
        pytest.param(("title", "A &amp; B"), draft(title="A & B"), True, id="reference in a title"),
        pytest.param(("title", "A <b>B</b>"), draft(title="A B"), True, id="markup in a title"),
        pytest.param(("title", "A"), draft(title="B"), False, id="another title"),
        pytest.param(("text", "<p>One  two</p>"), draft(body="One\ntwo"), True, id="words alone"),
        pytest.param(("text", "safe"), draft(body="<script>x</script>safe"), True, id="script aside"),
        pytest.param(("text", "One"), draft(body="One two"), False, id="more words"),
        pytest.param(("link", None), draft(), True, id="no link"),
        pytest.param(("link", None), draft(url="http://press.example/"), False, id="link too many"),
        pytest.param(
            ("byline", "A. Quill (a@x.example)"), draft(byline="A. Quill"), True, id="address aside"
        ),
        pytest.param(
            ("byline", "A. Quill"), draft(byline="A. Quill, B. Morne"), True, id="one of two authors"
        ),
        pytest.param(("byline", "A. Quill"), draft(byline="A. Quilla"), False, id="another author"),
        pytest.param(("updated", "Friday"), draft(published="Friday"), True, id="only date"),
        pytest.param(
            ("published at", (2024, 2, 3, 4, 5, 6, 5, 34, 0)),
            draft(instants=["2024-02-03T04:05:06+00:00", None]),
            True,
            id="instant",
        ),
        pytest.param(
            ("published at", (2024, 2, 3, 4, 5, 6, 5, 34, 0)),
            draft(instants=["2024-02-03T05:05:06+00:00", None]),
            False,
            id="other instant",
        ),
    ],
)
def test_words_and_instants_are_compared(expected: tuple[str, Any], given: dict[str, Any], met: bool) -> None:
    field, value = expected
    assert is_met(Expected(entry=0, field=field, value=value), outcome(given)) is met


def test_an_entry_that_is_not_there_gives_nothing() -> None:
    assert not is_met(Expected(entry=1, field="title", value="A"), outcome(draft(title="A")))


def test_the_name_of_an_empty_feed_is_looked_for_in_what_was_said() -> None:
    expected = Expected(entry=None, field="feed title", value="Hill Post")
    said = outcome(issues=("is the feed 'Hill Post', which holds no entries",))
    assert is_met(expected, said)
    assert not is_met(expected, outcome(issues=("is a feed without entries",)))


def test_letters_must_be_those_of_the_expected_encoding() -> None:
    expected = Expected(entry=None, field="encoding", value="iso-8859-2")
    content = "Łódź".encode("iso-8859-2")
    assert is_met(expected, {**outcome(), "letters": "Łódź"}, content)
    assert not is_met(expected, {**outcome(), "letters": "£ód¼"}, content)


def test_plain_leaves_out_styles_and_references() -> None:
    assert plain("a<style>p {}</style>&eacute;<br/>b") == "aéb"
