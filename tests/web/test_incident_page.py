"""The page of an incident: who says what, in which words, then and now."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.builders import NOW, make_article, make_claim, make_count, make_report
from tests.ledgers import open_ledger, place_of
from tests.store.filling import keep
from tests.web.conftest import ADDRESS
from tests.web.crowds import keep_crowd
from tests.web.looking import incident_at, look_at, words
from twosource.ids import IncidentId
from twosource.model import Voice
from twosource.review import Signed, merge
from twosource.store import Filter, Ledger
from twosource.web import DeskSettings, make_app

_UNSAFE = re.compile(r"<script(?![^>]*\bsrc=)|\bstyle=|<style|\bon[a-z]+=|javascript:", re.IGNORECASE)
_HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
_ARABIC = "وكالة الأنباء المحلية"


@pytest.fixture
def disputed(example_ledger: Path) -> IncidentId:
    """Return the incident of the examples whose number of injured is told in two ways."""
    return incident_at(example_ledger, "Kirkuk")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, IncidentId]]:
    """Return a desk over one incident of four hundred voices."""
    path = tmp_path_factory.mktemp("crowd") / "crowd.db"
    with open_ledger(path) as ledger:
        name = keep_crowd(ledger, 400)
    with TestClient(make_app(DeskSettings(ledger=place_of(path))), base_url=ADDRESS) as client:
        yield client, name


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger with nothing in it."""
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> Iterator[TestClient]:
    """Return a desk over it."""
    with TestClient(make_app(DeskSettings(ledger=place_of(ledger.path))), base_url=ADDRESS) as client:
        yield client


# --- what is known --------------------------------------------------------------------------------


def test_a_contradicted_toll_stands_with_both_voices(client: TestClient, disputed: IncidentId) -> None:
    page = look_at(client, f"/incidents/{disputed}")
    (row,) = page.xpath("//tr[@id='fact-injured']")
    said = {cell.get("data-voice"): words(cell) for cell in row.xpath("td[@data-voice]")}
    assert "4 or 2 ! contradicted" in words(row.xpath("th")[0])
    assert said["Iraqi Oil Ministry, Meridian Newswire"] == "! 2 contradicts 3× said"
    assert said["Police officer, Lantern Press Agency"] == "= 4, says so"


def test_both_sides_of_a_contradiction_show_their_sentences(client: TestClient, disputed: IncidentId) -> None:
    page = look_at(client, f"/incidents/{disputed}")
    (opened,) = page.xpath("//details[contains(@class, 'sentences')][@open]")
    marked = [words(mark) for mark in opened.xpath(".//mark")]
    assert marked[:3] == ["four people were wounded", "number of wounded at four", "wounding two workers"]


def test_what_contradicts_is_told_by_sign_and_word(client: TestClient, disputed: IncidentId) -> None:
    page = look_at(client, f"/incidents/{disputed}")
    against = page.xpath("//p[contains(@class, 'saying-against')]")
    assert against
    assert all("contradicts" in words(one) and "!" in words(one) for one in against)


def test_a_value_leads_to_its_marked_sentence(client: TestClient, disputed: IncidentId) -> None:
    page = look_at(client, f"/incidents/{disputed}")
    (link,) = page.xpath("//tr[@id='fact-injured']//p[contains(@class, 'saying-against')]/a")
    article = look_at(client, link.get("href"))
    bare = look_at(client, f"{link.get('data-claim')}?bare=1")
    assert [words(one) for one in article.xpath("//mark[@class='aimed']")] == ["wounding two workers"]
    assert [words(one) for one in bare.xpath("//mark")] == ["wounding two workers"]
    assert article.xpath("//*[@id=$name]", name=link.get("href").partition("#")[2])


def test_what_nobody_says_stays_unknown(client: TestClient, disputed: IncidentId) -> None:
    page = look_at(client, f"/incidents/{disputed}")
    (line,) = page.xpath("//p[@class='nobody']")
    assert words(line) == "? unknown Nobody says: killed. Unknown is not none."
    assert not page.xpath("//tr[@id='fact-killed']")


