"""Whether a name is believed to mean the place chosen for it: evidence, size and the article together.

A large city is believed without evidence, a village needs words that say so or the backing of the
other names around it. What the evidence is stands in place_evidence.
"""

from collections.abc import Callable
from dataclasses import dataclass

from twosource.values.place_evidence import FAIR, NONE, REFUSED, STRONG, WEAK, is_small
from twosource.values.place_gazetteer import ALIAS, LOOSE, NAME, Entry, Lexicon
from twosource.values.place_scan import Candidate

#: A town below this, in a country the article never speaks of, is likelier a place we do not know.
_SMALL_ABROAD = 50_000
#: A town this big, in a country the article speaks of, has a hospital and a university of its own name.
_HAS_ITS_OWN = 100_000
#: People a bare name's town needs, by evidence; names of several words are rarely anything else.
_PEOPLE = {NONE: 150_000, WEAK: 60_000, FAIR: 8_000}
_WORDS_COUNT = 8
#: So many other names around a place make a small town as good as a large one; swept 1.0-2.5 on newspaper text.
_BACKED = 1.0
_BACKED_SHARE = 0.03  # of the people a town else needs
#: People of a city in a country never spoken of that is believed by another name, or by a looser spelling.
_KNOWN = {ALIAS: 1_000_000, LOOSE: 10**9}
_HOME_SHARE = 0.15  # the same, in the country that an article is about


@dataclass(frozen=True, slots=True)
class Hints:
    """What an article says of a place.

    ``share`` is its country's part of all votes, ``elsewhere`` the largest country's, ``backing``
    counts the other names that speak for the place, which few names need.
    """

    share: float
    elsewhere: float
    backing: Callable[[], float]

    @property
    def abroad(self) -> bool:
        """Whether the article is about another country and never speaks of this one."""
        return self.share == 0 and self.elsewhere > 0.6

    @property
    def backed(self) -> bool:
        """Whether other names of the article lie around it."""
        return self.backing() > _BACKED


def is_believed(one: Candidate, entry: Entry, lexicon: Lexicon, hints: Hints) -> bool:
    """Whether a candidate names this place."""
    if one.evidence == REFUSED or (
        entry.fit != NAME and hints.share == 0 and entry.population < _KNOWN[entry.fit]
    ):
        return False
    if one.evidence == NONE and "namesake" in one.notes:
        return (
            "street" not in one.notes
            and hints.share > 0.3
            and entry.population >= _HAS_ITS_OWN
            and entry.fit != LOOSE
        )
    if one.evidence == STRONG:
        return _is_where_it_says(one, entry, lexicon, hints)
    if one.first == one.last and (one.key in lexicon.words or one.key in lexicon.given_names):
        wide = entry.kind in {"country", "region"}
        return wide or (
            one.evidence >= FAIR
            and (entry.population > _plain_size(one) or "told" in one.notes or hints.backed)
        )
    if entry.kind == "city":
        return _is_city_enough(one, entry, hints)
    return entry.fit != LOOSE or one.evidence >= FAIR


def _plain_size(one: Candidate) -> int:
    """Return how large a town is that may be meant by a first name or an ordinary word."""
    return 100_000 if "agency" in one.notes else 300_000


def _is_where_it_says(one: Candidate, entry: Entry, lexicon: Lexicon, hints: Hints) -> bool:
    """Whether "in X" means the known X, not a village we do not know or a word of the language."""
    if one.said_region is not None:
        return True
    if hints.abroad and entry.kind == "city" and entry.population < _SMALL_ABROAD:
        return False
    return not (one.key in lexicon.words and hints.share < 0.3 and is_small(one))


def _is_city_enough(one: Candidate, entry: Entry, hints: Hints) -> bool:
    if hints.abroad and entry.population < 500_000:
        return False
    people = entry.population * (_WORDS_COUNT if one.first != one.last else 1)
    if entry.fit != NAME:
        people //= 4
    bar: float = _PEOPLE[one.evidence] * (4 if one.style in {"upper", "lower"} else 1)
    bar *= _HOME_SHARE if hints.share > 0.4 else 1
    return people >= bar or (people >= _BACKED_SHARE * bar and hints.backed)
