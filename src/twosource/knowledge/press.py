"""Who prints and who writes: outlets by their sites, agencies by their names and marks.

Knows names only; where on a page an agency counts as the writer is for cleaning to say.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from ahocorasick_rs import AhoCorasick

from twosource.errors import KnowledgeError
from twosource.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """An agency: full names in any case, marks in exactly their case, its own sites and seat."""

    name: str
    names: tuple[str, ...]
    marks: tuple[str, ...]
    country: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A site that prints: its one name, other names it goes by, its sites and seat."""

    name: str
    names: tuple[str, ...]
    country: str
    domains: tuple[str, ...]


def _read(name: str) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(files("twosource.knowledge").joinpath(name).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{name} is not TOML: {error}") from error


def _tuples(name: str, row: dict[str, Any]) -> dict[str, Any]:
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    if len(fields.get("country", "")) != 2:
        raise KnowledgeError(f"{name!r} has no country of two letters")
    return {"name": name, **fields}


@cache
def load_newsrooms() -> dict[str, Newsroom]:
    """Read newsrooms.toml; raises KnowledgeError where two agencies share a name or a mark."""
    newsrooms = {name: Newsroom(**_tuples(name, row)) for name, row in _read("newsrooms.toml").items()}
    _check_distinct("newsrooms.toml", [set(_spellings(n)) | set(n.domains) for n in newsrooms.values()])
    return newsrooms


@cache
def load_outlets() -> dict[str, Outlet]:
    """Read outlets.toml; raises KnowledgeError where two outlets share a name or a site."""
    outlets = {name: Outlet(**_tuples(name, row)) for name, row in _read("outlets.toml").items()}
    _check_distinct(
        "outlets.toml", [{fold(n) for n in (o.name, *o.names)} | set(o.domains) for o in outlets.values()]
    )
    return outlets


def _check_distinct(file: str, keys: list[set[str]]) -> None:
    seen: set[str] = set()
    for own in keys:
        if seen & own:
            raise KnowledgeError(f"{file}: listed twice: {', '.join(sorted(seen & own))}")
        seen |= own


def _spellings(newsroom: Newsroom) -> tuple[str, ...]:
    """Return folded full names and, as they are, marks."""
    return tuple(fold(name) for name in newsroom.names) + newsroom.marks


@cache
def _by_spelling() -> dict[str, Newsroom]:
    return {key: newsroom for newsroom in load_newsrooms().values() for key in _spellings(newsroom)}


@cache
def agency_pattern() -> str:
    """Return a regular expression, as text, for any agency: names in any case, marks in theirs.

    Holds no group of its own but one that does not capture; longest spellings come first.
    """
    names = sorted({n for room in load_newsrooms().values() for n in room.names}, key=len, reverse=True)
    marks = sorted({m for room in load_newsrooms().values() for m in room.marks}, key=len, reverse=True)
    spelled = "|".join(re.escape(name) for name in names)
    marked = "|".join(re.escape(mark) for mark in marks)
    return rf"(?<!\w)(?:(?i:(?:the )?(?:{spelled}))|{marked})(?![\w-])"


@cache
def _automata() -> tuple[AhoCorasick, AhoCorasick]:
    rooms = load_newsrooms().values()
    names = [name.lower() for room in rooms for name in room.names]
    return AhoCorasick(names), AhoCorasick([mark for room in rooms for mark in room.marks])


def mentions_agency(line: str) -> bool:
    """Whether a line may name an agency: quick, and true also for a name inside a longer word."""
    names, marks = _automata()
    return bool(marks.find_matches_as_indexes(line) or names.find_matches_as_indexes(line.lower()))


def find_newsroom(words: str) -> Newsroom | None:
    """Return the agency that these words name and nothing else, or None.

    >>> find_newsroom("the associated press").name, find_newsroom("AP").name, find_newsroom("ap")
    ('Associated Press', 'Associated Press', None)
    """
    bare = words.strip(" .,:;|()[]")
    key = fold(bare).removeprefix("the ")
    known = _by_spelling()
    return known.get(bare) or known.get(key) or known.get(f"the {key}")


@cache
def _outlets_by_name() -> dict[str, Outlet]:
    return {fold(name): outlet for outlet in load_outlets().values() for name in (outlet.name, *outlet.names)}


def find_outlet(name: str) -> Outlet | None:
    """Return the listed outlet that goes by this name, or None."""
    return _outlets_by_name().get(fold(name))


@cache
def _names_by_domain() -> dict[str, str]:
    rows: list[Outlet | Newsroom] = [*load_outlets().values(), *load_newsrooms().values()]
    return {domain: row.name for row in rows for domain in row.domains}


_ARCHIVED = re.compile(r"^https?://web\.archive\.org(?::\d+)?/web/\w+/(?=https?:)")


def host_of(url: str) -> str | None:
    """Return the site of an address, without "www.", port or archive in front; None when it has none."""
    try:
        host = urlsplit(_ARCHIVED.sub("", url)).hostname
    except ValueError:
        return None
    return host.removeprefix("www.").rstrip(".") if host and "." in host else None


def find_outlet_at(host: str) -> str | None:
    """Return the listed name of the outlet or agency that prints on a site or above it."""
    known = _names_by_domain()
    while "." in host:
        if host in known:
            return known[host]
        host = host.partition(".")[2]
    return None


def find_country(outlet: str | None, host: str | None) -> str | None:
    """Return the seat of an outlet (ISO 3166-1 alpha-2): listed, else by the country code of its site."""
    name = (host and find_outlet_at(host)) or outlet or ""
    row: Newsroom | Outlet | None = (
        load_newsrooms().get(name) or load_outlets().get(name) or find_outlet(name)
    )
    if row is not None:
        return row.country
    ending = (host or "").rpartition(".")[2].upper()
    if len(ending) != 2 or not ending.isalpha() or ending in _OPEN_ENDINGS:
        return None
    return "GB" if ending == "UK" else ending


#: Country codes sold to anybody, which say nothing of where a site sits (IANA root zone, registry terms).
_OPEN_ENDINGS = frozenset({"AI", "CC", "CO", "FM", "IO", "LY", "ME", "TV", "WS", "EU", "TO", "GG", "SH"})
