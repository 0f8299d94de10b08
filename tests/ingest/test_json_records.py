import json
from typing import Any

import pytest

from tests.ingest.pages import draft, messages, split
from twosource.model import Draft

LINES = '{"id": 7, "title": "Shots at the depot", "published": "2024-03-05", "url": "https://n.example/7", "text": "Shots were fired.", "outlet": "Northern Echo Wire"}\n\n{"title": "Half a li\n{"headline": "Fire", "body": "<p>A fire.</p>", "source": {"name": "Dale Post"}, "date": 1709600400}\n{"title": "No words"}\n[1, 2]'


def test_good_lines_are_kept_and_broken_ones_numbered() -> None:
    assert split(LINES, "w.jsonl")[0] == draft(
        LINES, "w.jsonl:1", "Shots were fired.", url="https://n.example/7", title="Shots at the depot",
        published="2024-03-05", outlet="Northern Echo Wire", external_id="7",
    )  # fmt: skip
    assert split(LINES, "w.jsonl")[2] == draft(
        LINES, "w.jsonl:4", "<p>A fire.</p>", is_html=True, title="Fire",
        published="2024-03-05T01:00:00+00:00", outlet="Dale Post",
    )  # fmt: skip
    assert messages(split(LINES, "w.jsonl")) == [
        "w.jsonl:3: this line is broken JSON: Unterminated string starting at at column 11",
        "w.jsonl:5: this line has no text",
        "w.jsonl:6: this line is JSON but no object with a title and a text",
    ]


def test_lines_are_told_from_one_document_without_a_name() -> None:
    assert [it.address for it in split(LINES) if isinstance(it, Draft)] == ["given:1", "given:4"]


def test_a_document_over_several_lines_is_read_whole_even_as_jsonl() -> None:
    text = json.dumps({"title": "A", "text": "B"}, indent=2)
    assert split(text, "w.jsonl") == [draft(text, "w.jsonl", "B", title="A")]


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Marsh Times",
    "language": "en",
    "items": [
        {
            "id": "m1",
            "url": "https://marsh.example/1",
            "title": "Dyke breached",
            "content_html": "<p>The dyke broke.</p>",
            "content_text": "The dyke broke.",
            "summary": "Dyke.",
            "date_published": "2024-03-05T01:00:00Z",
            "date_modified": "2024-03-05T02:00:00Z",
            "authors": [{"name": "C. Reed"}, {"name": "D. Fen"}],
        },
        {"id": "m2", "summary": "Only this."},
    ],
}


def test_a_json_feed_gives_its_items() -> None:
    text = json.dumps(JSON_FEED)
    assert split(text, "feed.json") == [
        draft(
            text, "feed.json#1", "<p>The dyke broke.</p>", is_html=True, url="https://marsh.example/1",
            title="Dyke breached", published="2024-03-05T01:00:00Z", updated="2024-03-05T02:00:00Z",
            outlet="Marsh Times", byline="C. Reed, D. Fen", language="en", external_id="m1",
        ),
        draft(text, "feed.json#2", "Only this.", outlet="Marsh Times", language="en", external_id="m2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "record",
    [
        {"title": "T", "text": "words"},
        {"headline": "T", "articleBody": "words"},
        {"Title": "T", "full_text": "words"},
        {"title": {"rendered": "T"}, "content": {"rendered": "words"}},
        {"title": "T", "content": ["words"]},
        {"title": "T", "description": "words", "text": None},
    ],
    ids=["plain", "schema.org", "other case", "rendered", "paragraphs", "description only"],
)
def test_common_names_are_understood(record: dict[str, Any]) -> None:
    text = json.dumps(record)
    assert split(text) == [draft(text, "given", "words", title="T")]


@pytest.mark.parametrize(
    "wrap", [lambda it: [it], lambda it: {"status": "ok", "articles": [it]}], ids=["array", "object"]
)
def test_records_may_be_wrapped(wrap: Any) -> None:
    text = json.dumps(wrap({"title": "T", "text": "words"}))
    assert split(text) == [draft(text, "given#1", "words", title="T")]


@pytest.mark.parametrize(
    "stamp", [1709600400, 1709600400.0, 1709600400000], ids=["seconds", "float", "milliseconds"]
)
def test_unix_times_are_written_out(stamp: float) -> None:
    made = split(json.dumps({"text": "words", "timestamp": stamp}))
    assert [it.published for it in made if isinstance(it, Draft)] == ["2024-03-05T01:00:00+00:00"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"title": "a",\n "text"}', "is broken JSON: Expecting ':' delimiter at line 2, column 8"),
        ("[" * 100_000, "is broken JSON: nested too deeply"),
        ('{"text": ' + "9" * 5_000 + "}", "is broken JSON: a number has too many digits"),
        ("[]", "is JSON without any record"),
        ('{"results": []}', "is JSON without any record"),
        ('{"a": 1}', "has no text"),
    ],
    ids=["syntax", "depth", "digits", "empty", "empty envelope", "other data"],
)
def test_json_that_gives_nothing_is_told(text: str, words: str) -> None:
    assert messages(split(text, "x.json")) == [f"x.json: {words}"]


