"""What people decide: the queue of what is worth their time, the acts done, and doing one."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Final, get_args

from twosource.api.acts import ACTS, NewAct, do_act
from twosource.api.answers import JSON, Answer, Page, answer, answer_page
from twosource.api.cursors import PAGING, number_in, read_cursor, take_page, word_in
from twosource.api.operations import Call, Gives, Operation, Parameter, Takes
from twosource.api.parameters import WORDS, id_param
from twosource.api.ports import Role
from twosource.api.problems import Problem
from twosource.api.schemas import page_of, ref
from twosource.asking.words import parse_choice, parse_switch, parse_words
from twosource.review import Item, ItemKind, Outcome, Signed, item_line, list_items
from twosource.review.log import act_line, acts_on_incident
from twosource.store import Act, Ledger
from twosource.tallies.remembering import Remembered
from twosource.wire import JsonObject

_ID: Final = id_param("v", "an act", 12)
_KINDS: Final[dict[str, ItemKind]] = {kind: kind for kind in get_args(ItemKind)}
_WHATS: Final = {str(kind.__struct_config__.tag): kind for kind in ACTS}
_NEWEST: Final = 2**63 - 1
_QUEUES: Final = Remembered[tuple[Item, ...]](most=4)  # weighing thousands of doubts takes a second


def list_queue(call: Call) -> Answer:
    """Return a page of what is worth a person's time, most valuable first."""
    kind = call.one("kind", lambda words: parse_choice(words, _KINDS, "kind of item"))
    seen = call.one("seen", parse_switch) or False
    start = number_in(read_cursor(call))
    known = _QUEUES.get(call.ledger, seen, lambda: list_items(call.ledger, seen=seen))
    items = [item for item in known if kind in {None, item.kind}]
    page = take_page(call, (((number,), one) for number, one in enumerate(items[start:], start + 1)))
    return answer_page(call.request, Page(items=[item_line(one) for one in page.items], after=page.after))


def list_acts(call: Call) -> Answer:
    """Return a page of acts, newest first."""
    incident = call.one("incident", str)
    found = _all(call) if incident is None else _on_incident(call, incident)
    page = take_page(call, found)
    return answer_page(call.request, Page(items=[act_line(one) for one in page.items], after=page.after))


def _wanted(call: Call) -> tuple[str | None, str | None]:
    what = call.one("what", lambda words: parse_choice(words, {name: name for name in _WHATS}, "act"))
    return call.one("by", parse_words), what


def _all(call: Call) -> Iterator[tuple[tuple[int], Act]]:
    by, what = _wanted(call)
    place = read_cursor(call)
    before = _NEWEST if place is None else number_in(place)
    while found := call.ledger.listing.acts(before=before, limit=100, by=by, what=what):
        yield from (((seq,), act) for seq, act in found)
        before = found[-1][0]


def _on_incident(call: Call, incident: str) -> Iterator[tuple[tuple[str], Act]]:
    """Yield the acts on an incident; the place after each is its id, for newer ones come before it."""
    by, what = _wanted(call)
    acts = acts_on_incident(call.ledger, incident)
    after = word_in(read_cursor(call))
    names = [act.id for act in acts]
    start = names.index(after) + 1 if after in names else 0  # type: ignore[arg-type]
    for act in acts[start:]:
        if by in {None, act.by} and what in {None, act.what}:
            yield (act.id,), act


def show_act(call: Call) -> Answer:
    """Return one act."""
    return answer(act_line(call.ledger.decisions.act(call.id)))


def do_review(call: Call) -> Answer:
    """Do an act in the name of the caller."""
    act: NewAct = call.decode(NewAct)
    signed = Signed(by=call.caller.name, reason=act.reason, at=call.around.clock.now())
    try:
        outcome = do_act(call.ledger, signed, act)
    except ValueError as error:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from None
    line = _outcome_line(call.ledger, outcome)
    if outcome.act is None:
        return answer(line)
    base = call.request.scope["path"].rstrip("/")
    return answer(line, status=HTTPStatus.CREATED, headers={"Location": f"{base}/{outcome.act.id}"})


def _outcome_line(ledger: Ledger, outcome: Outcome) -> JsonObject:
    found = ledger.incidents_by_id(outcome.incidents)
    return {
        "act": None if outcome.act is None else act_line(outcome.act),
        "text": outcome.text,
        "incidents": [
            {"id": one.id, "headline": one.headline, "reports": list(one.reports)} for one in found
        ],
    }


# --- what is asked --------------------------------------------------------------------------------


