"""The brief of an incident on a screen: what is known, who says so, and in which words."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from twosource.briefs import Brief, FactBrief, Quoted
from twosource.cli.screen import Column, Piece, Screen, Words
from twosource.cli.wording import STATUSES, UNKNOWN, show_confirmed, show_status
from twosource.model import Certainty, Fact, Incident, Judgement, Status, Verdict
from twosource.neighbours import Neighbour
from twosource.wording import (
    field_name,
    listed,
    plural,
    short_id,
    show_hand,
    show_kind,
    show_printed,
    show_published,
    show_speaker,
    show_value,
    show_voice,
    status_rank,
)

#: Fields with a section of their own, below the facts.
_APART: Final = ("quote", "tally", "first since", "background")
_WIDE: Final = 110  # characters from which the reasons have room in a column of their own
_FACTS: Final = (
    Column(name="status", whole=True),
    Column(name="field", most=24),
    Column(name="value"),
    Column(name="v/n/o", whole=True),
)
_REASONED: Final = (*_FACTS, Column(name="confirmed", whole=True), Column(name="why"))
_TELLING: Final = frozenset({Status.CONTRADICTED, Status.UPDATED, Status.COMPATIBLE})
_PAIR: Final = (Column(name="", whole=True), Column(name=""))


def show_brief(screen: Screen, brief: Brief, neighbours: Sequence[Neighbour]) -> None:
    """Show the whole brief."""
    facts = sorted(brief.facts, key=lambda one: status_rank(one.fact))
    main = [one for one in facts if one.fact.field not in _APART]
    _show_head(screen, brief)
    _show_facts(screen, main)
    _show_claims(screen, main, brief.others)
    _show_apart(screen, "Quotations", [one for one in facts if one.fact.field == "quote"])
    _show_press(screen, [one for one in facts if one.fact.field in _APART[1:]])
    _show_articles(screen, brief)
    _show_neighbours(screen, brief.incident, neighbours)
    _show_way_on(screen, brief)


def show_short(screen: Screen, brief: Brief, fields: Collection[str]) -> None:
    """Show the head, the facts, and the claims about some fields."""
    facts = sorted(brief.facts, key=lambda one: status_rank(one.fact))
    main = [one for one in facts if one.fact.field not in _APART]
    _show_head(screen, brief)
    _show_facts(screen, main)
    _show_claims(screen, [one for one in main if one.fact.field in fields and one.fact.value])


# --- the head -------------------------------------------------------------------------------------


def _show_head(screen: Screen, brief: Brief) -> None:
    incident = brief.incident
    screen.line(Piece(incident.headline, "heading"))
    screen.blank()
    rows: list[Sequence[Words]] = [
        ("incident", Piece(incident.id, "id")),
        ("kind", show_kind(incident.kind)),
        ("when", _known(incident, "when")),
        ("where", _known(incident, "place")),
        ("known from", _numbers(brief)),
        ("confirmed", _confirmed(incident)),
    ]
    screen.table(_PAIR, rows, indent=2)


def _known(incident: Incident, field: str) -> Words:
    """Return the value of a field, with its status where that is a doubt."""
    fact = next((fact for fact in incident.facts if fact.field == field and fact.value is not None), None)
    if fact is None:
        return UNKNOWN
    doubt = (" ", show_status(fact.status)) if fact.status is Status.CONTRADICTED else ()
    return (show_value(fact.value), *doubt)


def _numbers(brief: Brief) -> str:
    """Return the three numbers in words, and how many articles they stand in."""
    incident, copies = brief.incident, len(brief.copies)
    said = f"{plural(incident.voices, 'independent voice')}" if incident.voices > 1 else "1 voice"
    articles = plural(len(brief.articles), "article") + (
        f", {plural(copies, 'copy', 'copies')} among them" if copies else ""
    )
    return (
        f"{said}, in the words of {plural(incident.newsrooms, 'newsroom')},"
        f" printed by {plural(incident.outlets, 'outlet')} ({articles})"
    )


def _confirmed(incident: Incident) -> Words:
    """Name the facts that two independent voices say through two newsrooms."""
    could = [fact for fact in incident.facts if fact.confirmation]
    fields = list(dict.fromkeys(field_name(fact.field, fact.scope) for fact in could if fact.confirmed))
    if not fields:
        return Piece("nothing: nothing has two independent voices through two newsrooms", "alone")
    number = sum(fact.confirmed for fact in could)
    return (
        Piece(listed(fields), "good"),
        f" ({number} of {plural(len(could), 'fact')}: two independent voices through two newsrooms)",
    )


# --- facts ----------------------------------------------------------------------------------------


def _show_facts(screen: Screen, facts: Sequence[FactBrief]) -> None:
    screen.heading("Facts")
    is_wide = screen.width is None or screen.width >= _WIDE
    if is_wide:
        rows = [(*_cells(one), show_confirmed(one.fact), Piece(one.fact.why, "aside")) for one in facts]
        screen.table(_REASONED, rows)
    else:
        screen.table(_FACTS, [_cells(one) for one in facts])
    screen.line(Piece("v/n/o: voices that say it, newsrooms that wrote it, outlets that printed it", "aside"))
    if not is_wide:
        _show_reasons(screen, [one.fact for one in facts if one.fact.status in _TELLING])


def _show_reasons(screen: Screen, facts: Sequence[Fact]) -> None:
    """Show why facts have their status, where there is no room for it in the table."""
    if facts:
        screen.heading("Why")
    for fact in facts:
        sign, meaning = STATUSES[fact.status]
        screen.line(Piece(f"{sign} {field_name(fact.field, fact.scope)}", meaning), f": {fact.why}", indent=2)


def _cells(one: FactBrief) -> tuple[Words, ...]:
    fact = one.fact
    numbers = "" if fact.value is None else f"{fact.voices}/{fact.newsrooms}/{fact.outlets}"
    name = field_name(fact.field, fact.scope)
    return show_status(fact.status), name, _value(one), numbers


def _value(one: FactBrief) -> Words:
    """Return a fact's value: all that is said where that is contradicted, what it was where it changed."""
    fact = one.fact
    if fact.value is None:
        return UNKNOWN
    now = show_value(fact.value)
    others = [show_value(quoted.claim.value) for quoted in one.against]
    said = list(dict.fromkeys([now, *others] if fact.status is Status.CONTRADICTED else [now]))
    before = [
        value for value in dict.fromkeys(show_value(value) for _, value in fact.history) if value != now
    ]
    doubt = "" if fact.field == "responsibility" else _doubt(fact.certainty)
    was = f", earlier {listed(before)}" if fact.status is Status.UPDATED and before else ""
    return (Piece(" or ".join(said), "value"), doubt, was)


