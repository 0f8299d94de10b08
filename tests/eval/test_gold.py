"""The gold checker on one small invented wire: what it accepts, and what it names as amiss."""

from typing import Any

import pytest
from eval.gold import Outcome, check, make_table
from eval.shapes import Product, parse_gold

TEXT = "A bomb killed two people in Kisumu on Tuesday, police said. In May a bomb killed nine."
WEEK = "Seven attacks this week, among them the bomb in Kisumu."

GOLD: dict[str, Any] = {
    "articles": {
        "one": {
            "file": "one.txt", "title": "Bomb in Kisumu", "published": "2024-05-02T12:00:00+03:00",
            "outlet": "Lakeside Courier", "newsroom": "Lakeside Courier", "dropped_text": ["Share this"],
        },
        "week": {"file": "two.txt", "title": "The week", "published": None, "newsroom": None},
    },
    "claims": [
        {
            "id": "one.1", "article": "one", "field": "killed", "value": {"low": 2, "high": 2},
            "quote": "killed two people", "speaker": "police", "speaker_kind": "official",
            "certainty": "asserted",
        },
    ],
    "incidents": [
        {
            "id": "bomb", "articles": ["one"], "also": [{"article": "week", "how": "round-up"}],
            "facts": [{"field": "killed", "value": {"low": 2, "high": 2}, "status": "single source", "voices": 1}],
        },
    ],
    "must_not": [{"article": "one", "field": "killed", "value": 9, "why": "in May"}],
    "apart": [{"left": "one", "right": "week"}],
}  # fmt: skip


def make_claim(**changes: Any) -> dict[str, Any]:
    quote = changes.pop("quote", "killed two people")
    start = TEXT.find(quote)
    claim = {
        "id": "c_1", "article": "a_1", "address": "one.txt", "report": "r_1", "incident": "i_1",
        "field": "killed", "value": {"low": 2, "high": 2}, "as_said": "two people", "quote": quote,
        "start": start, "end": start + len(quote), "certainty": "asserted", "origin": "rules", "scope": "",
        "voice": {"name": "police", "kind": "official", "body": "police"},
    }  # fmt: skip
    return claim | changes


def make_article(number: int, text: str, claims: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    printed: dict[str, Any] = {
        "id": f"a_{number}", "title": "The week", "outlet": None, "newsroom": None, "published": None,
        "updated": None, "text": text, "dropped": [],
    }  # fmt: skip
    report = {"id": f"r_{number}", "kind": "bombing", "main": True, "recalled": False, "claims": claims}
    return {"article": printed | changes, "reports": [report]}


def make_outcome(
    *, claims: list[dict[str, Any]], fact: dict[str, Any] | None = None, **changes: Any
) -> Outcome:
    head = {"title": "Bomb in Kisumu", "outlet": "Lakeside Courier", "newsroom": "Lakeside Courier"}
    one = make_article(
        1, changes.pop("text", TEXT), claims, **(head | {"published": "2024-05-02T09:00:00+00:00"} | changes)
    )
    told = {
        "field": "killed", "value": {"low": 2, "high": 2}, "status": "single source", "why": "the police",
        "voices": 1, "newsrooms": 1, "outlets": 1, "scope": "",
    } | (fact or {})  # fmt: skip
    incidents = (
        {"id": "i_1", "articles": ["a_1", "a_2"], "reports": ["r_1", "r_9"], "facts": [told]},
        {"id": "i_2", "articles": ["a_2"], "reports": ["r_2"], "facts": []},
    )
    articles = (make_article(2, WEEK, []), one)
    return check(parse_gold(GOLD), Product(articles=articles, claims=tuple(claims), incidents=incidents))


def test_a_product_like_gold_has_no_problem() -> None:
    assert make_outcome(claims=[make_claim()]).problems == ()


AMISS: dict[str, tuple[dict[str, Any], str]] = {
    "another figure": ({"value": {"low": 3, "high": 3}}, "wrong value"),
    "another speaker": ({"voice": {"name": "Dr Omondi", "kind": "official", "body": None}}, "wrong speaker"),
    "another kind of speaker": (
        {"voice": {"name": "police", "kind": "witness", "body": None}}, "wrong speaker kind",
    ),
    "another certainty": ({"certainty": "suspected"}, "wrong certainty"),
    "another sentence": ({"quote": "a bomb killed nine"}, "no killed claim quotes"),
    "another field": ({"field": "injured"}, "no killed claim quotes"),
    "a quote that is not there": ({"start": 0, "end": 9}, "is not in one.txt at 0"),
    "an article nobody printed": ({"article": "a_9"}, "was not printed"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "problem"), AMISS.values(), ids=AMISS)
def test_a_claim_that_differs_is_named(changes: dict[str, Any], problem: str) -> None:
    assert any(problem in line for line in make_outcome(claims=[make_claim(**changes)]).problems)


def test_a_forbidden_value_is_named_in_the_main_report() -> None:
    nine = make_claim(id="c_2", value={"low": 9, "high": 9}, quote="a bomb killed nine")
    outcome = make_outcome(claims=[make_claim(), nine])
    assert outcome.problems == ("one: killed 9 (in May) read from “a bomb killed nine”",)


@pytest.mark.parametrize(
    ("fact", "problem"),
    [
        ({"status": "agreed"}, "bomb: killed: status agreed, not single source: the police"),
        ({"voices": 2}, "bomb: killed: 2 voices, not 1"),
        ({"field": "injured"}, "bomb: killed: not among its facts"),
        ({"value": None}, "bomb: killed: value None, not {'low': 2, 'high': 2}"),
    ],
    ids=["status", "numbers", "missing", "unknown"],
)
def test_a_fact_that_differs_is_named(fact: dict[str, Any], problem: str) -> None:
    assert make_outcome(claims=[make_claim()], fact=fact).problems == (problem,)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"outlet": "Other"}, "one: outlet is 'Other', not 'Lakeside Courier'"),
        ({"published": "2024-05-02"}, "one: published is 2024-05-02, not 2024-05-02T12:00:00+03:00"),
        ({"text": f"{TEXT} Share this"}, "one: “Share this” was kept"),
    ],
    ids=["outlet", "time", "kept text"],
)
def test_an_article_that_differs_is_named(changes: dict[str, Any], problem: str) -> None:
    assert make_outcome(claims=[make_claim()], **changes).problems == (problem,)


def test_the_table_counts_found_wrong_missing_and_extra() -> None:
    nine = make_claim(id="c_2", value={"low": 9, "high": 9}, quote="a bomb killed nine")
    rows = make_outcome(claims=[make_claim(certainty="denied"), nine]).fields
    assert make_table(rows).splitlines()[-1].split() == ["all", "0", "1", "0", "1"]


def test_the_older_form_of_gold_is_read() -> None:
    older = {
        "articles": {"x": {"file": "x.txt", "title": "X", "published": None, "agency": "Tern News"}},
        "claims": [
            {
                "id": "A1", "article": "x", "field": "salvos", "value": 2, "quote": "two salvos",
                "speaker": None, "speaker_class": "newsroom", "hedge": "asserted",
            },
        ],
        "incident": {"articles": ["x"], "facts": [{"field": "salvos", "value": 2, "status": "agreed"}]},
    }  # fmt: skip
    gold = parse_gold(older)
    assert (gold.articles[0].newsrooms, gold.claims[0].kinds, gold.incidents[0].articles) == (
        frozenset({"Tern News"}),
        frozenset({"newsroom"}),
        ("x",),
    )
