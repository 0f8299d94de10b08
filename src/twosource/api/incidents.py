"""Incidents as resources: lists through the filters of the desk, one by its id, and what changed."""

from http import HTTPStatus
from typing import Final

from twosource.api.answers import JSON, Answer, Page, answer, answer_page
from twosource.api.cursors import PAGING, number_in, read_cursor, read_limit, take_page, write_cursor
from twosource.api.operations import Call, Gives, Operation, Parameter
from twosource.api.parameters import FILTERS, LENS, MOMENT, id_param
from twosource.api.problems import Problem
from twosource.api.schemas import page_of, ref
from twosource.api.walking import walk_incidents
from twosource.asking import read_asked, read_lens
from twosource.asking.words import parse_choice, parse_start
from twosource.ids import IncidentId
from twosource.lens import Lens, look_at
from twosource.model import Incident
from twosource.store import Ledger
from twosource.store.changes import Change
from twosource.store.paging import Order
from twosource.wire import JsonObject, incident_line, judgement_line

_ID: Final = id_param("i", "an incident", 10)
_ORDERS: Final[dict[str, Order]] = {order.value: order for order in Order}
_ORDER: Final = Parameter(
    name="order",
    says="Newest happening first, or latest change first; through a lens always the former.",
    schema={"type": "string", "enum": list(_ORDERS), "default": Order.NEWEST.value},
)


def list_incidents(call: Call) -> Answer:
    """Return a page of incidents with their facts."""
    asked = call.read(read_asked)
    order = call.one("order", lambda words: parse_choice(words, _ORDERS, "order")) or Order.NEWEST
    page = take_page(call, walk_incidents(call, asked, order))
    return answer_page(call.request, Page(items=[incident_line(one) for one in page.items], after=page.after))


def show_incident(call: Call) -> Answer:
    """Return one incident; an id that was merged leads to where it went."""
    lens = call.read(read_lens)
    standing = find_standing(call.ledger, call.id)
    if standing is None:
        raise Problem(
            HTTPStatus.GONE, f"no report tells of incident {call.id} any more",
            "what was told of it stands in other incidents; /changes says when it went",
        )  # fmt: skip
    if standing != call.id:
        return _lead_on(call, standing)
    return answer(incident_line(get_seen(call.ledger, standing, lens)))


def list_judgements(call: Call) -> Answer:
    """Return what was decided about the reports of one incident."""
    incident = get_seen(call.ledger, _get_standing(call), Lens())
    start = number_in(read_cursor(call))
    decided = call.ledger.judgements_touching(incident.reports)
    found = (((number,), one) for number, one in enumerate(decided[start:], start + 1))
    page = take_page(call, found)
    return answer_page(
        call.request, Page(items=[judgement_line(one) for one in page.items], after=page.after)
    )


def list_changes(call: Call) -> Answer:
    """Return what changed after a cursor or an instant, each incident once, at its latest change."""
    since = call.one("since", parse_start)
    after, limit = number_in(read_cursor(call)), read_limit(call)
    page = call.ledger.changes(since=since, after=after, limit=limit)
    told = {one.id: one for one in call.ledger.incidents_by_id(_changed(page.changes))}
    items = [_change_line(one, told.get(one.incident)) for one in page.changes]
    return answer_page(
        call.request,
        Page(items=items, after=None if page.is_last else write_cursor(call, page.after)),
        cursor=write_cursor(call, page.after),
    )


def _changed(changes: tuple[Change, ...]) -> list[IncidentId]:
    return [one.incident for one in changes if one.what == "changed"]


def _change_line(change: Change, incident: Incident | None) -> JsonObject:
    return {
        "seq": change.seq,
        "at": change.at.isoformat(),
        "what": change.what,
        "id": change.incident,
        "into": change.into,
        "incident": None if incident is None else incident_line(incident),
    }


# --- finding one ----------------------------------------------------------------------------------


def find_standing(ledger: Ledger, given: str) -> IncidentId | None:
    """Return where an id leads: itself, what it was merged into, or None where it holds no report any more.

    Raises NoSuchRecord for an id that was never given.
    """
    found = ledger.incident(given)
    return found.id if found.reports else None


def get_seen(ledger: Ledger, incident: IncidentId, lens: Lens) -> Incident:
    """Return an incident through a lens; raises Problem (404) where nobody had told of it by then."""
    seen = look_at(ledger, incident, lens) if not lens.is_plain else None
    if lens.is_plain:
        return ledger.incident(incident)
    if seen is None:
        raise Problem(HTTPStatus.NOT_FOUND, f"nobody had told of {incident} by then", "name a later moment")
    return seen.incident


def _get_standing(call: Call) -> IncidentId:
    found = find_standing(call.ledger, call.id)
    if found is None:
        raise Problem(HTTPStatus.GONE, f"no report tells of incident {call.id} any more")
    return found