def test_what_no_store_can_hold_is_replaced() -> None:
    made = split('{"text": "half \\ud83d a pair\\u0000, whole \\ud83d\\ude80"}')
    assert [it.body for it in made if isinstance(it, Draft)] == ["half \ufffd a pair, whole 🚀"]


# --- ninjs -----------------------------------------------------------------------------------------

NINJS_1: dict[str, Any] = {
    "uri": "urn:wire:1",
    "type": "text",
    "pubstatus": "usable",
    "firstcreated": "2024-03-05T01:00:00Z",
    "versioncreated": "2024-03-05T02:00:00Z",
    "language": "en",
    "headline": "Drone falls on field",
    "byline": "By E. Moor",
    "copyrightholder": "Fen Agency",
    "body_text": "A drone fell.",
    "body_xhtml": "<p>A drone fell.</p>",
}
NINJS_2: dict[str, Any] = {
    "uri": "https://wire.example/2",
    "type": "text",
    "versionCreated": "2024-03-05T02:00:00Z",
    "headlines": [{"role": "short", "value": "Drone"}, {"role": "main", "value": "Drone falls on field"}],
    "bodies": [
        {"contentType": "text/plain", "value": "A drone fell."},
        {"contentType": "text/html", "value": "<p>A drone fell.</p>"},
    ],
    "by": "By E. Moor",
}


def test_ninjs_1_is_read() -> None:
    text = json.dumps(NINJS_1)
    assert split(text, "n.json") == [
        draft(
            text, "n.json", "<p>A drone fell.</p>", is_html=True, title="Drone falls on field",
            published="2024-03-05T01:00:00Z", updated="2024-03-05T02:00:00Z", outlet="Fen Agency",
            byline="By E. Moor", language="en", external_id="urn:wire:1",
        )
    ]  # fmt: skip


def test_ninjs_2_is_read() -> None:
    text = json.dumps(NINJS_2)
    assert split(text, "n.json") == [
        draft(
            text, "n.json", "<p>A drone fell.</p>", is_html=True, title="Drone falls on field",
            published="2024-03-05T02:00:00Z", byline="By E. Moor",
            url="https://wire.example/2", external_id="https://wire.example/2",
        )
    ]  # fmt: skip


def test_the_markup_is_taken_however_its_type_is_spelt() -> None:
    bodies = [
        {"contenttype": "text/plain", "value": "A drone fell."},
        {"contenttype": "text/html", "value": "<p>A drone fell.</p>"},
    ]
    (made,) = split(json.dumps(NINJS_2 | {"bodies": bodies}), "n.json")
    assert isinstance(made, Draft)
    assert (made.body, made.body_type) == ("<p>A drone fell.</p>", "html")