def _doubt(certainty: Certainty | None) -> str:
    """Return how surely it is said, where that is less than plainly."""
    return "" if certainty in {None, Certainty.ASSERTED} else f" ({certainty})"


# --- claims ---------------------------------------------------------------------------------------


def _show_claims(screen: Screen, facts: Sequence[FactBrief], others: Sequence[Quoted] = ()) -> None:
    screen.heading("Claims")
    rest: dict[tuple[str, str], list[Quoted]] = {}
    for other in others:
        rest.setdefault((other.claim.field, other.claim.scope), []).append(other)
    is_first = True
    for one in facts:
        besides = rest.pop((one.fact.field, one.fact.scope), [])
        if one.support or one.against or besides:
            if not is_first:
                screen.blank()
            is_first = False
            _show_fact(screen, one, besides)
    left = [other for beside in rest.values() for other in beside if other.claim.field not in _APART]
    if left:
        screen.blank()
        screen.line(Piece("said besides", "heading"))
        _show_quoted(screen, left, None)


def _show_fact(screen: Screen, one: FactBrief, besides: Sequence[Quoted]) -> None:
    fact = one.fact
    name = field_name(fact.field, fact.scope)
    screen.line(Piece(name, "heading"), ": ", _value(one), " (", show_status(fact.status), ")")
    if fact.confirmation:
        screen.line(Piece(fact.confirmation, "good" if fact.confirmed else "alone"), indent=2)
    _show_quoted(screen, one.support, fact)
    if one.against:
        screen.line(Piece("against it:", "bad"), indent=2)
        _show_quoted(screen, one.against, fact)
    if besides:
        screen.line("earlier or otherwise:", indent=2)
        _show_quoted(screen, besides, fact)


def _show_quoted(screen: Screen, quoted: Sequence[Quoted], fact: Fact | None) -> None:
    for alike in _alike(quoted):
        first = alike[0]
        value = show_value(first.claim.value)
        lead: tuple[str | Piece, ...] = (
            () if fact and value == show_value(fact.value) else (Piece(value, "value"), ": ")
        )
        screen.line(*lead, Piece(f"“{first.claim.evidence.quote}”", "quote"), indent=2)
        screen.line(
            f"{show_speaker(first.claim)}, {first.claim.certainty.value}{show_hand(first.claim)}. ",
            *_printed(alike),
            indent=6,
        )