def _object(title: str, says: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "title": title,
        "description": says,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_STRING: Final = {"type": "string"}
_MAYBE: Final = {"type": ["string", "null"]}
_ACT_ID: Final = {"type": "string", "pattern": "^v_[0-9a-f]{12}$"}
#: The shapes that are this module's own.
SCHEMAS: Final = {
    "Act": _object(
        "Act",
        "What a person decided.",
        {
            "id": _ACT_ID,
            "what": {"enum": list(_WHATS)},
            "by": _STRING,
            "at": {"type": "string", "format": "date-time"},
            "reason": _STRING,
            "undoes": {**_MAYBE, "description": "The act it takes back."},
            "undone": {"type": "boolean", "description": "Whether it was itself taken back."},
            "body": {"type": "object", "description": "What it was about, by the ids that were meant."},
        },
    ),
    "ActPage": page_of("Act"),
    "Outcome": _object(
        "Outcome",
        "What became of an act.",
        {
            "act": {
                "anyOf": [ref("Act"), {"type": "null"}],
                "description": "Null where things stood so already and nothing was written.",
            },
            "text": {"type": "string", "description": "One sentence."},
            "incidents": {
                "type": "array",
                "description": "The incidents that now stand there.",
                "items": _object(
                    "Standing",
                    "An incident in short.",
                    {
                        "id": ref("IncidentId"),
                        "headline": _STRING,
                        "reports": {"type": "array", "items": ref("ReportId")},
                    },
                ),
            },
        },
    ),
    "Item": _object(
        "Item",
        "One thing worth a person's time.",
        {
            "id": {"type": "string", "pattern": "^t_[0-9a-f]{8}$"},
            "kind": {"enum": list(_KINDS)},
            "question": _STRING,
            "worth": {"type": "number", "description": "Sum of the points of its parts."},
            "parts": {
                "type": "array",
                "items": _object(
                    "Part", "What its worth is made of.",
                    {"name": _STRING, "points": {"type": "number"}, "text": _STRING},
                ),
            },
            "incidents": {"type": "array", "items": ref("IncidentId")},
            "headlines": {"type": "array", "items": _STRING},
            "reports": {
                "type": "array", "items": ref("ReportId"),
                "description": "The likeliest report of each of two incidents; empty for other items.",
            },
            "field": {"anyOf": [ref("Field"), {"type": "null"}]},
            "scope": _MAYBE,
            "seen_by": {**_MAYBE, "description": "Who laid it aside."},
        },
    ),
    "ItemPage": page_of("Item"),
    "NewAct": {
        "description": "An act to be done; `what` says which.",
        "oneOf": [ref(kind.__name__) for kind in ACTS],
        "discriminator": {
            "propertyName": "what",
            "mapping": {name: ref(kind.__name__)["$ref"] for name, kind in _WHATS.items()},
        },
    },
}  # fmt: skip
#: What is sent, by type.
TYPES: Final = ACTS

OPERATIONS: Final = (
    Operation(
        name="list_queue",
        path="/queue",
        tag="review",
        title="What is worth a person's time",
        says="Pairs in doubt, contradictions, incidents of one newsroom; most valuable first.",
        params=(
            Parameter(name="kind", says="Only these.", schema={"type": "string", "enum": list(_KINDS)}),
            Parameter(
                name="seen", says="With those that were laid aside, last.",
                schema={"type": "boolean", "default": False},
            ),
            *PAGING,
        ),
        gives=Gives(says="A page of items.", schemas={JSON: ref("ItemPage")}, is_paged=True),
        do=list_queue,
    ),
    Operation(
        name="list_acts",
        path="/reviews",
        tag="review",
        title="What people decided",
        says="Acts, newest first, those taken back among them.",
        params=(
            Parameter(name="by", says="By this person.", schema=WORDS),
            Parameter(name="what", says="Of this sort.", schema={"type": "string", "enum": list(_WHATS)}),
            Parameter(
                name="incident", says="About this incident, as it was or is.",
                schema={"type": "string", "pattern": "^i_[0-9a-f]{10}$"},
            ),
            *PAGING,
        ),
        gives=Gives(says="A page of acts.", schemas={JSON: ref("ActPage")}, is_paged=True),
        problems=(404,),
        do=list_acts,
    ),
    Operation(
        name="show_act",
        path="/reviews/{id}",
        tag="review",
        title="One act",
        says="An act of a person.",
        params=(_ID,),
        gives=Gives(says="The act.", schemas={JSON: ref("Act")}),
        problems=(404,),
        do=show_act,
    ),
    Operation(
        name="do_act",
        path="/reviews",
        tag="review",
        title="Decide",
        says=(
            "Do an act in the name of the token's owner. It is signed, and can be taken back with `undo`."
            " Where things stand so already, nothing is written."
        ),
        method="POST",
        takes=Takes(schemas={JSON: ref("NewAct")}),
        gives=Gives(says="It was done.", schemas={JSON: ref("Outcome")}, status=HTTPStatus.CREATED),
        also={200: "Things stood so already; nothing was written."},
        problems=(404, 409, 422),
        needs=Role.REVIEWER,
        do=do_review,
    ),
)  # fmt: skip
