import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import html

from tests.alert_making import alerts, make_alert, make_known, make_quoted, make_update
from tests.delivering.senders import make_channel, make_message
from twosource.config.channels import Email
from twosource.delivering.letters import html_of, letter_of, plain_of, subject_of
from twosource.model import Status
from twosource.watches import Alert

MAIL = Email(host="smtp.lake.example", port=25, sender="watch@lake.example", to=("amina@lake.example",))


def write(*told: Alert, **changes: Any) -> EmailMessage:
    """Write a letter and read it as its receiver does."""
    content = letter_of(make_message(MAIL, *told, **changes), MAIL).as_bytes()
    return message_from_bytes(content, _class=EmailMessage, policy=SMTP)


def body(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_letter_says_what_is_known_plainly_and_as_a_page() -> None:
    letter = write(make_alert(instructions=(make_quoted(),)))
    assert (
        body(letter, "plain")
        == """Four killed at Kisumu ferry pier

Why you are told:
- A shooting within 20 km of Lake office.

Sources told people:
“Stay away from the ferry pier” (Kisumu police, in Lakeside Courier)

What is known:
- Killed: 4 [agreed, 2 voices, 2 newsrooms, confirmed]
  “killed four people” (Kisumu police, in Lakeside Courier)

Told by 2 voices, 2 newsrooms, 3 outlets.

Made from press reports by a program. It is no warning by an authority.
"""
    )
    page = html.fromstring(body(letter, "html"))
    assert ["".join(map(str, one.itertext())) for one in page.iter("h1", "dt")] == [
        "Four killed at Kisumu ferry pier", "Killed: 4",
    ]  # fmt: skip


def test_nobody_answers_and_doubles_are_known() -> None:
    letter = write(threads=("d_1", "d_2"))
    assert {name: letter[name] for name in ("Message-ID", "In-Reply-To", "References", "Auto-Submitted", "To", "Date")} == {
        "Message-ID": "<d_00000000000000aa@lake.example>",
        "In-Reply-To": "<d_2@lake.example>",
        "References": "<d_1@lake.example> <d_2@lake.example>",
        "Auto-Submitted": "auto-generated",
        "To": "amina@lake.example",
        "Date": "Thu, 02 May 2024 12:00:00 +0000",
    }  # fmt: skip


def test_several_alerts_make_one_letter() -> None:
    letter = write(make_alert(), make_update())
    assert letter["Subject"] == "2 alerts: Four killed at Kisumu ferry pier"
    plain = body(letter, "plain")
    assert plain.count("\n" + "-" * 60 + "\n") == 1
    assert plain.index("Four killed") < plain.index("Update: Four killed")
    assert len([*html.fromstring(body(letter, "html")).iter("article")]) == 2


def test_a_test_says_so_in_its_subject_and_its_first_words() -> None:
    letter = write(is_test=True)
    assert letter["Subject"].startswith("TEST: ")
    assert body(letter, "plain").startswith("This is a test. Nothing happened.")
    assert "This is a test." in body(letter, "html")


def test_links_lead_to_the_desk_first() -> None:
    message = make_message(
        MAIL,
        make_alert(links=("javascript:alert(1)", "https://courier.example/pier")),
        channel=make_channel(MAIL, desk="https://desk.lake.example"),
    )
    page = html.fromstring(html_of(message))
    assert [link.get("href") for link in page.iter("a")] == [
        "https://desk.lake.example/alerts/w_000000000001", "https://courier.example/pier",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "headline",
    ["Blast\r\nBcc: spy@evil.example", "Blast\nBcc: spy@evil.example", "Blast\x00\x85Bcc: spy@evil.example"],
)
def test_no_headline_becomes_a_header(headline: str) -> None:
    letter = write(make_alert(headline=headline))
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Blast Bcc: spy@evil.example"


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    hostile = '<img src="https://evil.example/x.png"><script>alert(1)</script>'
    alert = make_alert(
        headline=hostile,
        place=hostile,
        reason=hostile,
        known=(make_known(hostile, hostile, scope=hostile, quotes=(make_quoted(hostile, voice=hostile),)),),
        instructions=(make_quoted(hostile, outlet=hostile),),
        links=(f"https://courier.example/{hostile}",),
    )
    page = html.fromstring(html_of(make_message(MAIL, alert)))
    assert {str(element.tag) for element in page.iter()} & {
        "img",
        "script",
        "iframe",
        "object",
        "link",
    } == set()
    style = page.findtext(".//style") or ""
    assert re.findall(r"url\(|@import", style) == []
    assert hostile in (page.findtext(".//h1") or "")


@given(alerts())
@settings(deadline=None, max_examples=40)
def test_any_alert_makes_a_letter_that_can_be_read(drawn: tuple[Alert, tuple[Alert, ...]]) -> None:
    alert, earlier = drawn
    letter = write(alert, *earlier)
    assert sorted(set(letter.keys())) == sorted(letter.keys())
    assert len(str(letter["Subject"])) <= 160
    assert body(letter, "plain").endswith("It is no warning by an authority.\n")
    assert html.fromstring(body(letter, "html")).findtext(".//title")


def test_what_voices_deny_each_other_is_said_in_both() -> None:
    alert = make_alert(known=(make_known("killed", "4 to 7", status=Status.CONTRADICTED),))
    message = make_message(MAIL, alert)
    assert "Contradicted: killed." in plain_of(message)
    assert "contradicted, 2 voices, 2 newsrooms, confirmed" in html_of(message)
    assert subject_of(message) == "Four killed at Kisumu ferry pier"
