from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings

from tests.alert_making import NOON, alerts, make_alert, make_known, make_quoted, make_update
from tests.ingest.pages import split
from tests.wire.cap_reading import faults, words
from twosource import __version__
from twosource.ids import IncidentId
from twosource.model import Draft, Status
from twosource.watches import Alert
from twosource.wire.cap import cap_time, find_link, to_cap
from twosource.wire.cap_sender import NO_AUTHORITY, Sender

DESK = Sender(address="desk@lake.example", name="Lake Desk", contact="desk@lake.example")
PRIVATE = replace(DESK, addresses=("night.desk@lake.example", "Field office"))

MESSAGE = f"""<?xml version='1.0' encoding='UTF-8'?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>w_000000000001</identifier>\
<sender>desk@lake.example</sender><sent>2024-05-02T12:00:00-00:00</sent><status>Actual</status>\
<msgType>Alert</msgType><source>twosource {__version__}</source><scope>Restricted</scope>\
<restriction>For those who set this watch. Not for the public: no person has approved it.</restriction>\
<incidents>i_00000000aa</incidents><info><language>en</language><category>Security</category>\
<event>Shooting</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>\
<effective>2024-05-02T12:00:00-00:00</effective><onset>2024-05-02T10:00:00-00:00</onset>\
<expires>2024-05-02T18:00:00-00:00</expires><senderName>Lake Desk ({NO_AUTHORITY})</senderName>\
<headline>Four killed at Kisumu ferry pier</headline><description>Why you are told:
- A shooting within 20 km of Lake office.

What is known:
- Killed: 4 [agreed, 2 voices, 2 newsrooms, confirmed]
  “killed four people” (Kisumu police, in Lakeside Courier)

Told by 2 voices, 2 newsrooms, 3 outlets.

Made from press reports by a program. It is no warning by an authority.</description>\
<contact>desk@lake.example</contact>\
<parameter><valueName>twosource:incident</valueName><value>i_00000000aa</value></parameter>\
<parameter><valueName>twosource:watch</valueName><value>Lake office</value></parameter>\
<parameter><valueName>twosource:number</valueName><value>1</value></parameter>\
<parameter><valueName>twosource:voices</valueName><value>2</value></parameter>\
<parameter><valueName>twosource:newsrooms</valueName><value>2</value></parameter>\
<parameter><valueName>twosource:outlets</valueName><value>3</value></parameter>\
<parameter><valueName>twosource:confirmed</valueName><value>2</value></parameter>\
<parameter><valueName>twosource:contradicted</valueName><value>0</value></parameter>\
<area><areaDesc>Kisumu, Kenya</areaDesc><circle>-0.1,34.75 5</circle></area></info></alert>"""


def test_a_message_says_what_is_known_and_from_whom() -> None:
    assert to_cap(make_alert(), DESK).decode() == MESSAGE


@given(alerts())
@settings(deadline=None, max_examples=60)
def test_every_alert_keeps_to_the_standard(drawn: tuple[Alert, Sequence[Alert]]) -> None:
    alert, earlier = drawn
    assert [fault for sender in (DESK, PRIVATE) for fault in faults(to_cap(alert, sender, earlier))] == []


@pytest.mark.parametrize(
    ("alert", "sender", "scope"),
    [
        (make_alert(), DESK, "Restricted"),
        (make_alert(), PRIVATE, "Private"),
        (make_alert(approved_by="Amina"), DESK, "Public"),
        (make_alert(approved_by="Amina"), PRIVATE, "Public"),
        (make_alert(approved_by="Amina", rehearsal=True), DESK, "Restricted"),
    ],
    ids=[
        "nobody approved",
        "addresses",
        "approved",
        "approved with addresses",
        "an exercise is never public",
    ],
)
def test_nothing_is_public_before_a_person_approves(alert: Alert, sender: Sender, scope: str) -> None:
    assert words(to_cap(alert, sender), "scope") == [scope]