def test_every_claim_is_quoted_on_the_page_of_its_field(
    client: TestClient, example_ledger: Path, disputed: IncidentId
) -> None:
    with open_ledger(example_ledger, create=False) as ledger:
        reports = ledger.reports(ledger.incident(disputed).reports)
    claims = [claim for report in reports for claim in report.claims]
    shown = {one: client.get(f"/incidents/{disputed}/said/{one}").text for one in {c.field for c in claims}}
    assert [one.id for one in claims if one.id not in shown[one.field]] == []


def test_the_three_columns_of_independence_are_told_in_words_too(
    client: TestClient, disputed: IncidentId
) -> None:
    page = look_at(client, f"/incidents/{disputed}")
    rows = page.xpath("//section[@id='independence']//tbody/tr")
    told = {words(row.xpath("th")[0]): words(row.xpath("td")[0]) for row in rows}
    assert told["Meridian Newswire"] == "Meridian Newswire; Gulf Courier 1 copy; Kirkuk Tribune 1 copy"


def test_the_reasons_why_reports_are_together_have_points(client: TestClient, disputed: IncidentId) -> None:
    page = look_at(client, f"/incidents/{disputed}")
    points = page.xpath("//section[@id='together']//table//td[@class='num']")
    assert all(re.fullmatch(r"[+-]\d+\.\d", words(one)) for one in points)
    assert len(page.xpath("//section[@id='together']//ol/li")) == 4


def test_counts_of_the_press_stand_with_their_check(client: TestClient, disputed: IncidentId) -> None:
    page = look_at(client, f"/incidents/{disputed}")
    told = words(page.xpath("//section[@id='press']")[0])
    assert "cannot say The press counts 12" in told


@pytest.mark.parametrize("part", ["", "/brief", "/history", "/profiles", "/why", "/articles", "/said/killed"])
def test_every_page_of_every_example_is_free_of_inline_code(
    client: TestClient, example_ledger: Path, part: str
) -> None:
    with open_ledger(example_ledger, create=False) as ledger:
        ids = ledger.incident_ids(Filter())
    answers = {name: client.get(f"/incidents/{name}{part}") for name in ids}
    assert {one.status_code for one in answers.values()} == {200}
    assert [name for name, one in answers.items() if _UNSAFE.search(one.text)] == []


# --- then, and otherwise --------------------------------------------------------------------------


def test_as_of_a_moment_the_earlier_toll_stands(client: TestClient, disputed: IncidentId) -> None:
    now = look_at(client, f"/incidents/{disputed}")
    moments = [one.get("value") for one in now.xpath("//select[@name='as_of']/option[@value!='']")]
    then = look_at(client, f"/incidents/{disputed}?as_of={moments[0].replace('+', '%2B')}")
    value = words(then.xpath("//tr[@id='fact-injured']//span[@class='fact-value']")[0])
    assert (len(moments), value) == (5, "2")
    assert "This is the past. This page shows what the press had printed by 2024-03-12 08:15" in words(
        then.xpath("//main/div[contains(@class, 'past')]")[0]
    )


def test_as_of_what_the_ledger_held_is_another_question(client: TestClient, disputed: IncidentId) -> None:
    answer = client.get(f"/incidents/{disputed}?as_of=2024-03-12&as_of_by=arrived")
    assert (answer.status_code, "had told of" in answer.text) == (404, True)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("as_of=soon", "soon"),
        ("profile=wishful", "wishful"),
        ("voices=-1", "is no page"),
    ],
    ids=["no moment", "no profile", "no page"],
)
def test_what_cannot_be_asked_is_told_in_one_line(
    client: TestClient, disputed: IncidentId, asked: str, says: str
) -> None:
    answer = client.get(f"/incidents/{disputed}?{asked}")
    assert (answer.status_code, says in answer.text) == (422, True)


