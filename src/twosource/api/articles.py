"""Articles as resources: lists, one with what was read from it, its kept text, and adding new ones."""

from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from io import BytesIO
from typing import Annotated, Any, Final

import msgspec

from twosource.api.answers import JSON, Answer, Page, answer, answer_page
from twosource.api.cursors import PAGING, number_in, read_cursor, take_page
from twosource.api.operations import Call, Gives, Operation, Parameter, Takes
from twosource.api.parameters import WORDS, id_param
from twosource.api.ports import Role
from twosource.api.problems import Problem
from twosource.api.schemas import page_of, ref
from twosource.asking.words import parse_words
from twosource.errors import RefusedAddress
from twosource.ingest.containers import Place, pages_in
from twosource.ingest.sniff import find_container
from twosource.model import Article, Issue, Reading
from twosource.model import Page as Received
from twosource.pipeline import Fate, Inputs, Pipe, add
from twosource.ports import Clock
from twosource.wire import JsonObject, article_line, article_to_json

MOST_BYTES: Final = 1024 * 1024  # of one posting; the longest pages of the wires are some 300 kB
_TOGETHER: Final = 100  # articles loaded at a time
_TEXT: Final = "text/plain"
_BYTES: Final = (_TEXT, "text/html", "application/rss+xml", "application/atom+xml")
_ID: Final = id_param("a", "an article", 16)

_Line = Annotated[str, msgspec.Meta(max_length=2_000)]


