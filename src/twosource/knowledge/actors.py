"""The actor list and the nationality adjectives, ready to be looked up in a text.

Satisfies ``twosource.values.party.Actors``. An actor's id is the path of its umbrellas, widest
first ("islamic-state/iswap"), so that an id tells by itself what it is part of.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, cast, get_args

from twosource.errors import KnowledgeError
from twosource.text import Span, fold, lower, plain
from twosource.values.party import Party, PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorList:
    """Every actor by its names, compiled for a single pass over a text.

    ``names`` are found in any case, ``acronyms`` only as written ("IS" is no "is"). ``needs`` holds,
    by actor id, words of which one must stand in the text before an acronym of many meanings counts.
    """

    names: Mapping[str, Party]
    acronyms: Mapping[str, Party]
    demonyms: Mapping[str, str]
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _patterns: dict[str, tuple[Any, tuple[Party, ...]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def find(self, text: str) -> Iterator[tuple[Span, Party]]:
        """Yield the actors named in a plain text, with the words that name them, in no fixed order."""
        lowered = lower(text)
        yield from self._scan("names", self.names, lowered, text)
        for span, party in self._scan("acronyms", self.acronyms, text, text):
            needed = self.needs.get(party.id or "")
            if needed is None or any(word in lowered for word in needed):
                yield span, party

    def country_of(self, adjective: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of a nationality adjective or country name, or None."""
        return self.demonyms.get(fold(adjective))

    def _scan(
        self, kind: str, names: Mapping[str, Party], text: str, original: str
    ) -> Iterator[tuple[Span, Party]]:
        automaton, parties = self._compiled(kind, names)
        for number, start, end in automaton.find_matches_as_indexes(text):
            if _is_word(text, start, end) and not (kind == "acronyms" and _is_shouted(original, start, end)):
                yield Span(start, end), parties[number]

    def _compiled(self, kind: str, names: Mapping[str, Party]) -> tuple[Any, tuple[Party, ...]]:
        """Build the automaton of one table on first use."""
        if kind not in self._patterns:
            from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: PLC0415 - not needed for --help

            automaton = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)
            self._patterns[kind] = (automaton, tuple(names.values()))
        return self._patterns[kind]


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether the words at [start, end) stand by themselves; "-backed" and the like may not follow."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or after.isalnum() or before == "-":
        return False
    return not (after == "-" and text[end + 1 : end + 2].isalpha())


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Whether a short acronym stands between capitals, where "IS" is only a word."""
    around = text[max(0, start - 4) : start] + text[end : end + 4]
    return (
        end - start <= 3 and not any(letter.islower() for letter in around) and any(map(str.isalpha, around))
    )


@cache
def load_actors() -> ActorList:
    """Read actors.toml; raises KnowledgeError where a row has no such kind or parent."""
    rows = tomllib.loads(files("twosource.knowledge").joinpath("actors.toml").read_text("utf-8"))
    names: dict[str, Party] = {}
    acronyms: dict[str, Party] = {}
    needs: dict[str, tuple[str, ...]] = {}
    for key, row in rows.items():
        party = _party(key, rows)
        if "needs" in row:
            needs["/".join(_ancestry(key, rows))] = tuple(lower(word) for word in row["needs"])
        for alias in (row["name"], *row.get("aliases", ())):
            table = acronyms if _is_acronym(alias) else names
            spelled = plain(alias) if table is acronyms else lower(plain(alias))
            table[spelled] = party
            if table is names and fold(alias) != spelled:
                names[fold(alias)] = party
    return ActorList(names=names, acronyms=acronyms, demonyms=load_demonyms(), needs=needs)


def _is_acronym(alias: str) -> bool:
    """Whether a name is found only as written: "IS", "LeT", "FAMa", "M23"."""
    return (
        " " not in alias
        and len(alias) <= 8
        and sum(map(str.isupper, alias)) * 2 >= len(alias.replace("-", ""))
    )


def _party(key: str, rows: Mapping[str, Any]) -> Party:
    row = rows[key]
    if row["kind"] not in get_args(PartyKind):
        raise KnowledgeError(f"actors.toml: {key!r} has no known kind {row['kind']!r}")
    return Party(
        name=row["name"],
        kind=cast("PartyKind", row["kind"]),
        as_said=row["name"],
        id="/".join(_ancestry(key, rows)),
        country=row.get("country"),
    )


def _ancestry(key: str, rows: Mapping[str, Any]) -> tuple[str, ...]:
    """Return an actor's umbrellas and itself, widest first."""
    path = [key]
    while parent := rows[path[0]].get("parent"):
        if parent not in rows or parent in path:
            raise KnowledgeError(f"actors.toml: {path[0]!r} has no known parent {parent!r}")
        path.insert(0, parent)
    return tuple(path)


@cache
def load_demonyms() -> dict[str, str]:
    """Return ISO 3166-1 alpha-2 codes by folded adjective or country name ("iraqi", "us", "iran")."""
    tables = tomllib.loads(files("twosource.knowledge").joinpath("demonyms.toml").read_text("utf-8"))
    return {
        fold(word): code
        for table in ("names", "adjectives")
        for code, words in tables[table].items()
        for word in words
    }