def test_addresses_with_blanks_stand_in_quotes() -> None:
    assert words(to_cap(make_alert(), PRIVATE), "addresses") == ['night.desk@lake.example "Field office"']


def test_an_update_refers_to_all_before_it() -> None:
    first, second = make_alert(), make_update()
    third = make_update(id="w_000000000003", number=3, move="cancel", earlier=(first.id, second.id))
    made = to_cap(third, DESK, [second, first])
    before = [
        f"desk@lake.example,w_00000000000{number},2024-05-02T1{number + 1}:00:00-00:00" for number in (1, 2)
    ]
    assert words(made, "references") == [" ".join(before)]
    assert words(made, "msgType") == ["Cancel"]


def test_an_update_of_what_is_not_given_is_refused() -> None:
    with pytest.raises(ValueError, match="refers to w_000000000001, which was not given"):
        to_cap(make_update(), DESK)


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({}, "What was told does not stand any more."),
        ({"reason": "A person found that these are two incidents."}, "A person found that these are two incidents."),
        (
            {"reason": "It was merged.", "moved_into": IncidentId("i_00000000bb")},
            "It was merged. It is one with incident i_00000000bb.",
        ),
    ],
    ids=["no reason", "a reason", "merged"],
)  # fmt: skip
def test_a_cancel_says_why(changes: dict[str, str], note: str) -> None:
    cancelled = make_update(move="cancel", **changes)
    assert words(to_cap(cancelled, DESK, [make_alert()]), "note") == [note]


def test_what_rehearses_is_an_exercise_and_says_of_which_watch() -> None:
    made = to_cap(make_alert(rehearsal=True), DESK)
    assert words(made, "status") == ["Exercise"]
    assert words(made, "note") == ["Raised by the watch 'Lake office', which only rehearses."]
    assert words(made, "info/headline") == ["Exercise: Four killed at Kisumu ferry pier"]


def test_what_to_do_is_only_ever_quoted() -> None:
    assert words(to_cap(make_alert(), DESK), "info/instruction") == []
    told = make_alert(instructions=(make_quoted(),))
    assert words(to_cap(told, DESK), "info/instruction") == [
        "“Stay away from the ferry pier” (Kisumu police, in Lakeside Courier)"
    ]


def test_what_is_contradicted_is_said() -> None:
    disputed = make_alert(
        known=(make_known("killed", "4 to 7", status=Status.CONTRADICTED, confirmed=False),)
    )
    (told,) = words(to_cap(disputed, DESK), "info/description")
    assert "- Killed: 4 to 7 [contradicted, asserted, 2 voices, 2 newsrooms, not confirmed]" in told
    assert "Contradicted: killed." in told


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (NOON, "2024-05-02T12:00:00-00:00"),
        (NOON.replace(microsecond=999_999), "2024-05-02T12:00:00-00:00"),
        (NOON.astimezone(timezone(timedelta(hours=3))), "2024-05-02T15:00:00+03:00"),
        (NOON.astimezone(timezone(timedelta(hours=-4, minutes=-30))), "2024-05-02T07:30:00-04:30"),
        (datetime(1890, 1, 1, tzinfo=timezone(timedelta(minutes=17, seconds=30))), "1889-12-31T23:42:30-00:00"),
        (datetime(800, 1, 1, tzinfo=UTC), "0800-01-01T00:00:00-00:00"),
    ],
    ids=["utc", "parts of a second", "east", "west", "an offset with seconds", "long ago"],
)  # fmt: skip
def test_times_have_numeric_offsets(at: datetime, written: str) -> None:
    assert cap_time(at) == written