def _alike(quoted: Iterable[Quoted]) -> Iterator[list[Quoted]]:
    """Group claims that say one thing in one voice and the same words, as copies do."""

    def key(one: Quoted) -> tuple[str, str, str]:
        words = " ".join(one.claim.evidence.quote.split())
        return show_value(one.claim.value), show_speaker(one.claim), words

    order: dict[tuple[str, str, str], list[Quoted]] = {}
    for one in quoted:
        order.setdefault(key(one), []).append(one)
    yield from order.values()


def _printed(alike: list[Quoted]) -> Iterator[str | Piece]:
    """Yield where it stands: the article it comes from, then the outlets that print copies of that."""
    first, *rest = sorted(alike, key=lambda one: one.copy is not None)
    yield f"{show_printed(first.article)} "
    yield Piece(short_id(first.article.id), "id")
    if first.copy is not None:
        yield ", a copy"
    for one in (one for one in rest if one.copy is None):
        yield f"; {show_printed(one.article)} "
        yield Piece(short_id(one.article.id), "id")
    copies = dict.fromkeys(one.article.outlet or "unknown outlet" for one in rest if one.copy is not None)
    if copies:
        yield f"; copied by {listed(copies)}"


def _show_apart(screen: Screen, heading: str, facts: list[FactBrief]) -> None:
    quoted = [one for fact in facts for one in (*fact.support, *fact.against)]
    if not quoted:
        return
    screen.heading(heading)
    for alike in _alike(quoted):
        first = alike[0]
        screen.line(Piece(f"“{first.claim.evidence.quote}”", "quote"), indent=2)
        screen.line(f"{show_voice(first.claim.voice)}. ", *_printed(alike), indent=6)


def _show_press(screen: Screen, facts: list[FactBrief]) -> None:
    """Show what the press counts and recalls, and what the ledger says of it."""
    if not facts:
        return
    screen.heading("Counted by the press, and background")
    for one in facts:
        screen.line(Piece(show_value(one.fact.value), "value"), indent=2)
        for alike in _alike((*one.support, *one.against)):
            first = alike[0]
            screen.line(Piece(f"“{first.claim.evidence.quote}”", "quote"), indent=6)
            screen.line(f"{show_voice(first.claim.voice)}. ", *_printed(alike), indent=6)
        if one.check is not None:
            screen.line(f"This ledger: {one.check.verdict}. {one.check.why}", indent=6)


# --- where it comes from, and what stands beside it ----------------------------------------------------


def _show_articles(screen: Screen, brief: Brief) -> None:
    screen.heading("Articles")
    columns = (Column(name="id", whole=True), Column(name="published", whole=True), Column(name="printed by"),
               Column(name="title"))  # fmt: skip
    rows: list[Sequence[Words]] = []
    for article in sorted(brief.articles, key=lambda one: one.published or one.fetched_at):
        copy = brief.copies.get(article.id)
        note = f" ({copy.relation.value} copy of {short_id(copy.original)})" if copy is not None else ""
        rows.append(
            (Piece(article.id, "id"), show_published(article), show_printed(article) + note, article.title)
        )
    screen.table(columns, rows)


def _show_neighbours(screen: Screen, incident: Incident, neighbours: Sequence[Neighbour]) -> None:
    if not neighbours:
        return
    screen.heading("Beside it")
    for verdict, near in groupby(neighbours, key=lambda one: one.judgement.verdict):
        unsure = verdict is Verdict.UNSURE
        screen.line("Perhaps the same, unsure:" if unsure else "Looked at and kept apart:", indent=2)
        for one in near:
            screen.line(Piece(one.incident.id, "id"), f" {one.incident.headline}", indent=4)
            screen.line(Piece(_strongest(one.judgement), "aside"), indent=8)
    screen.line(f"All reasons: twosource why {incident.id} {neighbours[0].incident.id}", indent=2)


def _strongest(judgement: Judgement) -> str:
    """Return the reason that weighs most against being the same, as a sentence."""
    least = min(judgement.reasons, key=lambda reason: reason.points, default=None)
    return "" if least is None else f"{least.text[:1].upper()}{least.text[1:].removesuffix('.')}."


def _show_way_on(screen: Screen, brief: Brief) -> None:
    """End with the lines to type next."""
    screen.blank()
    first = short_id(brief.articles[0].id) if brief.articles else "ID"
    screen.line(
        Piece(f"Look further: twosource article {first}, twosource show {brief.incident.id} --json", "aside")
    )
