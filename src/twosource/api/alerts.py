"""Alerts as resources: what watches raised, each as JSON or as a CAP message, and what people do with them."""

import re
from http import HTTPStatus
from typing import Annotated, Any, Final

import msgspec

from twosource.api.answers import JSON, Answer, Page, answer, answer_page
from twosource.api.cursors import PAGING, number_in, read_cursor, read_limit, write_cursor
from twosource.api.operations import Call, Gives, Operation, Parameter, Takes
from twosource.api.parameters import MOMENT, WORDS, id_param
from twosource.api.ports import Role
from twosource.api.problems import Problem
from twosource.api.schemas import page_of, ref, shapes_of
from twosource.asking.words import parse_end, parse_start, parse_switch, parse_words
from twosource.store.alerts import AlertFilter
from twosource.watches import Alert
from twosource.wire import JsonObject
from twosource.wire.alerts import alert_to_json
from twosource.wire.cap import MEDIA_TYPE, to_cap
from twosource.wire.cap_sender import Sender

_INCIDENT: Final = "i_[0-9a-f]{10}"
_ID: Final = id_param("w", "an alert", 12)
_Channel = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"\S")]


class Acknowledge(
    msgspec.Struct, forbid_unknown_fields=True, kw_only=True, tag_field="what", tag="acknowledge"
):
    """The caller has taken note of it."""


class Approve(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, tag_field="what", tag="approve"):
    """It may go to the public: its messages say so from then on. For admins."""


class Resend(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, tag_field="what", tag="resend"):
    """It is sent to a channel of its watch again, under the same delivery id."""

    channel: _Channel


def list_alerts(call: Call) -> Answer:
    """Return a page of alerts, newest first."""
    acknowledged = call.one("acknowledged", parse_switch)
    wanted = AlertFilter(
        watch=call.one("watch", parse_words),
        incident=call.one("incident", _parse_incident),
        since=call.one("since", parse_start),
        until=call.one("until", parse_end),
        unacknowledged=acknowledged is False,
        limit=read_limit(call),
    )
    before = number_in(read_cursor(call)) or None
    found = call.ledger.alerts.page(wanted, before)
    items = [alert_to_json(one) for one in found.alerts]
    after = None if found.before is None else write_cursor(call, found.before)
    return answer_page(call.request, Page(items=items, after=after))


def _parse_incident(words: str) -> str:
    if not re.fullmatch(_INCIDENT, words):
        raise ValueError(f"{words[:40]!r} is no whole id of an incident")
    return words


def show_alert(call: Call) -> Answer:
    """Return one alert, as JSON or as the CAP message that tells it."""
    alert = call.ledger.alerts.get(call.id)
    if call.wants == JSON:
        return answer(alert_to_json(alert))
    earlier = tuple(call.ledger.alerts.by_id(alert.earlier).values())
    return Answer(content=to_cap(alert, _sender(call), earlier), media_type=MEDIA_TYPE)


def list_deliveries(call: Call) -> Answer:
    """Return where an alert goes and went."""
    alert = call.ledger.alerts.get(call.id)
    items: list[JsonObject] = [
        {
            "id": one.id,
            "channel": one.channel,
            "state": one.state,
            "due_at": one.due_at.isoformat(),
            "tries": one.tries,
            "sent_at": None if one.sent_at is None else one.sent_at.isoformat(),
            "trouble": one.trouble or None,
        }
        for one in call.ledger.outbox.of_alert(alert.id)
    ]
    return answer({"items": items})


def do_alert(call: Call) -> Answer:
    """Acknowledge an alert, approve it, or have it sent again, in the name of the caller."""
    sent: Acknowledge | Approve | Resend = call.decode(Acknowledge | Approve | Resend)
    alert, now = call.ledger.alerts.get(call.id), call.around.clock.now()
    if isinstance(sent, Acknowledge):
        alert = call.ledger.alerts.acknowledge(alert.id, by=call.caller.name, at=now)
    elif isinstance(sent, Approve):
        if call.caller.role < Role.ADMIN:
            raise Problem(HTTPStatus.FORBIDDEN, "approving for the public needs the role admin")
        alert = call.ledger.alerts.approve(alert.id, by=call.caller.name, at=now)
    else:
        _resend(call, alert, sent.channel)
    return answer(alert_to_json(alert))


def _resend(call: Call, alert: Alert, channel: str) -> None:
    found = [one for one in call.ledger.outbox.of_alert(alert.id) if one.channel == channel]
    if not found:
        raise Problem(HTTPStatus.NOT_FOUND, f"this alert goes to no channel {channel[:80]!r}")
    now = call.around.clock.now()
    with call.ledger.transaction():
        call.ledger.outbox.send_again([found[0].id], now)
        call.ledger.alerts.note_resent(alert.id, by=call.caller.name, at=now, channel=channel)


