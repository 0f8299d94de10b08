"""Review in a browser without scripts: every act by its form, undone again; refusals, roles, hostile words."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from tests.builders import NOW, make_judgement
from tests.ledgers import open_ledger
from tests.review_desk import every, grouped, incident_of, open_desk, report_of
from tests.web.desks import PASSWORD, add_team, browsing, sign_in
from tests.web.forms import form_for, forms_in, send
from tests.web.posting import post
from twosource.ids import ClaimId, IncidentId
from twosource.model import Incident, Reason, Verdict
from twosource.review import Signed, list_items, reject
from twosource.store import Ledger

Asked = tuple[tuple[str, str], ...]

DO = "/review/act"
HOSTILE = "<script>alert(1)</script>\"'&"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two incidents, between two reports of which the machine is unsure; four killed, or five."""
    with open_desk(tmp_path) as ledger, ledger.transaction():
        pair = report_of(ledger, "courier/a"), report_of(ledger, "post/d")
        reasons = (Reason(name="same_day", points=5.5, text="one day"),)
        made = make_judgement(
            *pair, Verdict.UNSURE,
            reasons=reasons, decided_by="link/test", decided_at=NOW + timedelta(hours=1),
        )  # fmt: skip
        ledger.save_judgements([made])
    return tmp_path / "desk.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with open_ledger(path) as opened:
        yield opened


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with browsing(path, owner="Amina") as found:
        yield found


def looked_at(client: TestClient, *asked: tuple[str, str]) -> str:
    """Return the page that shows what an act would change."""
    answer = client.get(f"{DO}?{urlencode(asked)}")
    assert answer.status_code == 200, answer.text
    return answer.text


def done(client: TestClient, *asked: tuple[str, str], reason: str = "the list settles it") -> httpx.Response:
    """Look at an act, say why, and do it."""
    return send(client, form_for(looked_at(client, *asked), DO), reason=reason)


def undone(client: TestClient, answer: httpx.Response) -> httpx.Response:
    """Take back what was just done, by the button of the page it leads to."""
    page = client.get(answer.headers["location"], follow_redirects=True)
    return send(client, next(form for form in forms_in(page.text) if form.get("what") == "undo"))


def claim_of(ledger: Ledger, address: str, field: str = "killed") -> ClaimId:
    report = ledger.report(report_of(ledger, address))
    return next(claim.id for claim in report.claims if claim.field == field)


def item_of(ledger: Ledger, kind: str) -> str:
    return next(item.id for item in list_items(ledger) if item.kind == kind)


