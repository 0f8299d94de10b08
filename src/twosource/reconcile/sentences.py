"""Say in one plain sentence why a fact has its status, and whom it comes through."""

from collections.abc import Iterable

from twosource.model import Claim, Status
from twosource.reconcile.independence import Standing, count_standing
from twosource.reconcile.settling import Settled
from twosource.reconcile.sources import Sources

_NAMED = 3  # voices named in one sentence


def explain(settled: Settled, sources: Sources) -> str:
    """Return the sentence for a settled field."""
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
    listed = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    said = list(dict.fromkeys(claim.as_said for claim in claims))[:2]
    return f"{listed} {'says' if len(names) == 1 else 'say'} " + " / ".join(f'"{words}"' for words in said)


def name_speaker(claim: Claim, sources: Sources) -> str:
    """Name who says it: the speaker, or the newsroom in its own words."""
    if claim.voice.kind == "newsroom":
        return sources.get_newsroom_name(claim.evidence.article)
    return claim.voice.name or claim.voice.body or claim.voice.kind


def _fit(settled: Settled) -> str:
    others = [claim for claim in settled.support if claim not in settled.same]
    said = list(dict.fromkeys(claim.as_said for claim in others))[:2]
    wider = " / ".join(f'"{words}"' for words in said)
    return f'"{settled.main.as_said}" fits {wider}' if wider else f'"{settled.main.as_said}"'