@pytest.mark.parametrize(
    ("changes", "area"),
    [
        ({}, (["Kisumu, Kenya"], ["-0.1,34.75 5"])),
        ({"lat": None}, (["Kisumu, Kenya"], [])),
        ({"radius_km": None}, (["Kisumu, Kenya"], [])),
        ({"lat": float("nan")}, (["Kisumu, Kenya"], [])),
        ({"lat": 91.0}, (["Kisumu, Kenya"], [])),
        ({"place": ""}, (["The place that reports name"], ["-0.1,34.75 5"])),
        ({"place": "", "lat": None}, ([], [])),
        ({"lat": -0.000001, "lon": 180.0, "radius_km": 0.0}, (["Kisumu, Kenya"], ["0,180 0"])),
        ({"radius_km": 12.34567}, (["Kisumu, Kenya"], ["-0.1,34.75 12.346"])),
    ],
    ids=["circle", "no point", "no radius", "no number", "no such latitude", "no name", "nowhere", "bare point", "digits"],
)  # fmt: skip
def test_an_area_is_no_more_than_is_known(
    changes: dict[str, object], area: tuple[list[str], list[str]]
) -> None:
    made = to_cap(make_alert(**changes), DESK)
    assert (words(made, "info/area/areaDesc"), words(made, "info/area/circle")) == area


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("https://courier.example/a b?x=1&y=ü#top", "https://courier.example/a%20b?x=1&y=%C3%BC%23top"),
        ("https://courier.example/100%", "https://courier.example/100%25"),
        ("https://courier.example:8443/x%20y", "https://courier.example:8443/x%20y"),
        ("ftp://courier.example/x", None),
        ("javascript:alert(1)", None),
        ("https://desk:secret@courier.example/", None),
        ("https://[::1", None),
        ('https://courier.example/"><script>', "https://courier.example/%22%3E%3Cscript%3E"),
        ("https://" + "x" * 3000, None),
    ],
    ids=["blanks", "percent", "port", "ftp", "script", "password", "broken", "markup", "too long"],
)
def test_links_hold_only_what_an_address_may(link: str, found: str | None) -> None:
    assert find_link(link) == found


def test_the_desk_is_where_more_is_to_be_read() -> None:
    alert = make_alert(links=("mailto:x", "https://courier.example/pier"))
    assert words(to_cap(alert, DESK), "info/web") == ["https://courier.example/pier"]
    desk = replace(DESK, desk="https://desk.lake.example/")
    assert words(to_cap(alert, desk), "info/web") == ["https://desk.lake.example/alerts/w_000000000001"]


def test_long_texts_are_cut_and_hostile_ones_harmless() -> None:
    alert = make_alert(
        headline="Blast\x00 <b>" + "x" * 5000,
        known=tuple(
            make_known("killed", "y" * 5000, quotes=(make_quoted("z" * 9000),) * 9) for _ in range(99)
        ),
    )
    made = to_cap(alert, DESK)
    assert words(made, "info/headline") == ["Blast <b>" + "x" * 150 + "…"]
    assert len(made) < 60_000
    assert faults(made) == []


def test_our_own_reader_finds_in_a_message_what_was_put_in() -> None:
    alert = make_alert(links=("https://courier.example/pier",))
    (made,) = split(to_cap(alert, DESK), "1.cap.xml")
    assert isinstance(made, Draft)
    assert (made.title, made.url, made.published, made.outlet, made.language, made.external_id) == (
        "Four killed at Kisumu ferry pier", "https://courier.example/pier", "2024-05-02T12:00:00-00:00",
        f"Lake Desk ({NO_AUTHORITY})", "en", "w_000000000001",
    )  # fmt: skip
    assert "- Killed: 4 [agreed, 2 voices, 2 newsrooms, confirmed]" in made.body
    assert made.body.endswith("Area: Kisumu, Kenya")


@given(alerts())
@settings(deadline=None, max_examples=30)
def test_our_own_reader_finds_no_fault(drawn: tuple[Alert, Sequence[Alert]]) -> None:
    alert, earlier = drawn
    alert = replace(alert, rehearsal=False)
    made = split(to_cap(alert, DESK, earlier), "1.cap.xml")
    if alert.move == "cancel":
        assert [getattr(one, "message", None) for one in made] == [
            "is a CAP message of type Cancel, which holds no article"
        ]
    else:
        assert [type(one) for one in made] == [Draft]
