import csv
import io
import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.ledgers import open_ledger
from twosource.exports import FORMS, export
from twosource.store import Filter

NAMES = [pytest.param(name, id=name) for name in FORMS]


def links_of(page: str) -> list[str]:
    return [found.replace("&amp;", "&") for found in re.findall(r'href="([^"]*/export/[^"]*)"', page)]


def test_every_format_is_offered(client: TestClient) -> None:
    page = client.get("/export").text

    assert [link.rsplit("/", 1)[-1] for link in links_of(page)] == list(FORMS)
    assert 'aria-current="page">Export</a>' in page


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_what_the_command_line_writes(client: TestClient, example_ledger: Path, name: str) -> None:
    answer = client.get(f"/export/{name}")

    with open_ledger(example_ledger) as ledger:
        assert answer.content == b"".join(export(ledger, name))
    assert answer.headers["content-type"] == FORMS[name].media_type
    assert (
        answer.headers["content-disposition"]
        == f'attachment; filename="twosource-{name}.{FORMS[name].ending}"'
    )


def test_what_can_t_be_written_here_is_not_offered(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twosource.exports.forms.find_spec", lambda _: None)
    page = client.get("/export").text

    assert [link for link in links_of(page) if "parquet" in link] == []
    assert (
        page.count("pip install &#39;twosource[tables]&#39;") + page.count("pip install 'twosource[tables]'")
        == 2
    )


def test_links_carry_the_filter_along(client: TestClient, example_ledger: Path) -> None:
    page = client.get("/export?kind=bombing&profile=widest").text
    by_name = {link.split("?")[0].rsplit("/", 1)[-1]: link for link in links_of(page)}

    assert by_name["csv"] == "/export/csv?kind=bombing&profile=widest"
    assert by_name["acled"] == "/export/acled?kind=bombing", "it has a profile of its own"
    rows = list(csv.DictReader(io.StringIO(client.get(by_name["acled"]).text)))
    with open_ledger(example_ledger) as ledger:
        kinds = ("bombing", "car bombing", "roadside bombing", "suicide bombing")
        assert [row["event_id_cnty"] for row in rows] == list(ledger.incident_ids(Filter(kinds=kinds)))


def test_one_incident_can_be_taken_along(client: TestClient, example_ledger: Path) -> None:
    with open_ledger(example_ledger) as ledger:
        name = ledger.incident_ids(Filter())[0]

    answer = client.get(f"/export/incidents-jsonl?incident={name}")

    assert [json.loads(line)["id"] for line in answer.text.splitlines()] == [name]
    assert f'filename="{name}-incidents-jsonl.jsonl"' in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        pytest.param("/export/xml", 404, "There is no format", id="no format"),
        pytest.param("/export/csv?since=soon", 422, "is no date", id="no date"),
        pytest.param("/export?colour=red", 422, "no parameter here", id="no parameter"),
        pytest.param("/export/acled?profile=widest", 409, "takes its values by the profile", id="another profile"),
        pytest.param("/export/csv?incident=i_0000000000", 404, "i_0000000000", id="no incident"),
        pytest.param("/export/csv?incident=i_1&kind=arson", 422, "ive it alone", id="both"),
    ],
)  # fmt: skip
def test_what_can_t_be_given_is_a_page_that_says_so(
    client: TestClient, address: str, status: int, words: str
) -> None:
    answer = client.get(address)

    assert answer.status_code == status
    assert words in answer.text
    assert "content-disposition" not in answer.headers


def test_asking_for_the_head_sends_no_file(client: TestClient) -> None:
    answer = client.head("/export/csv")

    assert (answer.status_code, answer.content) == (200, b"")


def test_a_hostile_filter_is_shown_escaped(client: TestClient) -> None:
    page = client.get("/export", params={"place": "<script>alert(1)</script>"}).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