def asked_of(what: str, ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Return how an act is asked for."""
    return (("what", what), *_ABOUT[what](ledger))


def _pair(ledger: Ledger) -> Asked:
    return (("report", report_of(ledger, "courier/a")), ("report", report_of(ledger, "post/d")))


_ABOUT: Mapping[str, Callable[[Ledger], Asked]] = {
    "accept": _pair,
    "reject": _pair,
    "merge": lambda ledger: (
        ("incident", incident_of(ledger, "courier/a")),
        ("incident", incident_of(ledger, "post/d")),
    ),
    "split": lambda ledger: (
        ("incident", incident_of(ledger, "courier/a")),
        ("report", report_of(ledger, "herald/b")),
    ),
    "move": lambda ledger: (
        ("report", report_of(ledger, "times/c")),
        ("incident", incident_of(ledger, "post/d")),
    ),
    "correct": lambda ledger: (("claim", claim_of(ledger, "herald/b")), ("value", "at least 9")),
    "dismiss": lambda ledger: (("item", item_of(ledger, "pair")),),
}


def state(ledger: Ledger) -> tuple[dict[IncidentId, Incident], list[str]]:
    return every(ledger), [item.id for item in list_items(ledger)]


# --- the queue and its items ---------------------------------------------------------------------------


def test_the_queue_lists_what_is_in_doubt_most_worth_first(client: TestClient, ledger: Ledger) -> None:
    page = client.get("/review").text
    ids = [item.id for item in list_items(ledger)]

    assert sorted(ids, key=lambda one: page.index(f"/review/items/{one}")) == ids
    assert 'One or two? <span class="count">1</span>' in page


def test_the_queue_is_narrowed_to_a_sort_and_a_field(example_ledger: Path) -> None:
    with browsing(example_ledger) as client:
        kept = client.get("/review?kind=contradictions&field=injured").text
        nothing = client.get("/review?kind=contradictions&field=weapon").text

    assert ("injured contradicted" in kept, "when contradicted" in kept) == (True, False)
    assert "Nothing here is left to decide" in nothing


def test_a_pair_shows_both_texts_with_the_words_marked_and_the_reasons(
    client: TestClient, ledger: Ledger
) -> None:
    page = client.get(f"/review/items/{item_of(ledger, 'pair')}").text

    assert f'id="{claim_of(ledger, "courier/a")}"' in page
    assert f'id="{claim_of(ledger, "post/d")}"' in page
    assert "one day" in page
    assert "can&#39;t both be true" in page


def test_a_contradiction_shows_each_claim_in_its_sentence(example_ledger: Path) -> None:
    with browsing(example_ledger) as client, open_ledger(example_ledger) as ledger:
        item = next(one for one in list_items(ledger) if one.fact is not None)
        page = client.get(f"/review/items/{item.id}").text

    assert item.fact is not None
    claims = (*item.fact.support, *item.fact.against)
    assert [claim for claim in claims if f"/review/claims/{claim}" not in page] == []
    assert "Against it" in page


def test_an_item_that_is_decided_says_so_and_leads_back(client: TestClient) -> None:
    answer = client.get("/review/items/t_ffffffff")
    assert (answer.status_code, "Not in the queue any more" in answer.text) == (404, True)


def test_an_empty_queue_says_that_nothing_is_left(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "empty.db"), browsing(tmp_path / "empty.db") as client:
        assert "Nothing here is left to decide" in client.get("/review").text


# --- acts and undoing them -----------------------------------------------------------------------------

ACTS = ["accept", "reject", "merge", "split", "move", "correct", "dismiss"]


@pytest.mark.parametrize("what", ACTS)
def test_looking_at_an_act_changes_nothing(what: str, client: TestClient, ledger: Ledger) -> None:
    before = state(ledger)
    assert "What it will change" in looked_at(client, *asked_of(what, ledger))
    assert (state(ledger), ledger.decisions.acts()) == (before, ())


@pytest.mark.parametrize("what", ACTS)
def test_each_act_is_done_signed_and_undone_again(what: str, client: TestClient, ledger: Ledger) -> None:
    before = state(ledger)
    answer = done(client, *asked_of(what, ledger))
    (act,) = ledger.decisions.acts()

    assert answer.status_code == 303
    assert (act.what, act.by, act.reason) == (what, "Amina", "the list settles it")
    assert state(ledger) != before

    assert undone(client, answer).status_code == 303
    assert state(ledger) == before
    assert [one.what for one in ledger.decisions.acts()] == ["undo", what]


def test_an_undo_can_be_undone_from_the_log(client: TestClient, ledger: Ledger) -> None:
    answer = done(client, *asked_of("merge", ledger))
    merged = state(ledger)
    undone(client, answer)
    undo = ledger.decisions.acts()[0]

    assert "Let it count again" in client.get("/review/acts").text
    again = done(client, ("what", "undo"), ("act", undo.id), ("then", "review_acts///"))
    assert "Counts again: 2 incidents are one" in client.get(again.headers["location"]).text
    assert state(ledger) == merged


def test_what_was_done_is_told_with_what_it_changed(client: TestClient, ledger: Ledger) -> None:
    answer = done(client, *asked_of("merge", ledger))
    page = client.get(answer.headers["location"]).text
    act = ledger.decisions.acts()[0]

    assert "2 incidents are one" in page
    assert f"/review/acts/{act.id}" in page
    told = client.get(f"/review/acts/{act.id}").text
    assert "Ended" in told
    assert "the list settles it" in told


def test_an_act_from_an_item_goes_on_to_the_next_one(client: TestClient, ledger: Ledger) -> None:
    page = client.get(f"/review/items/{item_of(ledger, 'pair')}?kind=pairs").text
    assert urlencode({"then": "review//pairs/"}) in page, "it is the last one of the list"

    then = f"review_item/{item_of(ledger, 'pair')}//"
    answer = done(client, *asked_of("correct", ledger), ("then", then))
    assert answer.headers["location"].startswith(f"/review/items/{item_of(ledger, 'pair')}?done=v_")


def test_an_act_that_comes_from_nowhere_goes_on_to_its_incident(client: TestClient, ledger: Ledger) -> None:
    kisumu = incident_of(ledger, "courier/a")
    answer = done(client, *asked_of("correct", ledger))
    assert answer.headers["location"].startswith(f"/incidents/{kisumu}/review?done=v_")


def test_a_split_of_many_reports_is_sent_as_a_form(client: TestClient, ledger: Ledger) -> None:
    incident = incident_of(ledger, "courier/a")
    page = client.get(f"/incidents/{incident}/review").text
    tried = send(client, form_for(page, DO), report=[report_of(ledger, "herald/b")])
    assert (tried.status_code, "What it will change" in tried.text) == (200, True)

    send(client, form_for(tried.text, DO), reason="another day")
    assert frozenset("b") in grouped(ledger)


def test_other_words_of_the_article_can_be_marked(client: TestClient, ledger: Ledger) -> None:
    before = state(ledger)
    claim = claim_of(ledger, "times/c")
    page = client.get(f"/review/claims/{claim}").text
    tried = send(client, form_for(page, DO), value="at least 3", words="several", at="17")
    answer = send(client, form_for(tried.text, DO), reason="it says several")

    told = ledger.report(report_of(ledger, "times/c")).claims
    assert [one.evidence.quote for one in told if one.field == "killed"] == ["several"]
    undone(client, answer)
    assert state(ledger) == before


def test_words_that_say_nothing_on_the_field_are_said_so(client: TestClient, ledger: Ledger) -> None:
    claim = claim_of(ledger, "times/c")
    done(client, ("what", "correct"), ("claim", claim), ("none", "1"))
    assert not any(one.field == "killed" for one in ledger.report(report_of(ledger, "times/c")).claims)


# --- finding the incident that is meant ----------------------------------------------------------------


@pytest.mark.parametrize("words", ["Mombasa", "id"])
def test_the_other_incident_is_found_by_words_or_by_its_id(
    words: str, client: TestClient, ledger: Ledger
) -> None:
    kisumu, mombasa = incident_of(ledger, "courier/a"), incident_of(ledger, "post/d")
    asked = urlencode({"what": "merge", "incident": kisumu, "q": mombasa[:8] if words == "id" else words})
    page = client.get(f"{DO}?{asked}").text

    assert urlencode([("what", "merge"), ("incident", kisumu), ("incident", mombasa)]) in page.replace(
        "&amp;", "&"
    )


# --- what is refused -----------------------------------------------------------------------------------


def test_an_act_on_what_changed_meanwhile_is_refused_and_the_reason_kept(
    client: TestClient, ledger: Ledger
) -> None:
    form = form_for(looked_at(client, *asked_of("merge", ledger)), DO)
    pair = report_of(ledger, "herald/b"), report_of(ledger, "times/c")
    reject(ledger, Signed(by="Viktor", reason="two shootings", at=NOW + timedelta(days=31)), *pair)
    before = state(ledger)
    answer = send(client, form, reason="one attack, says the ministry")

    assert answer.status_code == 409
    assert "Nothing was done; your reason is kept" in answer.text
    assert "Viktor" in answer.text
    assert form_for(answer.text, DO).get("reason") == "one attack, says the ministry"
    assert state(ledger) == before

    assert send(client, form_for(answer.text, DO)).status_code == 303
    assert len(ledger.decisions.acts()) == 2


@pytest.mark.parametrize("what", ACTS)
def test_a_form_sent_twice_is_done_once(what: str, client: TestClient, ledger: Ledger) -> None:
    form = form_for(looked_at(client, *asked_of(what, ledger)), DO)
    first, second = (send(client, form, reason="same bus") for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert second.headers["location"] == first.headers["location"]
    assert len(ledger.decisions.acts()) == 1


def test_an_act_without_a_reason_is_shown_again(client: TestClient, ledger: Ledger) -> None:
    answer = send(client, form_for(looked_at(client, *asked_of("merge", ledger)), DO), reason="  ")

    assert (answer.status_code, "An act needs a reason" in answer.text) == (422, True)
    assert ledger.decisions.acts() == ()


def test_joining_what_a_person_holds_apart_is_refused_with_that_act(
    client: TestClient, ledger: Ledger
) -> None:
    done(client, *asked_of("reject", ledger))
    answer = client.get(f"{DO}?{urlencode(asked_of('accept', ledger))}")

    assert answer.status_code == 409
    assert ledger.decisions.acts()[0].id in answer.text


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ({"what": "burn"}, 422, "is no act"),
        ({}, 422, "ay which act is meant"),
        ({"what": "accept", "report": "r_1"}, 422, "ame two reports"),
        ({"what": "undo", "act": "v_ffffffff"}, 404, "v_ffffffff"),
        ({"what": "correct", "claim": "c_ffffffffff", "value": "4"}, 404, "c_ffffffffff"),
        ({"what": "merge", "incident": "i_ffffffff"}, 404, "i_ffffffff"),
    ],
    ids=["no act", "nothing", "one report", "no such act", "no such claim", "no such incident"],
)
def test_what_cannot_be_asked_is_told_in_one_line(
    asked: dict[str, str], status: int, told: str, client: TestClient
) -> None:
    answer = client.get(f"{DO}?{urlencode(asked)}")
    assert (answer.status_code, told in answer.text) == (status, True)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"value": "purple"}, "is no value of the field"),
        ({"value": "4", "words": "never printed"}, "is not in the article"),
        ({"value": "", "words": ""}, "ay what is right"),
        ({"value": "4", "at": "x", "words": "several"}, "is no place in a text"),
        ({"value": "4", "certainty": "dead sure"}, "is no certainty"),
    ],
    ids=["no number", "no such words", "nothing", "no place", "no certainty"],
)
def test_a_correction_that_says_nothing_goes_back_to_its_form(
    typed: dict[str, str], told: str, client: TestClient, ledger: Ledger
) -> None:
    page = client.get(f"/review/claims/{claim_of(ledger, 'times/c')}").text
    answer = send(client, form_for(page, DO), **typed)

    assert (answer.status_code, told in answer.text) == (422, True)
    assert ledger.decisions.acts() == ()


# --- roles and hostile words ---------------------------------------------------------------------------


def test_a_reader_sees_everything_and_is_offered_no_act(path: Path, ledger: Ledger) -> None:
    asked = urlencode(asked_of("merge", ledger))
    pages = [
        "/review",
        *(f"/review/items/{item.id}" for item in list_items(ledger)),
        f"/incidents/{incident_of(ledger, 'courier/a')}/review",
        f"/review/claims/{claim_of(ledger, 'courier/a')}",
        "/review/acts",
    ]
    add_team(path)
    with browsing(path) as client:
        sign_in(client, "Rita", PASSWORD)
        for page in pages:
            answer = client.get(page)
            acts = [form for form in forms_in(answer.text) if form.action == DO and form.get("what")]
            assert (answer.status_code, acts, DO + "?" in answer.text) == (200, [], False), page
        assert "Deciding needs the role reviewer" in client.get("/review").text
        assert client.get(f"{DO}?{asked}").status_code == 403


def test_an_act_bears_the_name_of_who_signed_in(path: Path, ledger: Ledger) -> None:
    asked = asked_of("merge", ledger)
    add_team(path)
    with browsing(path) as client:
        sign_in(client, "Viktor", PASSWORD)
        done(client, *asked)
    assert [act.by for act in ledger.decisions.acts()] == ["Viktor"]


def test_hostile_reasons_and_values_are_only_words(client: TestClient, ledger: Ledger) -> None:
    done(client, *asked_of("merge", ledger), reason=HOSTILE)
    done(client, ("what", "undo"), ("act", ledger.decisions.acts()[0].id), reason=HOSTILE)
    page = client.get(f"/review/claims/{claim_of(ledger, 'times/c')}").text
    wrong = send(client, form_for(page, DO), value=HOSTILE, words=HOSTILE)
    asked = urlencode({"what": "merge", "incident": incident_of(ledger, "post/d"), "q": HOSTILE})
    act = ledger.decisions.acts()[0]

    for answer in (
        client.get("/review/acts"),
        client.get(f"/review/acts/{act.id}"),
        client.get(f"/incidents/{incident_of(ledger, 'post/d')}/review"),
        client.get(f"{DO}?{asked}"),
        wrong,
    ):
        assert answer.status_code in {200, 422}
        assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in client.get("/review/acts").text


def test_hostile_articles_are_only_words(writer: TestClient, own_ledger: Path) -> None:
    text = (
        f"KISUMU, Kenya {HOSTILE} - Gunmen shot at a bus near Kisumu on Tuesday and killed four people, police "
        f"said. Officers {HOSTILE} found the bus on the road to Ahero on Wednesday morning, a spokesman said."
    )
    said = {"title": escape(HOSTILE), "text": text, "outlet": escape(HOSTILE), "published": "2024-05-02"}
    assert post(writer, "/add", said, files=[("files", ("", b""))], page="/add").status_code == 303
    with open_ledger(own_ledger) as ledger:
        *_, article = ledger.articles()
        members = ledger.members_of_article(article.id)
        claims = [claim.id for report in ledger.reports_of([article.id]) for claim in report.claims]
        items = [item.id for item in list_items(ledger) if members[0].incident in item.incidents]

    assert (article.title, items != []) == (HOSTILE, True)
    for page in (
        "/review",
        *(f"/review/items/{item}" for item in items),
        f"/incidents/{members[0].incident}/review",
        f"/review/claims/{claims[0]}",
        f"{DO}?what=merge&incident={members[0].incident}",
    ):
        answer = writer.get(page)
        assert (answer.status_code, "<script>alert" in answer.text) == (200, False), page


@pytest.mark.parametrize(
    "then", ["https://elsewhere.example", "//elsewhere.example", "review_item/../..//", "review_done///"]
)
def test_nobody_is_led_elsewhere_after_an_act(then: str, client: TestClient, ledger: Ledger) -> None:
    answer = done(client, *asked_of("dismiss", ledger), ("then", then))
    assert answer.headers["location"].startswith("/review?done=v_")
