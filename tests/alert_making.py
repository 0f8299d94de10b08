"""Small builders of alerts for tests, and strategies that make any alert at all."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args

from hypothesis import strategies as st

from twosource.ids import ArticleId, IncidentId
from twosource.knowledge.kinds import load_kinds
from twosource.model import Certainty, Status, VoiceKind
from twosource.watches import Alert, Difference, Known, Move, Quoted, Trigger

NOON = datetime(2024, 5, 2, 12, 0, tzinfo=UTC)
INCIDENT = IncidentId("i_00000000aa")
SHELTER = "Stay away from the ferry pier"


def make_quoted(words: str = SHELTER, **changes: Any) -> Quoted:
    """Build words of the invented Kisumu police."""
    values: dict[str, Any] = {
        "article": ArticleId("a_" + "1" * 16), "start": 0, "end": len(words), "voice": "Kisumu police",
        "voice_kind": "official", "outlet": "Lakeside Courier", "url": "https://courier.example/pier",
    }  # fmt: skip
    return Quoted(**({"words": words} | values | changes))


def make_known(field: str = "kind", value: str = "shooting", **changes: Any) -> Known:
    """Build a fact that two voices say."""
    values: dict[str, Any] = {
        "scope": "", "status": Status.AGREED, "certainty": Certainty.ASSERTED, "voices": 2, "newsrooms": 2,
        "confirmed": True, "quotes": (),
    }  # fmt: skip
    return Known(**({"field": field, "value": value} | values | changes))


def make_alert(**changes: Any) -> Alert:
    """Build the first alert of a shooting by the lake, two hours old."""
    values: dict[str, Any] = {
        "id": "w_000000000001", "watch": "Lake office", "incident": INCIDENT, "number": 1, "move": "alert",
        "raised_at": NOON, "change": 7, "headline": "Four killed at Kisumu ferry pier", "kind": "shooting",
        "triggers": (("new incident", "A shooting within 20 km of Lake office."),),
        "known": (make_known(), make_known("killed", "4", quotes=(make_quoted("killed four people"),))),
        "earliest": NOON - timedelta(hours=2), "latest": NOON - timedelta(hours=2), "place": "Kisumu, Kenya",
        "lat": -0.1, "lon": 34.75, "radius_km": 5.0, "voices": 2, "newsrooms": 2, "outlets": 3, "killed_low": 4,
    }  # fmt: skip
    return Alert(**(values | changes))


def make_update(**changes: Any) -> Alert:
    """Build the second alert of that shooting."""
    values: dict[str, Any] = {
        "id": "w_000000000002", "number": 2, "move": "update", "earlier": ("w_000000000001",),
        "raised_at": NOON + timedelta(hours=1), "killed_low": 6,
        "differences": (Difference(field="killed", sentence="Killed rises from 4 to 6."),),
    }  # fmt: skip
    return make_alert(**(values | changes))


#: Any text, signs that XML, HTML, terminals and headers trip over among it.
hostile = st.text(max_size=60) | st.sampled_from((
    "<script>alert(1)</script>", "]]>", "&amp;&#0;", "\x1b[31mred\x1b[0m", "a\r\nBcc: x@lake.example", "\u202eabc",
    "\ud800", "\x00", "x" * 5000, "﷐", '" onload="', "{{ 7*7 }}", "[link]",
))  # fmt: skip
quoteds = st.builds(
    Quoted, words=hostile, article=st.just(ArticleId("a_1")), start=st.integers(0, 9), end=st.integers(10, 99),
    voice=st.none() | hostile, voice_kind=st.sampled_from(get_args(VoiceKind)), outlet=st.none() | hostile,
    url=st.none() | hostile,
)  # fmt: skip
knowns = st.builds(
    Known, field=st.sampled_from(("kind", "killed", "injured", "target", "place")), scope=hostile, value=hostile,
    status=st.sampled_from(Status), certainty=st.none() | st.sampled_from(Certainty), voices=st.integers(0, 9),
    newsrooms=st.integers(0, 9), confirmed=st.booleans(), quotes=st.lists(quoteds, max_size=4).map(tuple),
)  # fmt: skip
instants = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).flatmap(  # noqa: DTZ001
    lambda at: st.integers(-12 * 60, 14 * 60).map(
        lambda minutes: at.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    )
)
floats = st.none() | st.floats()
counts = st.none() | st.integers(0, 10**6)


@st.composite
def alerts(draw: st.DrawFn) -> tuple[Alert, tuple[Alert, ...]]:
    """Draw an alert of any move with those it refers to."""
    move: Move = draw(st.sampled_from(get_args(Move)))
    before = draw(st.integers(1, 3)) if move != "alert" else 0
    earlier = tuple(
        make_alert(id=f"w_{number:012x}", number=number, raised_at=draw(instants))
        for number in range(1, before + 1)
    )
    alert = draw(
        st.builds(
            Alert, id=st.sampled_from(("w_0123456789ab", "w, 1 <&>", "ü x")), watch=hostile, incident=st.none() | st.just(INCIDENT), move=st.just(move),
            number=st.just(before + 1), raised_at=instants, change=st.integers(0, 9), headline=hostile,
            kind=st.sampled_from([*load_kinds(), "feed", ""]),
            triggers=st.lists(st.tuples(st.sampled_from(get_args(Trigger)), hostile), max_size=3).map(tuple),
            differences=st.lists(st.builds(Difference, field=hostile, sentence=hostile), max_size=3).map(tuple),
            known=st.lists(knowns, max_size=4).map(tuple), instructions=st.lists(quoteds, max_size=4).map(tuple),
            earliest=st.none() | instants, latest=st.none() | instants, place=hostile, lat=floats, lon=floats,
            radius_km=floats, voices=st.integers(0, 9), newsrooms=st.integers(0, 9), outlets=st.integers(0, 9),
            killed_low=counts, injured_low=counts, earlier=st.just(tuple(one.id for one in earlier)),
            moved_into=st.none() | st.just(IncidentId("i_bb")), reason=hostile, rehearsal=st.booleans(),
            approved_by=st.none() | st.just("Amina"), links=st.lists(hostile | st.just("https://a.example/x y"), max_size=3).map(tuple),
        )
    )  # fmt: skip
    return alert, earlier
