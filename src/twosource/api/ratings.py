"""How far people trust sources and believe claims: ratings as they stand, and making one."""

from http import HTTPStatus
from typing import Annotated, Any, Final, Literal, get_args

import msgspec

from twosource.api.acts import Reason
from twosource.api.answers import JSON, Answer, Page, answer, answer_page
from twosource.api.cursors import PAGING, number_in, read_cursor, take_page
from twosource.api.operations import Call, Gives, Operation, Parameter, Takes
from twosource.api.parameters import WORDS, id_param
from twosource.api.ports import Role
from twosource.api.schemas import page_of, ref
from twosource.asking.words import parse_choice, parse_words
from twosource.review import Signed
from twosource.sources import rate, take_back
from twosource.store.ratings import Rating, RatingId, Subject, SubjectKind
from twosource.wire import JsonObject

_KINDS: Final[dict[str, SubjectKind]] = {kind: kind for kind in get_args(SubjectKind)}
_ID: Final = id_param("g", "a rating", 12)


class Rate(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, tag_field="what", tag="rate"):
    """A source is rated A (reliable) to F (nobody can tell), a claim 1 (confirmed) to 6 (nobody can tell)."""

    kind: Literal["outlet", "newsroom", "voice", "claim"]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=1_000, description="Of a claim: its id.")]
    grade: Annotated[str, msgspec.Meta(pattern="^[A-F1-6]$")]
    reason: Reason


class Unrate(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, tag_field="what", tag="undo"):
    """A rating is taken back; taking back what took one back has it count again."""

    rating: Annotated[str, msgspec.Meta(pattern="^g_[0-9a-f]{12}$")]
    reason: Reason


def list_ratings(call: Call) -> Answer:
    """Return a page of the ratings that count, by kind and name; of one subject, all there ever were."""
    kind = call.one("kind", lambda words: parse_choice(words, _KINDS, "kind of source"))
    name = call.one("name", parse_words)
    told = [one for one in _find(call, kind, name) if kind in {None, one.subject.kind}]
    start = number_in(read_cursor(call))
    page = take_page(call, (((number,), one) for number, one in enumerate(told[start:], start + 1)))
    return answer_page(call.request, Page(items=[_rating_line(one) for one in page.items], after=page.after))


def _find(call: Call, kind: SubjectKind | None, name: str | None) -> list[Rating]:
    if name is None:
        standing = call.ledger.ratings.all_standing().values()
        return sorted(standing, key=lambda one: (one.subject.kind, one.subject.name))
    kinds = list(_KINDS.values()) if kind is None else [kind]
    return [one for each in kinds for one in call.ledger.ratings.of(Subject(kind=each, name=name))]


def show_rating(call: Call) -> Answer:
    """Return one rating."""
    return answer(_rating_line(call.ledger.ratings.rating(call.id)))


def do_rate(call: Call) -> Answer:
    """Rate, or take a rating back, in the name of the caller."""
    sent: Rate | Unrate = call.decode(Rate | Unrate)
    signed = Signed(by=call.caller.name, reason=sent.reason, at=call.around.clock.now())
    if isinstance(sent, Rate):
        made = rate(call.ledger, Subject(kind=sent.kind, name=sent.name), sent.grade, signed)
    else:
        made = take_back(call.ledger, RatingId(sent.rating), signed)
    base = call.request.scope["path"].rstrip("/")
    headers = {"Location": f"{base}/{made.id}"}
    return answer(_rating_line(made), status=HTTPStatus.CREATED, headers=headers)


def _rating_line(rating: Rating) -> JsonObject:
    return {
        "id": rating.id,
        "kind": rating.subject.kind,
        "name": rating.subject.name,
        "grade": rating.grade or None,
        "by": rating.by,
        "at": rating.at.isoformat(),
        "reason": rating.reason,
        "undoes": rating.undoes,
        "undone": rating.undone,
    }


# --- what is asked --------------------------------------------------------------------------------

_RATING_ID: Final = {"type": "string", "pattern": "^g_[0-9a-f]{12}$"}
_RATING: Final[dict[str, Any]] = {
    "id": _RATING_ID,
    "kind": {"enum": list(_KINDS)},
    "name": {"type": "string", "description": "Of a claim: its id."},
    "grade": {
        "type": ["string", "null"],
        "pattern": "^[A-F1-6]$",
        "description": "A to F of a source, 1 to 6 of a claim; null where it takes another rating back.",
    },
    "by": {"type": "string"},
    "at": {"type": "string", "format": "date-time"},
    "reason": {"type": "string"},
    "undoes": {"anyOf": [_RATING_ID, {"type": "null"}], "description": "The rating it takes back."},
    "undone": {"type": "boolean", "description": "Whether it was itself taken back."},
}
#: The shapes that are this module's own.
SCHEMAS: Final = {
    "Rating": {
        "type": "object",
        "title": "Rating",
        "description": "How far a person trusts a source or believes a claim (the Admiralty's two scales).",
        "properties": _RATING,
        "required": list(_RATING),
        "additionalProperties": False,
    },
    "RatingPage": page_of("Rating"),
    "NewRating": {
        "description": "A rating to be made or taken back; `what` says which.",
        "oneOf": [ref("Rate"), ref("Unrate")],
        "discriminator": {
            "propertyName": "what",
            "mapping": {"rate": ref("Rate")["$ref"], "undo": ref("Unrate")["$ref"]},
        },
    },
}
#: What is sent, by type.
TYPES: Final = (Rate, Unrate)

OPERATIONS: Final = (
    Operation(
        name="list_ratings",
        path="/ratings",
        tag="review",
        title="Ratings of sources and claims",
        says=(
            "How people rate outlets, newsrooms, voices and claims: the rating that counts of each."
            " With `name`, every rating there ever was of it, newest first."
        ),
        params=(
            Parameter(name="kind", says="Of these only.", schema={"type": "string", "enum": list(_KINDS)}),
            Parameter(name="name", says="Of what is so named; of a claim, its id.", schema=WORDS),
            *PAGING,
        ),
        gives=Gives(says="A page of ratings.", schemas={JSON: ref("RatingPage")}, is_paged=True),
        do=list_ratings,
    ),
    Operation(
        name="show_rating",
        path="/ratings/{id}",
        tag="review",
        title="One rating",
        says="A rating, be it taken back or not.",
        params=(_ID,),
        gives=Gives(says="The rating.", schemas={JSON: ref("Rating")}),
        problems=(404,),
        do=show_rating,
    ),
    Operation(
        name="do_rate",
        path="/ratings",
        tag="review",
        title="Rate",
        says="Rate a source or a claim, or take a rating back, in the name of the token's owner.",
        method="POST",
        takes=Takes(schemas={JSON: ref("NewRating")}),
        gives=Gives(says="It was done.", schemas={JSON: ref("Rating")}, status=HTTPStatus.CREATED),
        problems=(404, 409, 422),
        needs=Role.REVIEWER,
        do=do_rate,
    ),
)