def _lead_on(call: Call, standing: IncidentId) -> Answer:
    """Return a redirection, which holds only as long as nobody takes the merging back."""
    path: str = call.request.scope["path"]
    query = call.request.url.query
    address = f"{path.removesuffix(call.id)}{standing}{f'?{query}' if query else ''}"
    return answer(
        {"id": standing, "merged": call.id},
        status=HTTPStatus.TEMPORARY_REDIRECT,
        headers={"Location": address},
    )


# --- what is asked --------------------------------------------------------------------------------

_CHANGES: Final = page_of(
    "Change",
    cursor={"type": "string", "description": "Where to go on from, also later, when more has changed."},
)
#: The shapes that are this module's own.
SCHEMAS: Final = {
    "IncidentPage": page_of("Incident"),
    "JudgementPage": page_of("Judgement"),
    "ChangePage": _CHANGES,
    "Change": {
        "type": "object",
        "title": "Change",
        "description": "What became of an incident, at its latest change.",
        "properties": {
            "seq": {"type": "integer", "minimum": 1, "description": "Order of changing."},
            "at": {"type": "string", "format": "date-time"},
            "what": {
                "enum": ["changed", "merged", "removed"],
                "description": "New or other than before; merged into another; or told of by no report any more.",
            },
            "id": ref("IncidentId"),
            "into": {
                "anyOf": [ref("IncidentId"), {"type": "null"}],
                "description": "Where it was merged into.",
            },
            "incident": {
                "anyOf": [ref("Incident"), {"type": "null"}],
                "description": "How it now stands; null for what stands no longer.",
            },
        },
        "required": ["seq", "at", "what", "id", "into", "incident"],
        "additionalProperties": False,
    },
    "Judgement": {
        "type": "object",
        "title": "Judgement",
        "description": "Whether two reports tell of one happening, and why.",
        "properties": {
            "left": ref("ReportId"),
            "right": ref("ReportId"),
            "verdict": {"enum": ["same", "different", "unsure"]},
            "score": {"type": "number", "description": "Sum of the points of all reasons."},
            "reasons": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string"},
                        "points": {"type": "number"},
                        "text": {"type": "string", "description": "A plain sentence."},
                    },
                    "required": ["name", "points", "text"],
                    "additionalProperties": False,
                },
            },
            "decided_by": {"type": "string", "description": '"link/" and version, or a person\'s name.'},
            "decided_at": {"type": "string", "format": "date-time"},
        },
        "required": ["left", "right", "verdict", "score", "reasons", "decided_by", "decided_at"],
        "additionalProperties": False,
    },
    "MergedInto": {
        "type": "object",
        "description": "Where an incident that was merged now stands.",
        "properties": {"id": ref("IncidentId"), "merged": ref("IncidentId")},
        "required": ["id", "merged"],
        "additionalProperties": False,
    },
}

OPERATIONS: Final = (
    Operation(
        name="list_incidents",
        path="/incidents",
        tag="incidents",
        title="Incidents",
        says="Incidents that pass all filters, newest first, with their facts.",
        params=(*FILTERS, _ORDER, *LENS, *PAGING),
        gives=Gives(says="A page of incidents.", schemas={JSON: ref("IncidentPage")}, is_paged=True),
        do=list_incidents,
    ),
    Operation(
        name="show_incident",
        path="/incidents/{id}",
        tag="incidents",
        title="One incident",
        says="An incident with its facts. The id of one that was merged leads to where it now stands.",
        params=(_ID, *LENS),
        gives=Gives(says="The incident.", schemas={JSON: ref("Incident")}),
        also={307: "It was merged into another, which Location names; that can be taken back."},
        problems=(404, 410),
        do=show_incident,
    ),
    Operation(
        name="list_incident_judgements",
        path="/incidents/{id}/judgements",
        tag="incidents",
        title="Why its reports are together",
        says="Judgements between its reports, and between them and others, oldest first.",
        params=(_ID, *PAGING),
        gives=Gives(says="A page of judgements.", schemas={JSON: ref("JudgementPage")}, is_paged=True),
        problems=(404, 410),
        do=list_judgements,
    ),
    Operation(
        name="list_changes",
        path="/changes",
        tag="incidents",
        title="What changed",
        says=(
            "Incidents in order of their latest change, those merged or removed among them, for mirrors: go on"
            " from `cursor` whenever you like. Following it from nothing gives all incidents."
        ),
        params=(
            Parameter(name="since", says="Changed at this moment or later.", schema=MOMENT),
            *PAGING,
        ),
        gives=Gives(says="A page of changes.", schemas={JSON: ref("ChangePage")}, is_paged=True),
        do=list_changes,
    ),
)
