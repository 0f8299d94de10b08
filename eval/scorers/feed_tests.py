"""What feedparser's test files expect, in terms of our fields, and whether we gave it.

A file carries a Python expression in a comment ("Expect: not bozo and entries[0]['title'] == 'A'").
It is taken apart with ``ast`` and only comparisons with a constant are understood; nothing is ever
evaluated. Names and what they stand for follow feedparser's reference (feedparser.readthedocs.io).
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from eval.scorers.markup_words import plain, squeeze

Path = tuple[str | int, ...]

_EXPECT = re.compile(r"Expect:[ \t]*(.+?)\s*(?:-->|[\r\n])")
_ADDRESS = re.compile(r"\s\([^()\s]+@[^()\s]+\)$")
_LONGEST = 20_000  # characters of an expression; the longest published ones have some 3,000

#: Where feedparser keeps what we call by the name on the right, in an entry.
_ENTRY: Mapping[Path, str] = {
    ("title",): "title",
    ("title_detail", "value"): "title",
    ("description",): "text",
    ("summary",): "text",
    ("summary_detail", "value"): "text",
    ("content", 0, "value"): "text",
    ("link",): "link",
    ("published",): "published",
    ("created",): "published",
    ("updated",): "updated",
    ("author",): "byline",
    ("author_detail", "name"): "byline",
    ("authors", 0, "name"): "byline",
    ("authors", 1, "name"): "byline",
    ("id",): "id",
    ("guid",): "id",
    ("publisher",): "outlet",
    ("source", "title"): "outlet",
    ("source", "title_detail", "value"): "outlet",
    ("language",): "language",
    ("content", 0, "language"): "language",
    ("summary_detail", "language"): "language",
    ("title_detail", "language"): "language",
    ("published_parsed",): "published at",
    ("created_parsed",): "published at",
    ("updated_parsed",): "updated at",
}
_FEED: Mapping[Path, str] = {("title",): "feed title", ("title_detail", "value"): "feed title"}
_KEPT = {
    "link": "url",
    "published": "published",
    "byline": "byline",
    "id": "external_id",
    "language": "language",
}


class NotOurs(ValueError):
    """An expectation about something no article has; ``str()`` is the reason, for counting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One value that a file is to give. ``entry`` is None for the feed as a whole."""

    entry: int | None
    field: str
    value: Any


def find_expectation(text: str) -> str | None:
    """Return the words after "Expect:" in the comment at the head of a test file."""
    match = _EXPECT.search(text[:_LONGEST])
    return match.group(1) if match else None


# --- expressions ---------------------------------------------------------------------------------


def translate(expression: str) -> list[Expected]:
    """Return what an expression asks of our fields; raises NotOurs where that is nothing.

    Parts joined by "and" are taken one by one; those about things we do not keep are left out.
    """
    found: list[Expected] = []
    reasons: list[str] = []
    for part in _parts(_parse(expression)):
        try:
            found.append(_expected(part))
        except NotOurs as reason:
            reasons.append(str(reason))
    if not found:
        raise NotOurs(next((reason for reason in reasons if reason != _WHOLE), _WHOLE))
    return found


_WHOLE = "whether the feed is well-formed"


def _parse(expression: str) -> ast.expr:
    try:
        return ast.parse(expression[:_LONGEST], mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise NotOurs("an expression we can't take apart") from None


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for value in node.values:
            yield from _parts(value)
    else:
        yield node


def _expected(node: ast.expr) -> Expected:
    if not isinstance(node, ast.Compare):
        return _bare(node)
    if len(node.ops) != 1 or not isinstance(node.ops[0], ast.Eq | ast.Is):
        raise NotOurs("a comparison other than equality")
    path, value = _path(node.left), _constant(node.comparators[0])
    if path[0] == "len":
        if path[1:] != ("entries",):
            raise NotOurs("how many of something an article has no list of")
        return Expected(entry=None, field="entries", value=value)
    return _named(path, value)


def _bare(node: ast.expr) -> Expected:
    """Understand "bozo" and "not entries[0].has_key('link')"; all else is not ours."""
    if isinstance(node, ast.Name) and node.id == "bozo":
        return Expected(entry=None, field="broken", value=True)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        if isinstance(node.operand, ast.Name) and node.operand.id == "bozo":
            raise NotOurs(_WHOLE)
        return _named(_path(node.operand), None)
    raise NotOurs("only that something is there")


def _path(node: ast.expr) -> Path:
    """Return names and numbers from the outside in: entries[0].title is ("entries", 0, "title")."""
    match node:
        case ast.Name(id=name):
            return (name,)
        case ast.Attribute(value=inner, attr=name):
            return (*_path(inner), name)
        case ast.Subscript(value=inner, slice=ast.Constant(value=str() | int() as key)):
            return (*_path(inner), key)
        case ast.Call(
            func=ast.Attribute(value=inner, attr="has_key" | "get"), args=[ast.Constant(value=str() as key)]
        ):
            return (*_path(inner), key)
        case ast.Call(func=ast.Name(id="len"), args=[inner]):
            return ("len", *_path(inner))
    raise NotOurs("a computation on a value")


def _constant(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        raise NotOurs("a comparison with no constant") from None


def _named(path: Path, value: Any) -> Expected:
    match path:
        case ("encoding",):
            return Expected(entry=None, field="encoding", value=value)
        case ("entries", int(number), *rest):
            field = _ENTRY.get(tuple(rest))
            if field is None:
                raise NotOurs(f"{_outline(rest)} of an entry, which no article keeps")
            return _checked(Expected(entry=number, field=field, value=value))
        case ("feed", *rest):
            field = _FEED.get(tuple(rest))
            if field is None:
                raise NotOurs("something about the feed as a whole")
            return _checked(Expected(entry=None, field=field, value=value))
    raise NotOurs("something about the transfer or the parser")


def _checked(expected: Expected) -> Expected:
    words = str(expected.value or "") if expected.field in {"text", "title", "feed title"} else ""
    if words.strip() and not plain(words):
        raise NotOurs("markup without a word in it")
    return expected


def _outline(rest: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in rest if isinstance(part, str))


# --- whether we gave it --------------------------------------------------------------------------


def find_ours(expected: Expected, outcome: Mapping[str, Any]) -> Any:
    """Return what we gave where a value is expected; None for nothing."""
    drafts: Sequence[Mapping[str, Any]] = outcome["drafts"]
    match expected.field:
        case "broken":
            return bool(outcome["issues"])
        case "entries":
            return len(drafts)
        case "encoding":
            return outcome.get("letters")
        case "feed title":
            return drafts[0]["outlet"] if drafts else " ".join(outcome["issues"])
    number = expected.entry or 0
    return _of_draft(expected.field, drafts[number]) if number < len(drafts) else None


def _of_draft(field: str, draft: Mapping[str, Any]) -> Any:
    match field:
        case "text":
            return draft["body"]
        case "published at":
            return draft["instants"][0]
        case "updated at":
            return draft["instants"][1] or draft["instants"][0]
        case "updated":
            return draft["updated"] or draft["published"]
    return draft[_KEPT.get(field, field)]


def is_met(expected: Expected, outcome: Mapping[str, Any], content: bytes = b"") -> bool:
    """Whether we gave what is expected: words for words, markup and blanks aside; instants as such."""
    ours, value = find_ours(expected, outcome), expected.value
    if value is None or isinstance(value, bool | int):
        return bool(ours == value) or (value is None and not ours)
    if ours is None:
        return bool(value == "")
    if expected.field == "encoding":
        return bool(ours == _letters(content, str(value)))
    if isinstance(value, tuple):
        return _same_instant(value, str(ours))
    if expected.field == "feed title" and not outcome["drafts"]:
        return any(_is_named(form, str(ours)) for form in (str(value), plain(str(value))) if form.strip())
    if expected.field == "byline":
        return _has_author(str(value), str(ours))
    return _same_words(str(value), str(ours), markup=expected.field == "text")


def _is_named(name: str, message: str) -> bool:
    """Whether a message names something, letters that can't be seen written out or not."""
    return squeeze(name) in message or repr(squeeze(name))[1:-1] in message


def _has_author(value: str, ours: str) -> bool:
    """Whether a name is among those of a byline, which leaves out addresses behind names."""
    name = squeeze(_ADDRESS.sub("", value))
    return name == ours or name in ours.split(", ")


def _same_words(value: str, ours: str, *, markup: bool) -> bool:
    if squeeze(value) == squeeze(ours) or plain(value) == squeeze(ours):
        return True
    return markup and plain(value) == plain(ours)


def _same_instant(value: tuple[Any, ...], ours: str) -> bool:
    try:
        instant: datetime = datetime(*value[:6]).replace(tzinfo=UTC)  # noqa: DTZ001
        return instant == datetime.fromisoformat(ours)
    except (ValueError, TypeError):
        return False


def _letters(content: bytes, codec: str) -> str | None:
    """Return a file's letters in an encoding; None where it is not in it or there is no such."""
    try:
        return content.decode(codec).lstrip("\ufeff")
    except (LookupError, UnicodeDecodeError):
        return None
