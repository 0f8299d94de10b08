"""Feeds as resources: what the watch reads, how each does, and the work that waits."""

from http import HTTPStatus
from typing import Annotated, Any, Final, Literal

import msgspec

from twosource.api.answers import JSON, Answer, Page, answer, answer_page
from twosource.api.cursors import PAGING, number_in, read_cursor, take_page
from twosource.api.operations import Call, Gives, Operation, Parameter, Takes
from twosource.api.ports import Role
from twosource.api.problems import Problem
from twosource.api.schemas import page_of, ref
from twosource.feeds import EVERY, Feed
from twosource.store.feeds import Kept
from twosource.wire import JsonObject
from twosource.wire.feed_state import feed_to_json

_MOST_DEAD: Final = 200
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=120, pattern=r"^[!-~]([ -~]*[!-~])?$")]
_Address = Annotated[
    str, msgspec.Meta(max_length=2_000, pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[!-~]*)?$")
]
_Words = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"^[!-~]([ -~]*[!-~])?$")]


class NewFeed(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A feed to be read; folders are for the configuration and the command line."""

    name: _Name
    address: _Address
    form: Literal["auto", "rss", "atom", "json", "sitemap"] = "auto"
    every_s: Annotated[int, msgspec.Meta(ge=60, le=604_800)] = int(EVERY.total_seconds())
    pages: bool = True
    outlet: _Words | None = None
    group: Annotated[str, msgspec.Meta(max_length=120, pattern=r"^[ -~]*$")] = ""


class FeedAct(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A feed is left unasked, or asked again."""

    what: Literal["pause", "resume"]


class Requeue(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Jobs that were set aside are tried again; without keys, all of them."""

    keys: Annotated[list[_Words], msgspec.Meta(min_length=1, max_length=200)] | None = None


def list_feeds(call: Call) -> Answer:
    """Return a page of feeds with their health, by name."""
    kept, start = call.ledger.feeds.all(), number_in(read_cursor(call))
    page = take_page(call, (((number,), one) for number, one in enumerate(kept[start:], start + 1)))
    return answer_page(call.request, Page(items=[_feed_line(one) for one in page.items], after=page.after))


def show_feed(call: Call) -> Answer:
    """Return one feed with its health."""
    return answer(_feed_line(call.ledger.feeds.get(_name(call))))


def add_feed(call: Call) -> Answer:
    """Add a feed."""
    sent: NewFeed = call.decode(NewFeed)
    every = EVERY / EVERY.total_seconds() * sent.every_s
    feed = Feed(
        name=sent.name, address=sent.address, form=sent.form, every=every, pages=sent.pages, outlet=sent.outlet,
        group=sent.group.strip(),
    )  # fmt: skip
    call.ledger.feeds.add(feed, call.around.clock.now())
    return answer(_feed_line(call.ledger.feeds.get(feed.name)), status=HTTPStatus.CREATED)


def do_feed(call: Call) -> Answer:
    """Leave a feed unasked, or ask it again."""
    sent: FeedAct = call.decode(FeedAct)
    found = call.ledger.feeds.get(_name(call))
    change = call.ledger.feeds.pause if sent.what == "pause" else call.ledger.feeds.resume
    return answer(_feed_line(change(found.feed.name)))


def remove_feed(call: Call) -> Answer:
    """Take a feed out; what it brought stays."""
    return answer(_feed_line(call.ledger.feeds.remove(_name(call), call.around.clock.now())))


def show_queue(call: Call) -> Answer:
    """Return how much work waits, and what was set aside with its reason."""
    depths = [
        {"kind": one.kind, "state": one.state, "count": one.count, "oldest_at": one.oldest_at.isoformat()}
        for one in call.ledger.queue.depths()
    ]
    dead = [
        {
            "key": one.key,
            "kind": one.kind,
            "put_at": one.put_at.isoformat(),
            "tries": one.tries,
            "reason": one.word,
        }
        for one in call.ledger.queue.dead(_MOST_DEAD)
    ]
    return answer({"depths": depths, "dead": dead})


def requeue(call: Call) -> Answer:
    """Let jobs that were set aside be tried again."""
    sent: Requeue = call.decode(Requeue)
    return answer({"requeued": call.ledger.queue.revive(sent.keys, call.around.clock.now())})


def _name(call: Call) -> str:
    name = str(call.request.path_params["name"])
    if not name.isprintable():
        raise Problem(HTTPStatus.NOT_FOUND, "no feed is called so")
    return name


def _feed_line(kept: Kept) -> JsonObject:
    return feed_to_json(kept.feed, kept.health, {"source": kept.source, "paused": not kept.is_asked})


# --- what is asked --------------------------------------------------------------------------------

_NAME: Final = Parameter(
    name="name",
    says="Name of a feed; capitals do not matter.",
    schema={"type": "string", "minLength": 1, "maxLength": 120, "pattern": r"^[^/\x00-\x1f\x7f]+$"},
    place="path",
)
_STRING: Final[dict[str, Any]] = {"type": "string"}
_MAYBE: Final[dict[str, Any]] = {"type": ["string", "null"]}
_INSTANT: Final[dict[str, Any]] = {"type": "string", "format": "date-time"}
_THEN: Final[dict[str, Any]] = {"anyOf": [_INSTANT, {"type": "null"}]}
_COUNT: Final[dict[str, Any]] = {"type": "integer", "minimum": 0}
_HEALTH: Final[dict[str, Any]] = {
    "asked_at": _THEN, "answered_at": _THEN, "next_at": _THEN,
    "failures": {**_COUNT, "description": "In a row, since it last answered."},
    "trouble": {**_MAYBE, "description": "What went wrong last."},
    "flaw": {**_MAYBE, "description": "What is wrong with what it says."},
    "is_gone": {"type": "boolean"}, "moved_to": _MAYBE, "form": _MAYBE, "items": _COUNT,
    "copies": {**_COUNT, "description": "Articles whose text is another's."},
    "delay_s": {"type": ["number", "null"], "description": "Median from publication to arrival."},
    "newest_at": _THEN,
}  # fmt: skip
_FEED: Final[dict[str, Any]] = {
    "name": _STRING, "address": _STRING, "form": _STRING, "every_s": {"type": "number"}, "pages": {"type": "boolean"},
    "outlet": _MAYBE, "group": _STRING, "only": {"type": "array", "items": _STRING},
    "source": {"enum": ["file", "cli"], "description": "Who keeps it; the file's are taken out there."},
    "paused": {"type": "boolean"}, "health": ref("FeedHealth"),
}  # fmt: skip
_KIND: Final[dict[str, Any]] = {"enum": ["fetch", "read"]}


def _whole(title: str, says: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "title": title,
        "description": says,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


#: The shapes that are this module's own.
SCHEMAS: Final = {
    "Feed": _whole("Feed", "A place where news appears, and how it does.", _FEED),
    "FeedHealth": _whole("FeedHealth", "How a feed does; what is not known is null.", _HEALTH),
    "FeedPage": page_of("Feed"),
    "QueueDepth": _whole(
        "QueueDepth", "How many jobs of a kind stand in a state.",
        {"kind": _KIND, "state": {"enum": ["waiting", "taken", "done", "dead"]}, "count": _COUNT, "oldest_at": _INSTANT},
    ),
    "DeadJob": _whole(
        "DeadJob", "A job that was set aside, and why.",
        {"key": _STRING, "kind": _KIND, "put_at": _INSTANT, "tries": _COUNT, "reason": _STRING},
    ),
    "QueueState": _whole(
        "QueueState", f"The work of the watch; the {_MOST_DEAD} oldest jobs set aside.",
        {"depths": {"type": "array", "items": ref("QueueDepth")}, "dead": {"type": "array", "items": ref("DeadJob")}},
    ),
    "Requeued": _whole("Requeued", "How many jobs are tried again.", {"requeued": _COUNT}),
}  # fmt: skip
#: What is sent, by type.
TYPES: Final = (NewFeed, FeedAct, Requeue)

OPERATIONS: Final = (
    Operation(
        name="list_feeds",
        path="/feeds",
        tag="feeds",
        title="Feeds",
        says="What the watch reads, by name, each with its health.",
        params=PAGING,
        gives=Gives(says="A page of feeds.", schemas={JSON: ref("FeedPage")}, is_paged=True),
        do=list_feeds,
    ),
    Operation(
        name="add_feed",
        path="/feeds",
        tag="feeds",
        title="Add a feed",
        says="Have a feed read from now on. For admins: the watch asks whatever address is given.",
        method="POST",
        takes=Takes(schemas={JSON: ref("NewFeed")}),
        gives=Gives(says="It is asked from now on.", schemas={JSON: ref("Feed")}, status=HTTPStatus.CREATED),
        needs=Role.ADMIN,
        do=add_feed,
    ),
    Operation(
        name="show_feed",
        path="/feeds/{name}",
        tag="feeds",
        title="One feed",
        says="A feed with its health.",
        params=(_NAME,),
        gives=Gives(says="The feed.", schemas={JSON: ref("Feed")}),
        problems=(404,),
        do=show_feed,
    ),
    Operation(
        name="remove_feed",
        path="/feeds/{name}",
        tag="feeds",
        title="Take a feed out",
        says="Read a feed no more; what it brought stays. Those of the configuration are taken out there.",
        method="DELETE",
        params=(_NAME,),
        gives=Gives(says="The feed as it was.", schemas={JSON: ref("Feed")}),
        problems=(404, 409),
        needs=Role.ADMIN,
        do=remove_feed,
    ),
    Operation(
        name="do_feed",
        path="/feeds/{name}/acts",
        tag="feeds",
        title="Pause or resume a feed",
        says="Leave a feed unasked, or ask it again.",
        method="POST",
        params=(_NAME,),
        takes=Takes(schemas={JSON: ref("FeedAct")}),
        gives=Gives(says="The feed as it then stands.", schemas={JSON: ref("Feed")}),
        problems=(404, 409),
        needs=Role.ADMIN,
        do=do_feed,
    ),
    Operation(
        name="show_work",
        path="/work",
        tag="feeds",
        title="What waits",
        says="How much work of the watch waits, and what was set aside.",
        gives=Gives(says="The state of the queue.", schemas={JSON: ref("QueueState")}),
        do=show_queue,
    ),
    Operation(
        name="requeue",
        path="/work/acts",
        tag="feeds",
        title="Try again what was set aside",
        says="Let jobs that were set aside be tried again: those named, or all.",
        method="POST",
        takes=Takes(schemas={JSON: ref("Requeue")}),
        gives=Gives(says="How many.", schemas={JSON: ref("Requeued")}),
        problems=(404,),
        needs=Role.ADMIN,
        do=requeue,
    ),
)
