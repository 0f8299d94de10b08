"""Adding articles in a browser: pasted or as files, what became of each; bounds, roles, hostile words."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from tests.ledgers import open_ledger
from tests.web.desks import PASSWORD, add_team, browsing, sign_in
from tests.web.posting import post
from twosource.errors import InputError, TooLarge
from twosource.store import Filter, Ledger
from twosource.web.intake import adding, kept
from twosource.web.intake.sent import MOST_BYTES, MOST_FILES, read_sent, tidy_name

TITLE = "Gunmen kill four on bus near Kisumu"
TEXT = (
    "KISUMU, Kenya - Gunmen shot at a bus near Kisumu on Tuesday night and killed four people, police said.\n\n"
    "Officers found the bus on the road to Ahero on Wednesday morning, said a police spokesman. Nobody has "
    "claimed responsibility for the attack, the spokesman told reporters in the town.\n"
)
PASTED = {"title": TITLE, "text": TEXT, "outlet": "Lakeside Courier", "published": "2024-05-02"}
HOSTILE = "<script>alert(1)</script>\"'&"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_ledger(tmp_path / "desk.db") as made:
        made.stats()
    return tmp_path / "desk.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with open_ledger(path) as opened:
        yield opened


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with browsing(path, owner="Amina") as found:
        yield found


def sent(client: TestClient, said: dict[str, Any] | None = None, *files: tuple[str, bytes]) -> httpx.Response:
    """Send the form, and follow it to what became of it."""
    uploads = [("files", (name, content, "application/octet-stream")) for name, content in files]
    answer = post(client, "/add", said or {}, files=uploads or [("files", ("", b""))], page="/add")
    return client.get(answer.headers["location"]) if answer.status_code == 303 else answer


def zipped(**members: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in members.items():
            archive.writestr(f"{name}.txt", text)
    return packed.getvalue()


def test_a_pasted_text_becomes_an_article_and_its_incident_is_shown(
    client: TestClient, ledger: Ledger
) -> None:
    page = sent(client, {**PASTED, "url": "https://lakeside.example/bus"}).text
    (article,) = ledger.articles()
    (incident,) = ledger.incidents(Filter())

    assert (article.title, article.outlet, article.url) == (
        TITLE, "Lakeside Courier", "https://lakeside.example/bus",
    )  # fmt: skip
    assert str(article.published)[:10] == "2024-05-02"
    assert f"/incidents/{incident.id}" in page
    assert incident.headline in page
    assert "1 added" in page


def test_the_same_sent_again_is_known_and_changes_nothing(client: TestClient, ledger: Ledger) -> None:
    sent(client, PASTED)
    before = tuple(ledger.incidents(Filter()))

    assert "1 known already" in sent(client, PASTED).text
    assert tuple(ledger.incidents(Filter())) == before
    assert len(list(ledger.articles())) == 1


def test_files_and_archives_are_told_one_by_one(client: TestClient, ledger: Ledger) -> None:
    page = sent(
        client,
        {"outlet": "Lakeside Courier", "published": "2024-05-02"},
        ("bus.txt", f"{TITLE}\n\n{TEXT}".encode()),
        (
            "wire.zip",
            zipped(one=f"{TITLE.replace('four', 'five')}\n\n{TEXT.replace('four', 'five')}", two="Menu"),
        ),
        ("photo.jpg", b"\xff\xd8\xff"),
        ("broken.json", b"{"),
    ).text

    assert len(list(ledger.articles())) == 2
    for told in (
        "1 added",
        "1 added, a copy",
        "1 left out",
        "2 not read",
        "photo.jpg",
        "is broken JSON",
        "wire.zip",
    ):
        assert told in page, told


def test_an_address_in_the_form_is_kept_and_never_asked(client: TestClient, ledger: Ledger) -> None:
    sent(client, {**PASTED, "url": "http://169.254.169.254/latest"})
    assert [article.url for article in ledger.articles()] == ["http://169.254.169.254/latest"]


def test_nothing_sent_is_said_so(client: TestClient) -> None:
    assert "Nothing was sent" in sent(client).text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"published": "yesterday"}, "is no date"),
        ({"url": "javascript:alert(1)"}, "is no address of the web"),
        ({"title": "x" * 3_000}, "is too long"),
        ({"text": "x" * 1_000_001}, "more than 1,000,000 characters"),
    ],
    ids=["date", "address", "long headline", "long text"],
)
def test_what_cannot_be_taken_is_told_beside_the_form_and_what_was_typed_is_kept(
    said: dict[str, str], told: str, client: TestClient, ledger: Ledger
) -> None:
    answer = sent(client, {**PASTED, **said})

    assert (answer.status_code, told in answer.text) == (422, True)
    assert "Lakeside Courier" in answer.text
    assert list(ledger.articles()) == []


def test_more_files_than_a_form_may_hold_are_refused() -> None:
    said = dict.fromkeys(("title", "text", "outlet", "published", "url"), "")
    with pytest.raises(TooLarge, match="at most 20"):
        read_sent([("a.txt", io.BytesIO(), 0)] * (MOST_FILES + 1), said)
    with pytest.raises(InputError, match="are taken"):
        read_sent([("a.txt", io.BytesIO(), MOST_BYTES + 1)], said)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\a.html", "a.html"),
        ("a\0b\n.txt", "ab.txt"),
        ("", "unnamed"),
        ("خبر.txt", "خبر.txt"),
    ],
    ids=["path", "drive", "signs", "none", "arabic"],
)
def test_a_file_goes_by_the_last_part_of_its_name(given: str, name: str) -> None:
    assert tidy_name(given) == name


def test_more_articles_than_are_added_at_once_are_told_and_the_rest_goes_on_the_next_time(
    client: TestClient, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "MOST_ARTICLES", 2)
    lines = [TEXT.replace("four", number) for number in ("four", "five", "six")]
    wire = ("wire.zip", zipped(one=lines[0], two=lines[1], three=lines[2]))

    assert "So much is looked at in one go" in sent(client, None, wire).text
    first = len(list(ledger.articles()))
    sent(client, None, wire)
    assert (first, len(list(ledger.articles()))) == (2, 3)


def test_a_result_is_shown_to_who_sent_it_and_forgotten_in_time(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_MOST", 1)
    first = post(client, "/add", PASTED, page="/add").headers["location"]
    assert client.get(first).status_code == 200
    post(client, "/add", PASTED, page="/add")

    gone = client.get(first)
    assert (gone.status_code, "is not kept any more" in gone.text) == (404, True)


def test_a_reader_adds_nothing(path: Path, ledger: Ledger) -> None:
    add_team(path)
    with browsing(path) as client:
        sign_in(client, "Rita", PASSWORD)
        asked = client.get("/add").status_code
        posted = post(client, "/add", PASTED, page="/review").status_code
    assert (asked, posted, list(ledger.articles())) == (403, 403, [])


def test_hostile_titles_names_and_texts_are_only_words(client: TestClient) -> None:
    page = sent(
        client,
        {"title": HOSTILE + TITLE, "text": HOSTILE + TEXT, "outlet": HOSTILE, "published": "2024-05-02"},
        (f"{HOSTILE}.txt", b"Menu"),
        (f"{HOSTILE}.exe", b"MZ"),
    ).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
