"""Which of several places of one name an article means: one sense per name and article.

A name's places are scored by how many people live there, by the countries and states the article
speaks of, by what is said after a comma, and by nearness to the article's other places.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log10

from twosource.values.place_evidence import NONE, REFUSED, STRONG, fits, is_believed
from twosource.values.place_gazetteer import ALIAS, LOOSE, NAME, Entry, Gazetteer
from twosource.values.place_geometry import arc_km
from twosource.values.place_scan import Candidate, Scanner
from twosource.values.place_spelling import token_key

# Points beside log10 of the population; set by hand on newspaper text, not swept.
_FIT = {NAME: 0.0, ALIAS: -0.6, LOOSE: -1.4}
_COUNTRY_POINTS = 2.5
_STATE_POINTS = 2.5
_NEAR_POINTS = 1.2
_NEAR_KM = 250.0
_SAID = 100.0
_FEDERAL = frozenset({"US", "CA", "AU", "IN", "GB"})  # whose papers name the state of a town


@dataclass(slots=True)
class Context:
    """What an article says about where it plays: votes for countries and for states."""

    countries: Counter[str]
    states: Counter[tuple[str, str]]

    def share(self, country: str | None) -> float:
        """Return the country's part of all votes, 0 to 1."""
        total = sum(self.countries.values())
        return self.countries[country] / total if country and total else 0.0

    def state_share(self, entry: Entry) -> float:
        """Return the part of all state votes that the place's state has."""
        total = sum(self.states.values())
        if not total or not entry.country or not entry.admin1:
            return 0.0
        return self.states[entry.country, entry.admin1] / total

    @property
    def main_country(self) -> str | None:
        """The country with most votes, None where none has any."""
        return next(iter(self.ranked), None)

    @property
    def ranked(self) -> tuple[str, ...]:
        """The countries spoken of, most votes first."""
        return tuple(code for code, votes in self.countries.most_common() if votes > 0)


def _demonym_votes(scanner: Scanner, gazetteer: Gazetteer) -> Counter[str]:
    votes: Counter[str] = Counter()
    demonyms = gazetteer.lexicon.demonyms
    words = scanner.words
    for index, word in enumerate(words):
        if not word.capital and scanner.styles[index] != "lower":
            continue
        text = word.text.lower()
        code = demonyms.get(f"{words[index - 1].text.lower()} {text}") if index else None
        code = code or demonyms.get(text)
        if code:
            votes[code] += 1
    return votes


def _names_one_country(one: Candidate) -> str | None:
    """Return the country a bare name stands for without any context, None where it is open."""
    top = one.entries[0]
    if top.kind == "country" or (top.kind != "city" and top.fit != LOOSE):
        return None if any(e.kind in {"region", "country"} for e in one.entries[1:]) else top.country
    rival = next((e.population for e in one.entries[1:] if e.country != top.country), 0)
    return top.country if top.population > 150_000 and top.population > 15 * rival else None


def read_context(
    scanners: Sequence[Scanner], found: Iterable[Candidate], gazetteer: Gazetteer, country: str | None
) -> Context:
    """Count what demonyms, countries, states and unmistakable cities say about an article."""
    countries: Counter[str] = Counter()
    states: Counter[tuple[str, str]] = Counter()
    for scanner in scanners:
        countries += _demonym_votes(scanner, gazetteer)
    if "US" in countries:
        countries["US"] = min(countries["US"], 2)  # Americans are in every story
    for one in found:
        _vote(one, countries, states)
    if country:
        countries[country] += 1
    return Context(countries, states)


def _vote(one: Candidate, countries: Counter[str], states: Counter[tuple[str, str]]) -> None:
    if one.evidence == REFUSED or (one.evidence == NONE and "namesake" in one.notes):
        return
    weight = 3 if "dateline" in one.notes else 1
    if one.said_region is not None:
        country, admin1 = one.said_region
        countries[country] += 2 * weight
        if admin1:
            states[country, admin1] += 2 * weight
        return
    code = _names_one_country(one)
    if code:
        countries[code] += weight if one.key != "us" else 0
    top = one.entries[0]
    if top.kind == "region" and top.country in _FEDERAL and top.admin1 and _tells_state(one):
        states[top.country, top.admin1] += weight
        countries[top.country] += weight if code is None else 0
    elif code and top.admin1 and top.country in _FEDERAL and one.evidence == STRONG:
        states[top.country, top.admin1] += weight


def _tells_state(one: Candidate) -> bool:
    """Whether a region's name stands for one state: a state's own, or a county no other state has."""
    top = one.entries[0]
    return top.id.startswith("admin1:") or (top.id.startswith("fips:") and len(one.entries) == 1)


def _score(entry: Entry, context: Context, near: Sequence[Entry], said: set[tuple[str, str | None]]) -> float:
    score = log10(entry.population + 1000) + _FIT[entry.fit]
    score += _COUNTRY_POINTS * context.share(entry.country) + _STATE_POINTS * context.state_share(entry)
    if any(arc_km(entry.lat, entry.lon, other.lat, other.lon) < _NEAR_KM for other in near):
        score += _NEAR_POINTS
    if any(fits(entry, one) for one in said):
        score += _SAID
    return score


def _best(same: Sequence[Candidate], context: Context, near: Sequence[Entry]) -> Entry:
    entries, said = same[0].entries, _said(same)
    if len(entries) == 1:
        return entries[0]
    return max(entries, key=lambda entry: _score(entry, context, near, said))


def resolve(found: Sequence[Candidate], context: Context, gazetteer: Gazetteer) -> list[Candidate]:
    """Give each believed candidate its place; drop the others. One sense per name."""
    by_key: dict[str, list[Candidate]] = defaultdict(list)
    for one in found:
        by_key[one.key].append(one)
    anchors = [
        same[0].entries[0]
        for same in by_key.values()
        if _names_one_country(same[0])
        and same[0].entries[0].radius_km < _NEAR_KM
        and same[0].evidence >= NONE
        and not same[0].notes >= {"namesake"}
    ]
    chosen = {key: _best(same, context, anchors) for key, same in by_key.items()}
    top = context.share(context.main_country)
    for one in found:
        entry = chosen[one.key]
        if is_believed(one, entry, gazetteer, context.share(entry.country), top):
            one.entry = entry
    return [one for one in found if one.entry is not None]


def _said(same: Iterable[Candidate]) -> set[tuple[str, str | None]]:
    return {one.said_region for one in same if one.said_region is not None}


def demonym_country(word: str, gazetteer: Gazetteer) -> str | None:
    """Return the country of "Iraqi", None for a word that is no demonym."""
    return gazetteer.lexicon.demonyms.get(token_key(word)) or gazetteer.lexicon.demonyms.get(word.lower())
