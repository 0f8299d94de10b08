"""What an article says about where it plays: votes for countries and for states.

Votes come from demonyms, countries, states, words after a comma and unmistakable cities. Which of
several namesakes is meant is decided in place_resolve.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from twosource.values.place_abbreviations import find_states
from twosource.values.place_evidence import NONE, REFUSED, STRONG
from twosource.values.place_gazetteer import LOOSE, NAME, Entry, Gazetteer
from twosource.values.place_scan import Candidate, Scanner
from twosource.values.place_spelling import token_key

_FEDERAL = frozenset({"US", "CA", "AU", "IN", "GB"})  # whose papers name the state of a town
_UNMISTAKABLE = 150_000  # people of a city that needs no context, if no rival has a 15th of them
_RIVAL = 15
_NAMESAKE = 20_000  # people of a town abroad that leaves the name of a county or a land open
_AMERICANS = 2  # votes at most for the United States from "American": Americans are in every story

Votes = Counter[str]


@dataclass(slots=True)
class Context:
    """Votes for countries and states; ``bare`` holds those of cities named without their country, by name."""

    countries: Votes = field(default_factory=Counter)
    states: Counter[tuple[str, str]] = field(default_factory=Counter)
    bare: dict[str, Votes] = field(default_factory=lambda: defaultdict(Counter))

    def share(self, country: str | None) -> float:
        """Return the country's part of all votes, 0 to 1."""
        total = self.countries.total()
        return self.countries[country] / total if country and total else 0.0

    def shares(self, but: str) -> Mapping[str | None, float]:
        """Return every country's part of the votes, 0 to 1, without those of one name."""
        own: Mapping[str, int] = self.bare.get(but, {})
        total = self.countries.total() - sum(own.values())
        if not total:
            return {}
        return {code: (votes - own.get(code, 0)) / total for code, votes in self.countries.items()}

    def state_share(self, entry: Entry) -> float:
        """Return the part of all state votes that the place's state has."""
        total = self.states.total()
        if not total or not entry.country or not entry.admin1:
            return 0.0
        return self.states[entry.country, entry.admin1] / total

    @property
    def top_share(self) -> float:
        """The main country's part of all votes."""
        return self.share(self.main_country)

    @property
    def main_country(self) -> str | None:
        """The country with most votes, None where none has any."""
        return next(iter(self.ranked), None)

    @property
    def ranked(self) -> tuple[str, ...]:
        """The countries spoken of, most votes first."""
        return tuple(code for code, votes in self.countries.most_common() if votes > 0)

    def settle(self, chosen: Mapping[str, Entry]) -> None:
        """Take back the votes of bare names that turned out to mean another country's place."""
        for key, votes in self.bare.items():
            for code in list(votes):
                if key in chosen and chosen[key].country not in {code, None}:
                    moved = votes.pop(code)
                    self.countries[code] -= moved
                    self.countries[str(chosen[key].country)] += moved

    def vote(self, one: Candidate) -> None:
        """Count what one name says."""
        if not _may_vote(one):
            return
        weight = 3 if "dateline" in one.notes else 1
        if one.said_region is not None:
            country, admin1 = one.said_region
            self.countries[country] += 2 * weight
            if admin1:
                self.states[country, admin1] += 2 * weight
        else:
            self._vote_bare(one, weight)

    def _vote_bare(self, one: Candidate, weight: int) -> None:
        top, code = one.entries[0], names_one_country(one)
        if code:
            self.countries[code] += weight if one.key != "us" else 0
            if top.kind == "city":
                self.bare[one.key][code] += weight
        if top.kind == "region" and top.country in _FEDERAL and top.admin1 and _tells_state(one):
            self.states[top.country, top.admin1] += weight
            self.countries[top.country] += weight if code is None else 0
        elif code and top.admin1 and top.country in _FEDERAL and one.evidence == STRONG:
            self.states[top.country, top.admin1] += weight


def read_context(
    scanners: Sequence[Scanner], found: Iterable[Candidate], gazetteer: Gazetteer, country: str | None
) -> Context:
    """Count what demonyms, countries, states and unmistakable cities say about an article."""
    context = Context()
    for scanner in scanners:
        context.countries += _demonym_votes(scanner, gazetteer)
    if "US" in context.countries:
        context.countries["US"] = min(context.countries["US"], _AMERICANS)
        for _, (code, admin1) in find_states(scanner.text, gazetteer):
            context.countries[code] += 1
            if admin1:
                context.states[code, admin1] += 1
    for one in found:
        context.vote(one)
    if country:
        context.countries[country] += 1
    return context


def _demonym_votes(scanner: Scanner, gazetteer: Gazetteer) -> Votes:
    votes: Votes = Counter()
    lexicon, words = gazetteer.lexicon, scanner.words
    for index, word in enumerate(words):
        if not word.capital and scanner.styles[index] != "lower":
            continue
        text = word.text.lower()
        before = words[index - 1] if index else word
        pair = f"{before.text.lower()} {text}" if before.capital == word.capital else ""
        code = lexicon.demonyms.get(pair) or lexicon.demonyms.get(text)
        if code and pair not in lexicon.adjectives:
            votes[code] += 1
    return votes


def _may_vote(one: Candidate) -> bool:
    """Whether a name stands for its place; "the Utah Housing Authority" speaks for Utah."""
    if one.evidence == REFUSED:
        return "institution" in one.notes and one.entries[0].kind == "region"
    return one.evidence != NONE or "namesake" not in one.notes


def names_one_country(one: Candidate) -> str | None:
    """Return the country a bare name stands for without any context, None where it is open."""
    top = one.entries[0]
    if top.kind == "country" or (top.kind != "city" and top.fit != LOOSE):
        return None if any(_leaves_open(top, other) for other in one.entries[1:]) else top.country
    rival = next((e.population for e in one.entries[1:] if e.country != top.country), 0)
    sure = top.fit == NAME and top.population > _UNMISTAKABLE
    return top.country if sure and top.population > _RIVAL * rival else None


def _leaves_open(top: Entry, other: Entry) -> bool:
    if other.kind in {"region", "country"}:
        return True
    known = top.kind == "country" or top.id.startswith("admin1:")
    return not known and other.country != top.country and other.population > _NAMESAKE


def _tells_state(one: Candidate) -> bool:
    """Whether a region's name stands for one state: a state's own, or a county no other state has."""
    top = one.entries[0]
    return top.id.startswith("admin1:") or (top.id.startswith("fips:") and len(one.entries) == 1)


def demonym_country(word: str, gazetteer: Gazetteer) -> str | None:
    """Return the country of "Iraqi", None for a word that is no demonym."""
    return gazetteer.lexicon.demonyms.get(token_key(word)) or gazetteer.lexicon.demonyms.get(word.lower())