def test_the_form_left_as_it_is_shows_today(client: TestClient, disputed: IncidentId) -> None:
    page = look_at(client, f"/incidents/{disputed}?as_of=&as_of_by=arrived&profile=")
    assert page.xpath("//div[contains(@class, 'past')]") == []
    assert page.xpath("//select[@name='as_of_by']/option[@selected]/@value") == ["arrived"]


def test_a_profile_shows_what_it_changes(client: TestClient, disputed: IncidentId) -> None:
    page = look_at(client, f"/incidents/{disputed}?profile=conservative")
    rows = page.xpath("//table[contains(@class, 'changes')]/tbody/tr")
    assert "injured 4 2" in [words(row) for row in rows]
    assert words(page.xpath("//tr[@id='fact-injured']//span[@class='fact-value']")[0]).startswith("2")


def test_the_page_of_profiles_lays_them_side_by_side(client: TestClient, disputed: IncidentId) -> None:
    page = look_at(client, f"/incidents/{disputed}/profiles")
    assert words(page.xpath("//table//tr[th/a='conservative']")[0]).endswith(
        "northern Iraq, Iraq 2 outlaw groups"
    )


def test_the_history_tells_each_step_with_its_sentence(client: TestClient, disputed: IncidentId) -> None:
    page = look_at(client, f"/incidents/{disputed}/history")
    (course,) = page.xpath("//section[@class='course'][starts-with(normalize-space(h3), 'injured')]")
    steps = [words(one) for one in course.xpath(".//li/p[1]")]
    assert [step.partition(" +03:00 ")[2] for step in steps] == [
        "· first told 2",
        "> a new value 4 ! contradicted",
    ]


# --- ids ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["", "/brief", "/history", "/why", "/articles"])
def test_a_shortened_id_leads_to_the_whole_one(client: TestClient, disputed: IncidentId, part: str) -> None:
    answer = client.get(f"/incidents/{disputed[:7]}{part}?as_of=2030-01-01", follow_redirects=False)
    assert answer.status_code == 308
    assert answer.headers["location"] == f"/incidents/{disputed}{part}?as_of=2030-01-01"


def test_a_merged_id_leads_on_and_the_act_is_told(own_ledger: Path, writer: TestClient) -> None:
    with open_ledger(own_ledger) as ledger:
        one, other = ledger.incident_ids(Filter(place="Somalia"))
        done = merge(ledger, Signed(by="Amina", reason="One <b>morning</b>.", at=NOW), (one, other))
    (kept,) = done.incidents
    gone = other if kept == one else one
    answer = writer.get(f"/incidents/{gone}", follow_redirects=False)
    acts = look_at(writer, f"/incidents/{kept}").xpath("//section[@id='acts']//li")
    assert (answer.status_code, answer.headers["location"]) == (308, f"/incidents/{kept}")
    assert words(acts[0]).startswith(f"Amina merged {one}, {other}")
    assert "One <b>morning</b>." in words(acts[0])


def test_an_incident_that_holds_nothing_says_so(own_ledger: Path, writer: TestClient) -> None:
    name = incident_at(own_ledger, "Kirkuk")
    with open_ledger(own_ledger) as ledger, ledger.transaction():
        ledger.move_reports(ledger.incident(name).reports, None)
        ledger.close_incident(name, None)
    answer = writer.get(f"/incidents/{name}")
    assert (answer.status_code, f"Nothing tells of {name} any more" in answer.text) == (410, True)


@pytest.mark.parametrize("name", ["i_0000000000", "i_", "...", "<script>", "%00", "i_" + "a" * 4000])
def test_an_id_that_names_nothing_is_not_found(client: TestClient, name: str) -> None:
    answer = client.get(f"/incidents/{name}")
    assert (answer.status_code, "<script>" in answer.text) == (404, False)


# --- much, little and hostile ---------------------------------------------------------------------