def test_articles_inside_a_ninjs_package_are_read() -> None:
    package = {
        "uri": "urn:p",
        "type": "composite",
        "versioncreated": "2024-03-05T02:00:00Z",
        "associations": {"main": NINJS_1},
    }
    made = split(json.dumps(package), "n.json")
    assert [(it.address, it.external_id) for it in made if isinstance(it, Draft)] == [
        ("n.json/main", "urn:wire:1")
    ]
    assert messages(made) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"type": "picture"}, "is a ninjs item of type picture, which holds no article"),
        ({"pubstatus": "canceled"}, "is a ninjs item its sender marked canceled"),
    ],
    ids=["picture", "taken back"],
)
def test_a_ninjs_item_without_an_article_is_told(change: dict[str, str], words: str) -> None:
    assert messages(split(json.dumps(NINJS_1 | change), "n")) == [f"n: {words}"]


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (
            {"uri": "urn:wire:3", "mimetype": "text/plain"},
            "is a ninjs item of type unknown, which holds no article",
        ),
        ({"uri": "urn:wire:3", "mimetype": "text/plain", "colour": "red"}, "has no text"),
    ],
    ids=["ninjs", "another name"],
)
def test_an_item_of_nothing_but_ninjs_names_is_one(record: dict[str, str], words: str) -> None:
    assert messages(split(json.dumps(record), "n")) == [f"n: {words}"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"title": 42}, "has no words as title"),
        ({"urgency": "high"}, "has no number as urgency"),
        ({"urgency": 11}, "has 11 as urgency, which goes from 1 to 9"),
        ({"subject": "fire"}, "has no list of objects as subject"),
        ({"subject": ["fire"]}, "has no list of objects as subject"),
        ({"place": [{"name": "Moor", "scheme": {}}]}, "has no words as scheme in place"),
        ({"renditions": "main"}, "has no objects as renditions"),
        ({"standard": "ninjs"}, "has no object as standard"),
        ({"pubstatus": "replaced"}, "has 'replaced' as pubstatus"),
        ({"headline_": "Drone"}, "has words under 'headline_', which is no name of ninjs"),
        ({"body_html": ["A drone"]}, "has words under 'body_html', which is no name of ninjs"),
        ({"rightsinfo": {}}, "has not one of linkedrights and encodedrights in its rightsinfo"),
        ({"headlines": [{"role": "main"}]}, "has a part without words in headlines"),
        ({"associations": {"a": {"type": "picture"}}}, "carries an item without uri"),
        ({"associations": [{"uri": "urn:p"}]}, "carries an item without name"),
        ({"firstcreated": "Smarch"}, "has no date as firstcreated ('Smarch')"),
    ],
)
def test_what_is_wrong_with_a_ninjs_item_is_told_and_the_rest_kept(
    change: dict[str, Any], fault: str
) -> None:
    made = split(json.dumps(NINJS_1 | change), "n.json")
    assert messages(made) == [f"n.json: the ninjs item {fault}; what could be read was kept"]
    assert [it.title for it in made if isinstance(it, Draft)] == ["Drone falls on field"]


@pytest.mark.parametrize(
    "change",
    [
        {"urgency": 9, "wordcount": 3, "slugline": None},
        {"headline_short": "Drone", "description_new": "A drone."},
        {"altids": {"desk": "7"}, "genre": [{"name": "Flash"}]},
        {"rightsinfo": {"linkedrights": "https://wire.example/rights"}},
        {"x_priority": 3, "keywords": ["drone"]},
        {"associations": {"photo": {"uri": "urn:p", "type": "picture"}}},
    ],
    ids=["numbers", "extended names", "objects", "rights", "names of the sender's own", "association"],
)
def test_a_ninjs_item_without_faults_is_not_complained_of(change: dict[str, Any]) -> None:
    assert messages(split(json.dumps(NINJS_1 | change), "n.json")) == []
