"""Watches as resources: standing questions by name, in the shape that the configuration has them in."""

from http import HTTPStatus
from typing import Any, Final

import msgspec

from twosource.alerting import rehearse_watch
from twosource.api.answers import JSON, Answer, Page, answer, answer_page
from twosource.api.cursors import PAGING, number_in, read_cursor, take_page
from twosource.api.operations import Call, Gives, Operation, Parameter, Takes
from twosource.api.ports import Role
from twosource.api.problems import Problem
from twosource.api.schemas import page_of, ref
from twosource.asking.words import parse_end, parse_start
from twosource.config.watches import TRIGGERS, format_watch, parse_watch
from twosource.errors import ConfigError
from twosource.knowledge.kinds import load_kinds
from twosource.store.watches import Kept
from twosource.watches import Watch
from twosource.wire import JsonObject
from twosource.wire.alerts import alert_to_json

MOST_DAYS: Final = 92  # of a trial; each incident of them is told of anew, change by change


class Trial(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What is sent to try a watch."""

    watch: dict[str, Any]
    since: str
    until: str


def list_watches(call: Call) -> Answer:
    """Return a page of watches, by name."""
    kept, start = call.ledger.watches.kept(), number_in(read_cursor(call))
    page = take_page(call, (((number,), one) for number, one in enumerate(kept[start:], start + 1)))
    return answer_page(call.request, Page(items=[_watch_line(one) for one in page.items], after=page.after))


def show_watch(call: Call) -> Answer:
    """Return one watch."""
    return answer(_watch_line(_get(call)))


def put_watch(call: Call) -> Answer:
    """Keep a watch under a name: a new one, or another question in the place of the one there."""
    name = str(call.request.path_params["name"])
    sent: dict[str, Any] = call.decode(dict[str, Any])
    if sent.get("name", name) != name:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "name: it is not the one in the path")
    watch = _parse({**sent, "name": name})
    is_new = call.ledger.watches.find(name) is None
    call.ledger.watches.save(watch, call.around.clock.now())
    return answer(_watch_line(_get(call)), status=HTTPStatus.CREATED if is_new else HTTPStatus.OK)


def remove_watch(call: Call) -> Answer:
    """Forget a watch; what it raised stays."""
    found = _get(call)
    call.ledger.watches.remove(found.watch.name)
    return answer(_watch_line(found))


def try_watch(call: Call) -> Answer:
    """Say what a watch would have raised; nothing is kept and nobody told."""
    sent: Trial = call.decode(Trial)
    watch = _parse({"name": "trial", **sent.watch})
    try:
        since, until = parse_start(sent.since), parse_end(sent.until)
    except ValueError as error:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from None
    if not since <= until or (until - since).days > MOST_DAYS:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY, f"since and until lie up to {MOST_DAYS} days apart, in order"
        )
    alerts = rehearse_watch(call.ledger, watch, since, until)
    return answer({"items": [alert_to_json(one) for one in alerts]})


def _get(call: Call) -> Kept:
    watch = call.ledger.watches.get(str(call.request.path_params["name"]))
    return next(one for one in call.ledger.watches.kept() if one.watch.name == watch.name)


def _parse(given: dict[str, Any]) -> Watch:
    try:
        return parse_watch(given, (), "desk")
    except ConfigError as error:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(error.faults)) from None


def _watch_line(kept: Kept) -> JsonObject:
    return {
        **format_watch(kept.watch),
        "source": kept.watch.source,
        "started_at": kept.started_at.isoformat(),
    }


# --- what is asked --------------------------------------------------------------------------------

_NAME: Final = Parameter(
    name="name",
    says="Name of a watch; capitals do not matter.",
    schema={"type": "string", "minLength": 1, "maxLength": 80, "pattern": r"^[^\s/\x00-\x1f\x7f]([^/\x00-\x1f\x7f]*[^\s/\x00-\x1f\x7f])?$"},
    place="path",
)  # fmt: skip
_WORDS: Final[dict[str, Any]] = {"type": "string", "minLength": 1, "maxLength": 300, "pattern": r"^\S[ -~]*$"}
_MANY: Final[dict[str, Any]] = {"type": "array", "items": _WORDS, "maxItems": 100}
_LEAST: Final[dict[str, Any]] = {"type": "integer", "minimum": 1, "maximum": 1_000_000}
_LENGTH: Final[dict[str, Any]] = {
    "type": "string",
    "pattern": "^[0-9]{1,4}[smhdw]$",
    "description": "As 90s, 5m, 2h, 1d.",
}
_CLOCK: Final[dict[str, Any]] = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
_ASKED: Final[dict[str, Any]] = {
    "name": {"type": "string", "minLength": 1, "maxLength": 80},
    "near": {
        "type": "object",
        "properties": {
            "lat": {"type": "number", "minimum": -90, "maximum": 90},
            "lon": {"type": "number", "minimum": -180, "maximum": 180},
            "site": _WORDS,
        },
        "required": ["lat", "lon"],
        "additionalProperties": False,
        "description": "WGS84 degrees, and the name of the site there, if it has one.",
    },
    "radius_km": {"type": "number", "minimum": 0.1, "maximum": 20_038, "description": "Round near; 25 without it."},
    "kinds": {"type": "array", "items": {"enum": list(load_kinds())}, "description": "Special cases too."},
    "places": _MANY, "actors": _MANY, "targets": _MANY,
    "words": {**_WORDS, "description": "Looked up in the articles."},
    "killed_at_least": _LEAST, "injured_at_least": _LEAST, "voices_at_least": _LEAST,
    "tells": {"type": "array", "items": {"enum": list(TRIGGERS)}, "description": "What raises an alert."},
    "feeds": _MANY, "silent_for": _LENGTH, "fresh_for": _LENGTH,
    "rhythm": {"enum": ["at once", "hourly", "daily"]},
    "quiet": {
        "type": "object",
        "properties": {"from": _CLOCK, "to": _CLOCK, "zone": _WORDS, "breaks_at_killed": _LEAST},
        "required": ["from", "to"],
        "additionalProperties": False,
        "description": "Hours in which nothing is sent; zone is an IANA name.",
    },
    "channels": _MANY, "paused": {"type": "boolean"}, "rehearsal": {"type": "boolean"},
}  # fmt: skip
_KEPT: Final[dict[str, Any]] = {
    "source": {"enum": ["file", "cli", "desk"], "description": "Who keeps it; the file's are changed there."},
    "started_at": {"type": "string", "format": "date-time", "description": "When it began to look."},
}


def _loose(shape: dict[str, Any]) -> dict[str, Any]:
    """Return the shape of what is answered: names may be any words there."""
    return {"type": "string"} if shape.get("pattern") == _WORDS["pattern"] else shape


#: The shapes that are this module's own.
SCHEMAS: Final = {
    "WatchAsked": {
        "type": "object",
        "title": "WatchAsked",
        "description": "What a watch waits for, by the keys of the configuration; what is left out stays open.",
        "properties": _ASKED,
        "additionalProperties": False,
    },
    "Watch": {
        "type": "object",
        "title": "Watch",
        "description": "A standing question, and who keeps it.",
        "properties": {
            **{
                name: {**shape, "items": {"type": "string"}} if shape is _MANY else _loose(shape)
                for name, shape in _ASKED.items()
                if name not in {"near", "quiet"}
            },
            "near": {"type": "object"},
            "quiet": {"type": "object"},
            **_KEPT,
        },
        "required": ["name", "tells", *_KEPT],
        "additionalProperties": False,
    },
    "WatchPage": page_of("Watch"),
    "WatchTrial": {
        "type": "object",
        "title": "WatchTrial",
        "description": "A watch, and the days to try it over.",
        "properties": {
            "watch": ref("WatchAsked"),
            "since": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}", "description": "A day, or an instant."},
            "until": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}"},
        },
        "required": ["watch", "since", "until"],
        "additionalProperties": False,
    },
    "AlertList": {
        "type": "object",
        "properties": {"items": {"type": "array", "items": ref("Alert")}},
        "required": ["items"],
        "additionalProperties": False,
    },
}  # fmt: skip

OPERATIONS: Final = (
    Operation(
        name="list_watches",
        path="/watches",
        tag="alerts",
        title="Watches",
        says="What people wait for, by name.",
        params=PAGING,
        gives=Gives(says="A page of watches.", schemas={JSON: ref("WatchPage")}, is_paged=True),
        do=list_watches,
    ),
    Operation(
        name="try_watch",
        path="/watches/try",
        tag="alerts",
        title="Try a watch over the past",
        says=f"What a watch would have raised, as the press printed it; over {MOST_DAYS} days at most. Nothing is kept.",
        method="POST",
        takes=Takes(schemas={JSON: ref("WatchTrial")}),
        gives=Gives(says="The alerts, oldest first.", schemas={JSON: ref("AlertList")}),
        needs=Role.REVIEWER,
        do=try_watch,
    ),
    Operation(
        name="show_watch",
        path="/watches/{name}",
        tag="alerts",
        title="One watch",
        says="A watch by its name.",
        params=(_NAME,),
        gives=Gives(says="The watch.", schemas={JSON: ref("Watch")}),
        problems=(404,),
        do=show_watch,
    ),
    Operation(
        name="put_watch",
        path="/watches/{name}",
        tag="alerts",
        title="Make or change a watch",
        says="Keep a watch under a name. A new one looks from now on. Those of the configuration are changed there.",
        method="PUT",
        params=(_NAME,),
        takes=Takes(schemas={JSON: ref("WatchAsked")}),
        gives=Gives(says="It was changed.", schemas={JSON: ref("Watch")}),
        also={201: "It is new."},
        problems=(404, 409, 422),
        needs=Role.REVIEWER,
        do=put_watch,
    ),
    Operation(
        name="remove_watch",
        path="/watches/{name}",
        tag="alerts",
        title="Remove a watch",
        says="Forget a watch; its alerts stay. Those of the configuration are taken out there.",
        method="DELETE",
        params=(_NAME,),
        gives=Gives(says="The watch as it was.", schemas={JSON: ref("Watch")}),
        problems=(404, 409),
        needs=Role.REVIEWER,
        do=remove_watch,
    ),
)