def _sender(call: Call) -> Sender:
    """Return who sends messages of the desk that this interface belongs to."""
    return call.around.sender_at(str(call.request.base_url).rstrip("/").removesuffix("/api/v1"))


# --- what is asked --------------------------------------------------------------------------------

_STRING: Final = {"type": "string"}
_DELIVERY: Final[dict[str, Any]] = {
    "id": {
        "type": "string",
        "description": "The same whenever it is sent again, for receivers to know it by.",
    },
    "channel": _STRING,
    "state": {"enum": ["waiting", "failed", "sent", "dead"]},
    "due_at": {"type": "string", "format": "date-time"},
    "tries": {"type": "integer", "minimum": 0},
    "sent_at": {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]},
    "trouble": {"type": ["string", "null"], "description": "What went wrong last."},
}
_TRIGGER: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "trigger": _STRING,
        "sentence": {"type": "string", "description": "Why, in a plain sentence."},
    },
    "required": ["trigger", "sentence"],
    "additionalProperties": False,
}


def _alert_shapes() -> dict[str, dict[str, Any]]:
    shapes = shapes_of(Alert)
    alert = shapes["Alert"]
    pairs = {"type": "array", "items": _TRIGGER, "description": "Why it was raised."}
    return {**shapes, "Alert": {**alert, "properties": {**alert["properties"], "triggers": pairs}}}


#: The shapes that are this module's own.
SCHEMAS: Final = {
    **_alert_shapes(),
    "AlertPage": page_of("Alert"),
    "Delivery": {
        "type": "object",
        "title": "Delivery",
        "description": "An alert on its way to a channel.",
        "properties": _DELIVERY,
        "required": list(_DELIVERY),
        "additionalProperties": False,
    },
    "DeliveryList": {
        "type": "object",
        "properties": {"items": {"type": "array", "items": ref("Delivery")}},
        "required": ["items"],
        "additionalProperties": False,
    },
    "AlertAct": {
        "description": "What is done with an alert; `what` says which.",
        "oneOf": [ref("Acknowledge"), ref("Approve"), ref("Resend")],
        "discriminator": {
            "propertyName": "what",
            "mapping": {
                "acknowledge": ref("Acknowledge")["$ref"],
                "approve": ref("Approve")["$ref"],
                "resend": ref("Resend")["$ref"],
            },
        },
    },
}
#: What is sent, by type.
TYPES: Final = (Acknowledge, Approve, Resend)

OPERATIONS: Final = (
    Operation(
        name="list_alerts",
        path="/alerts",
        tag="alerts",
        title="Alerts",
        says="What watches raised, newest first: each as it was known then.",
        params=(
            Parameter(name="watch", says="Of this watch.", schema=WORDS),
            Parameter(
                name="incident",
                says="About this incident.",
                schema={"type": "string", "pattern": f"^{_INCIDENT}$"},
            ),
            Parameter(name="since", says="Raised at this moment or later.", schema=MOMENT),
            Parameter(name="until", says="Raised at this moment or earlier.", schema=MOMENT),
            Parameter(
                name="acknowledged",
                says="With false, those that nobody has taken note of; with true, as without it, all.",
                schema={"type": "boolean"},
            ),
            *PAGING,
        ),
        gives=Gives(says="A page of alerts.", schemas={JSON: ref("AlertPage")}, is_paged=True),
        do=list_alerts,
    ),
    Operation(
        name="show_alert",
        path="/alerts/{id}",
        tag="alerts",
        title="One alert",
        says="An alert as JSON, or with `Accept: application/cap+xml` as CAP 1.2.",
        params=(_ID,),
        gives=Gives(says="The alert.", schemas={JSON: ref("Alert"), MEDIA_TYPE: None}),
        problems=(404,),
        do=show_alert,
    ),
    Operation(
        name="list_alert_deliveries",
        path="/alerts/{id}/deliveries",
        tag="alerts",
        title="Where an alert goes",
        says="Its deliveries by channel, with what became of each.",
        params=(_ID,),
        gives=Gives(says="All deliveries.", schemas={JSON: ref("DeliveryList")}),
        problems=(404,),
        do=list_deliveries,
    ),
    Operation(
        name="do_alert",
        path="/alerts/{id}/acts",
        tag="alerts",
        title="Acknowledge, approve, send again",
        says="Do something with an alert, in the name of the token's owner. Only admins approve.",
        method="POST",
        params=(_ID,),
        takes=Takes(schemas={JSON: ref("AlertAct")}),
        gives=Gives(says="The alert as it then stands.", schemas={JSON: ref("Alert")}),
        problems=(404, 409, 422),
        needs=Role.REVIEWER,
        do=do_alert,
    ),
)