def test_four_hundred_voices_share_columns_by_what_they_say(crowded: tuple[TestClient, IncidentId]) -> None:
    client, name = crowded
    page = look_at(client, f"/incidents/{name}")
    heads = page.xpath("//table[contains(@class, 'by-voice')]//th[contains(@class, 'voice')]//summary")
    assert sorted(words(head) for head in heads) == ["360 voices", "40 voices"]
    assert len(client.get(f"/incidents/{name}").text) < 300_000


@pytest.mark.parametrize("part", ["/brief", "/history", "/profiles", "/why", "/articles", "/said/killed"])
def test_lists_of_four_hundred_are_bounded(crowded: tuple[TestClient, IncidentId], part: str) -> None:
    client, name = crowded
    answer = client.get(f"/incidents/{name}{part}")
    assert (answer.status_code, len(answer.text) < 100_000) == (200, True)


def _keep_hostile(ledger: Ledger) -> IncidentId:
    text = f"{_HOSTILE} said four people were killed in {_ARABIC}.\nFour people were killed."
    article = make_article(text, outlet=_HOSTILE, newsroom=_ARABIC, title=_HOSTILE, url="javascript:alert(3)")
    voice = Voice(name=_HOSTILE, kind="official", body=_HOSTILE)
    claims = (
        make_claim(article, "killed", make_count(4), "four people were killed", voice=voice),
        make_claim(article, "target", _HOSTILE, _HOSTILE, voice=voice),
        make_claim(article, "quote", f"“{_ARABIC}”", _ARABIC, voice=voice),
    )
    return keep(ledger, article, make_report(article, *claims)).id


@pytest.mark.parametrize("part", ["", "/brief", "/history", "/profiles", "/why", "/articles", "/said/target"])
def test_hostile_words_stay_words(ledger: Ledger, desk: TestClient, part: str) -> None:
    answer = desk.get(f"/incidents/{_keep_hostile(ledger)}{part}")
    found = {one for one in ("<script>alert", "<img src=x", 'javascript:alert(3)"') if one in answer.text}
    assert (answer.status_code, found) == (200, set())


def test_names_from_right_to_left_keep_their_own_direction(ledger: Ledger, desk: TestClient) -> None:
    page = look_at(desk, f"/incidents/{_keep_hostile(ledger)}")
    bearers = page.xpath("//*[text()[contains(., $name)]]", name=_ARABIC)
    kinds = {one.tag for one in bearers if one.get("dir") != "auto" and one.tag != "bdi"}
    assert bearers
    assert kinds <= {"text", "title", "mark", "b", "span"}  # isolated in figures; inside a dir=auto else


def test_an_incident_of_one_bare_report_has_its_empty_states(ledger: Ledger, desk: TestClient) -> None:
    article = make_article(published=None, newsroom=None, outlet=None)
    name = keep(ledger, article, make_report(article)).id
    told = words(look_at(desk, f"/incidents/{name}").xpath("//main")[0])
    assert "Nothing is told of it that could be taken for a fact." in told
    assert "No article says when it came out." in told
    assert "nobody says where it happened" in told
    assert "One report tells of it alone" in told
    assert "Nobody has decided anything about it." in told


# --- why ------------------------------------------------------------------------------------------


def test_neighbours_that_were_kept_apart_tell_why(own_ledger: Path, writer: TestClient) -> None:
    with open_ledger(own_ledger, create=False) as ledger:
        one, other = ledger.incident_ids(Filter(place="Somalia"))
    page = look_at(writer, f"/incidents/{one}/why/{other}")
    assert words(page.xpath("//h1")[0]) == "Why these two are two"
    assert page.xpath("//table[contains(@class, 'reasons')]//td[@class='num']")


@pytest.mark.parametrize("other", ["nothing", "i_0000000000", "r_0000000000000000", "a_0000000000000000"])
def test_a_pair_with_nothing_is_not_found(client: TestClient, disputed: IncidentId, other: str) -> None:
    assert client.get(f"/incidents/{disputed}/why/{other}").status_code == 404