class NewArticle(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """An article as it is posted: its text, and what is known of where it was printed."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=500_000)]
    title: _Line | None = None
    url: _Line | None = None
    outlet: _Line | None = None
    published: _Line | None = None


def list_articles(call: Call) -> Answer:
    """Return a page of articles in order of arrival, all or those that hold some words."""
    words = call.one("text", parse_words)
    page = take_page(call, _walk(call, words, number_in(read_cursor(call))))
    return answer_page(
        call.request, Page(items=[article_to_json(one) for one in page.items], after=page.after)
    )


def _walk(call: Call, words: str | None, after: int) -> Iterator[tuple[tuple[int], Article]]:
    while found := call.ledger.listing.articles(after=after, limit=_TOGETHER, words=words):
        known = call.ledger.articles_by_id([name for _, name in found])
        yield from (((seq,), known[name]) for seq, name in found)
        after = found[-1][0]


def show_article(call: Call) -> Answer:
    """Return an article with the reports that stand, and what reading it let go."""
    article = call.ledger.article(call.id)
    read = call.ledger.reading(article.id)
    reports = call.ledger.reports_of([article.id])
    homes = {one.report: one.incident for one in call.ledger.members_of_article(article.id)}
    standing = Reading(article=article.id, reports=reports, dropped=() if read is None else read.dropped)
    line = article_line(article, standing)
    for report in line["reports"]:
        _place(report, homes.get(report["id"]))
    return answer(line)


def _place(report: dict[str, Any], incident: Any) -> None:
    """Write down the incident of a report with it and each of its claims."""
    report["incident"] = incident
    for claim in report["claims"]:
        claim["incident"] = incident


def show_text(call: Call) -> Answer:
    """Return the kept text alone: what the spans of claims count the characters of."""
    text = call.ledger.article(call.id).text
    return Answer(content=text.encode("utf-8", "replace"), media_type=f"{_TEXT}; charset=utf-8")


# --- adding ---------------------------------------------------------------------------------------


def add_articles(call: Call) -> Answer:
    """Put what was sent through the pipe, and say what became of each article in it."""
    kind = call.request.headers["content-type"].partition(";")[0].strip().lower()
    content = call.body if kind != JSON else msgspec.json.encode(call.decode(NewArticle))
    if find_container(content[:512]) is not None:
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "archives are not taken here: send what is in them")
    inputs = Inputs(
        given=(f"posted by {call.caller.name}",),
        fetcher=_NoFetcher(),
        stdin=BytesIO(content),
        outlet=call.one("outlet", parse_words),
        published=call.one("published", parse_words),
    )
    fates = list(add(call.ledger, _posted(call.around.load_pipe(), kind), inputs))
    return _tell(call, fates)


def _posted(pipe: Pipe, kind: str) -> Pipe:
    """Return a pipe whose only page is what was sent."""

    def pages(inputs: Inputs, clock: Clock) -> Iterator[Received | Issue]:
        assert inputs.stdin is not None, "what was sent stands in for a file"
        place = Place(address=inputs.given[0], fetched_at=clock.now(), media_type=kind)
        return pages_in(inputs.stdin, place)

    return replace(pipe, stages=replace(pipe.stages, pages=pages))


class _NoFetcher:
    """Asks no address: what is posted is all there is."""

    def fetch(self, url: str) -> Received:
        """Refuse."""
        raise RefusedAddress(f"{url} is not asked for what is posted")


def _tell(call: Call, fates: list[Fate]) -> Answer:
    issues = [fate.issue for fate in fates if fate.issue is not None]
    if issues and len(issues) == len(fates):
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"no article: {issues[0].message}", issues[0].hint)
    lines = [_fate_line(fate) for fate in fates]
    new = [fate.article.id for fate in fates if fate.article is not None and fate.what in {"added", "copy"}]
    if not new:
        return answer({"articles": lines})
    base = call.request.scope["path"].rstrip("/")
    return answer({"articles": lines}, status=HTTPStatus.CREATED, headers={"Location": f"{base}/{new[0]}"})


def _fate_line(fate: Fate) -> JsonObject:
    left_out = fate.dropped
    return {
        "what": fate.what,
        "id": None if fate.article is None else fate.article.id,
        "copy_of": None if fate.copy is None else fate.copy.original,
        "incidents": list(fate.incidents),
        "reason": None if left_out is None else left_out.reason,
        "message": None if fate.issue is None else fate.issue.message,
    }


# --- what is asked --------------------------------------------------------------------------------

_MAYBE: Final = {"type": ["string", "null"]}
#: The shapes that are this module's own.
SCHEMAS: Final = {
    "ArticlePage": page_of("Article"),
    "Added": {
        "type": "object",
        "title": "Added",
        "description": "What became of each article that was sent.",
        "properties": {
            "articles": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "what": {"enum": ["added", "updated", "known", "copy", "dropped", "issue"]},
                        "id": {"anyOf": [ref("ArticleId"), {"type": "null"}]},
                        "copy_of": {"anyOf": [ref("ArticleId"), {"type": "null"}]},
                        "incidents": {"type": "array", "items": ref("IncidentId")},
                        "reason": {**_MAYBE, "description": "Why it was dropped."},
                        "message": {**_MAYBE, "description": "Why it can't be read."},
                    },
                    "required": ["what", "id", "copy_of", "incidents", "reason", "message"],
                    "additionalProperties": False,
                },
            }
        },
        "required": ["articles"],
        "additionalProperties": False,
    },
}
#: What is sent, by type.
TYPES: Final = (NewArticle,)

OPERATIONS: Final = (
    Operation(
        name="list_articles",
        path="/articles",
        tag="articles",
        title="Articles",
        says=(
            "Articles in order of arrival, with `text` those that hold all its words. What cleaning"
            " left out of them is told of each by itself."
        ),
        params=(
            Parameter(
                name="text", says="All these words; words in double quotes are a phrase.", schema=WORDS
            ),
            *PAGING,
        ),
        gives=Gives(says="A page of articles.", schemas={JSON: ref("ArticlePage")}, is_paged=True),
        do=list_articles,
    ),
    Operation(
        name="show_article",
        path="/articles/{id}",
        tag="articles",
        title="One article",
        says="An article with its kept text, what was left out of it, and the reports that stand.",
        params=(_ID,),
        gives=Gives(says="The article.", schemas={JSON: ref("ReadArticle")}),
        problems=(404,),
        do=show_article,
    ),
    Operation(
        name="show_text",
        path="/articles/{id}/text",
        tag="articles",
        title="The text of an article",
        says="The kept text alone; `start` and `end` of claims count its characters.",
        params=(_ID,),
        gives=Gives(says="The text.", schemas={_TEXT: {"type": "string"}}),
        problems=(404,),
        do=show_text,
    ),
    Operation(
        name="add_articles",
        path="/articles",
        tag="articles",
        title="Add articles",
        says=(
            f"Send one article as JSON, text or HTML, or a feed with several, {MOST_BYTES // 1024:,} KiB at"
            " most. It is cleaned, read and linked at once. What the ledger holds already is left as it is."
        ),
        method="POST",
        params=(
            Parameter(name="outlet", says="Who printed it, where it does not say.", schema=WORDS),
            Parameter(name="published", says="When, where it does not say.", schema=WORDS),
        ),
        takes=Takes(schemas={JSON: ref("NewArticle"), **dict.fromkeys(_BYTES)}, most_bytes=MOST_BYTES),
        gives=Gives(says="It was added.", schemas={JSON: ref("Added")}, status=HTTPStatus.CREATED),
        also={200: "Nothing is new: all of it was known, or dropped."},
        problems=(422,),
        needs=Role.REVIEWER,
        do=add_articles,
    ),
)
