"""Values, statuses and numbers in the words people read. Unknown is "unknown", never nought."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from twosource.knowledge.kinds import load_kinds
from twosource.model import (
    Article,
    BackgroundFigure,
    Claim,
    Fact,
    FirstSince,
    PressTally,
    Responsibility,
    Status,
    Value,
    Voice,
)
from twosource.values.count import Count, format_count
from twosource.values.party import Party, format_party
from twosource.values.place import Place, format_place
from twosource.values.when import When, format_when

#: The sign of each status, so that none is told by colour alone; in the order facts are shown.
SIGNS: Final[dict[Status, str]] = {
    Status.CONTRADICTED: "!",
    Status.UPDATED: ">",
    Status.AGREED: "=",
    Status.COMPATIBLE: "~",
    Status.SINGLE_SOURCE: "-",
    Status.UNKNOWN: "?",
}


def show_value(value: Value | None) -> str:
    """Write any value for people."""
    return "unknown" if value is None else _show_known(value)


def _show_known(value: Value) -> str:
    match value:
        case str():
            return value
        case When():
            return format_when(value)
        case Count():
            return format_count(value)
        case Place():
            return format_place(value)
        case Party():
            return format_party(value)
        case Responsibility():
            return _responsibility(value)
        case PressTally() | FirstSince() | BackgroundFigure():
            return _counted(value)


def _responsibility(value: Responsibility) -> str:
    if value.stance == "none claimed":
        return "claimed by nobody so far"
    return f"{value.stance} by {format_party(value.by)}" if value.by else value.stance


def _counted(value: PressTally | FirstSince | BackgroundFigure) -> str:
    """Write what the press counts or recalls, where and since when."""
    number = "the first" if isinstance(value, FirstSince) else format_count(value.count)
    words = f"{number} {value.what}{_where(value.where)}"
    if isinstance(value, BackgroundFigure):
        return words
    if value.since is not None:
        words += f" since {_bare(value.since)}"
    if isinstance(value, PressTally) and value.until is not None:
        words += f" until {_bare(value.until)}"
    return words


def _where(names: tuple[str, ...]) -> str:
    return f" in {' and '.join(names)}" if names else ""


def _bare(when: When) -> str:
    """Write a time without the "since" it may carry itself."""
    return format_when(when).removeprefix("since ").removeprefix("until ")


def status_rank(fact: Fact) -> int:
    """Return where a fact stands in a brief: contradictions first, the unknown last."""
    return _RANKS[fact.status]


_RANKS: Final = {
    Status.CONTRADICTED: 0,
    Status.UPDATED: 1,
    Status.AGREED: 2,
    Status.COMPATIBLE: 2,
    Status.SINGLE_SOURCE: 3,
    Status.UNKNOWN: 4,
}


def field_name(field: str, scope: str = "") -> str:
    """Return a field's name, with whom its count is about."""
    return f"{field} ({scope})" if scope else field


def show_kind(key: str) -> str:
    """Return the name of a kind of incident."""
    kinds = load_kinds()
    return kinds[key].label if key in kinds else key


def show_voice(voice: Voice) -> str:
    """Write who says it and what kind of speaker that is."""
    if voice.kind == "newsroom":
        return f"{voice.name} itself" if voice.name else "the newsroom itself"
    if voice.name is None:
        return f"unnamed ({voice.kind})"
    known = voice.body is None or voice.body.casefold() in voice.name.casefold()
    body = "" if known else f", of {voice.body}"
    return f"{voice.name}{body} ({voice.kind})"


def show_speaker(claim: Claim) -> str:
    """Write who says a claim, and which media the text names as handing it on: "police, through Reuters"."""
    if claim.voice.kind == "newsroom" and claim.via[-1:] == (claim.voice.name,):
        return " through ".join(reversed((*claim.via[:-1], f"{claim.via[-1]} (cited)")))
    return ", through ".join((show_voice(claim.voice), *reversed(claim.via)))


def show_hand(claim: Claim) -> str:
    """Write whose reading of the words a claim is, where that is a person's: ", as Amina reads it"."""
    person = claim.origin.removeprefix("person/")
    return "" if person == claim.origin else f", as {person} reads it"


def show_printed(article: Article) -> str:
    """Write where an article was printed and who wrote it: "Gulf Courier, written by Lakeside Press"."""
    outlet = article.outlet or "unknown outlet"
    if article.newsroom is None or article.newsroom == article.outlet:
        return outlet
    return f"{outlet}, written by {article.newsroom}"


def show_published(article: Article) -> str:
    """Write when an article came out, to the minute or the day as is known."""
    if article.published is None:
        return "no date"
    return show_instant(article.published, only_day=article.published_precision == "day")


def show_instant(instant: datetime, *, only_day: bool = False) -> str:
    """Write an instant as 2023-12-08 15:00 +03:00."""
    if only_day:
        return f"{instant:%Y-%m-%d}"
    zone = instant.isoformat()[-6:]
    return f"{instant:%Y-%m-%d %H:%M} {'UTC' if zone == '+00:00' else zone}"


def show_title(headline: str) -> str:
    """Return what a headline says before its toll and the numbers behind it, which a list shows beside it.

    >>> show_title("Shooting in Bannu, Pakistan, on 6 Jun 2024: 1 killed; 1 newsroom, 2 voices")
    'Shooting in Bannu, Pakistan, on 6 Jun 2024'
    """
    told = headline.rpartition("; ")[0] or headline
    return told.rpartition(": ")[0] or told


def plural(number: int, one: str, many: str = "") -> str:
    """Write a number of things.

    >>> plural(2, "voice"), plural(1, "copy", "copies")
    ('2 voices', '1 copy')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """Join words as people do.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    parts = list(words)
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def short_id(name: str) -> str:
    """Return an id shortened to what people type: its letter and eight digits."""
    return name[:10]
