"""Say in one plain sentence why a fact has its status, and whom it comes through."""

from collections.abc import Iterable

from twosource.model import Claim, Status
from twosource.reconcile.chains import name_newsroom
from twosource.reconcile.independence import Standing, count_standing
from twosource.reconcile.phrasing import is_people
from twosource.reconcile.settling import Settled
from twosource.reconcile.sources import Sources
from twosource.values.count_nouns import word_set

_NAMED = 3  # voices named in one sentence
_QUOTED = 90  # characters of a quote in one sentence

#: Speakers without a name, who carry a capital only where they begin a sentence.
_NAMELESS = word_set(
    """
    officer official officials officers police witness witnesses eyewitnesses resident residents
    villagers neighbours neighbors survivors locals authorities doctors doctor medics rescuers
    firefighters investigators prosecutors soldiers spokesman spokeswoman spokesperson militants rebels
    """
)


def explain(settled: Settled, sources: Sources) -> str:
    """Return the sentence for a settled field."""
    words = _explain(settled, sources)
    return words[:1].upper() + words[1:]


def _explain(settled: Settled, sources: Sources) -> str:
    standing = count_standing(settled.support, sources)
    match settled.status:
        case Status.CONTRADICTED:
            return f"{_who_says(settled.same, sources)}; but {_who_says(settled.against, sources)}."
        case Status.UPDATED:
            return f"First {_who_says(settled.outdated, sources)}; later {_who_says(settled.same, sources)}."
        case Status.AGREED:
            return f"{_who_says(settled.same, sources)}: {count_words(standing)}."
        case Status.COMPATIBLE:
            return f"{_fit(settled)}: {count_words(standing)}."
        case _:
            return f"Only {_who_says(settled.support, sources)}: {count_words(standing)}."


def count_words(standing: Standing) -> str:
    """Return "2 newsrooms, 1 voice", with the outlets where they are more than the newsrooms."""
    words = [_number(standing.newsrooms, "newsroom"), _number(standing.voices, "voice")]
    if standing.outlets > standing.newsrooms:
        words.append(_number(standing.outlets, "outlet"))
    return ", ".join(words)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _who_says(claims: Iterable[Claim], sources: Sources) -> str:
    claims = tuple(claims)
    names = list(dict.fromkeys(name_speaker(claim, sources) for claim in claims))
    return f"{join_names(names)} {_verb(names)} {_said(claims)}"


def _verb(names: list[str]) -> str:
    """Return "says" for one speaker who is one, "say" for several and for a body of people."""
    several = len(names) > 1 or any(is_people(name) for name in names)
    return "say" if several else "says"


def quote_speaker(claim: Claim, sources: Sources) -> str:
    """Return who says a claim and its words: 'police say "four dead"'."""
    name = name_speaker(claim, sources)
    return f'{name} {_verb([name])} "{claim.as_said}"'


def join_names(names: list[str]) -> str:
    """Join names as people do, the first three of them."""
    if len(names) > _NAMED:
        names = [*names[:_NAMED], f"{len(names) - _NAMED} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _said(claims: Iterable[Claim]) -> str:
    """Quote what two of the claims say, shortened, in quotation marks of our own."""
    said = list(dict.fromkeys(claim.as_said.strip("\"'“”‘’ ") for claim in claims))[:2]
    return " / ".join(f'"{_shorten(words)}"' for words in said)


def _shorten(words: str) -> str:
    if len(words) <= _QUOTED:
        return words
    return words[:_QUOTED].rpartition(" ")[0] + " …"


def name_speaker(claim: Claim, sources: Sources) -> str:
    """Name who says it within a sentence: the speaker, or the newsroom in its own words."""
    if claim.voice.kind == "newsroom":
        return name_newsroom(claim, sources)
    return _uncapitalised(claim.voice.name or claim.voice.body or claim.voice.kind)


def _uncapitalised(name: str) -> str:
    """Take the capital of a sentence's beginning from a speaker without a name: "police"."""
    return name.lower() if name.lower().removeprefix("local ") in _NAMELESS and name.istitle() else name


def _fit(settled: Settled) -> str:
    others = [claim for claim in settled.support if claim not in settled.same]
    return f"{_said([settled.main])} fits {_said(others)}" if others else _said([settled.main])
