"""Acts and changes in the words of the review pages, with what they are about at hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from twosource.ids import IncidentId, ReportId
from twosource.model import Article
from twosource.review import find_root
from twosource.review.log import touched_by
from twosource.review.rehearsing import Change
from twosource.store import Act, Ledger
from twosource.wire.values import value_from_json
from twosource.wording import plural, show_value

_NAMED: Final = 8  # reports named of those that come or go; of more, the number is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An act with its sentence, the act that took it back, and the incidents it was about as they stand."""

    act: Act
    words: str
    undoer: Act | None
    incidents: tuple[tuple[IncidentId, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Articles whose reports come to an incident or leave it; ``more`` are not named."""

    articles: tuple[Article, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChange:
    """One incident before and after, with the articles that come and go."""

    change: Change
    came: Moved
    left: Moved


def tell_acts(ledger: Ledger, acts: Sequence[Act]) -> tuple[Told, ...]:
    """Return acts as the log tells them."""
    named = {act.id: _incidents_of(ledger, act) for act in acts}
    headlines = _headlines(ledger, {one for several in named.values() for one in several})
    return tuple(
        Told(
            act=act,
            words=tell_act(ledger, act),
            undoer=ledger.decisions.undoer(act.id) if act.undone else None,
            incidents=tuple((one, headlines[one]) for one in named[act.id] if one in headlines),
        )
        for act in acts
    )


def tell_act(ledger: Ledger, act: Act) -> str:
    """Say in a sentence what an act says."""
    if act.what != "undo":
        return _tell_plain(act)
    root = find_root(ledger, act)
    taken = ledger.decisions.act(act.undoes) if act.undoes else root
    again = "Counts again" if taken.what == "undo" else "Taken back"
    return f"{again}: {_tell_plain(root)}"


def _tell_plain(act: Act) -> str:
    body = act.body
    match act.what:
        case "accept":
            return "Two reports tell of one incident"
        case "reject":
            return "Two reports tell of two incidents"
        case "merge":
            return f"{plural(len(body['incidents']), 'incident')} are one"
        case "split":
            number = len(body["reports"])
            return f"{plural(number, 'report')} {'tells' if number == 1 else 'tell'} of another incident"
        case "move":
            return "A report tells of another incident than it stood in"
        case "dismiss":
            return "Laid aside: it stands as it is"
        case _:
            return _tell_correction(act)


def _tell_correction(act: Act) -> str:
    body = act.body
    quote = " ".join(body.get("said", body["quote"]).split())
    if body["value"] is None:
        return f"“{quote}” says nothing on {body['field']}"
    return f"“{quote}” means {body['field']}: {show_value(value_from_json(body['value']))}"


def _incidents_of(ledger: Ledger, act: Act) -> tuple[IncidentId, ...]:
    """Return the incidents that stand today of those an act was about."""
    stood: Mapping[str, Mapping[str, int]] = act.body.get("stood", {})
    members = ledger.members_by_number({seq for reports in stood.values() for seq in reports.values()})
    homes = (one.incident for one in members if one.incident is not None)
    named = (IncidentId(one) for one in sorted(touched_by(act)) if one.startswith("i_"))
    return tuple(dict.fromkeys((*homes, *named)))


def _headlines(ledger: Ledger, ids: Iterable[IncidentId]) -> Mapping[IncidentId, str]:
    return {card.id: card.headline for card in ledger.cards_by_id(sorted(ids))}


def tell_changes(ledger: Ledger, changes: Sequence[Change]) -> tuple[ToldChange, ...]:
    """Return changes with the articles whose reports come and go."""
    return tuple(
        ToldChange(change=one, came=_articles_of(ledger, one.came), left=_articles_of(ledger, one.left))
        for one in changes
    )


def _articles_of(ledger: Ledger, reports: Sequence[ReportId]) -> Moved:
    members = ledger.members(reports[:_NAMED]).values()
    articles = ledger.articles_by_id({one.article for one in members})
    return Moved(articles=tuple(articles.values()), more=max(0, len(reports) - _NAMED))
