"""How many were killed, injured, captured or missing, sentence by sentence.

Reads what a sentence says, with the words that say it. Whether it is about the incident at hand,
and who says it, is for others to decide. Planned and possible harm ("could kill") is no toll.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from twosource.read.toll_cues import (
    Cue,
    find_cues,
    is_condition,
    is_grave,
    is_negated,
    may_tell_a_toll,
    may_tell_by_a_noun,
)
from twosource.read.toll_links import (
    Sentence,
    find_bearer,
    find_object,
    find_subject,
    is_claimed,
    is_passive,
    shares_subject,
)
from twosource.read.toll_shape import Toll
from twosource.read.toll_totals import find_counted_harm, find_totals
from twosource.read.toll_victims import Victims, find_counted
from twosource.read.toll_zeros import find_no_harm, find_unharmed, spared_of
from twosource.text import Span, lower, plain
from twosource.values.count import Count, CountMention, find_counts

__all__ = ["Toll", "find_tolls"]

_CUMULATIVE = re.compile(
    r"\bsince\b|\bso far this (?:year|month)\b|\bthis year\b|\bto date\b|\b(?:in|over|during) the (?:past|last|previous)"
    r" (?:\w+ )?(?:years?|months?|weeks?|decades?)\b|\b(?:war|conflict|insurgency|violence|fighting|unrest|genocide"
    r"|campaign|crackdown) (?:that )?(?:has|have|had) "
)
_GRAVE = re.compile(
    r",?(?: (?:were|was|are|is|remain|remains|listed))?(?: in)?(?: an?)? (?:critical\w*|serious\w*|severe\w*|grave\w*)\b(?: condition)?(?! (?:wounded|injured|hurt|injur))"
)
_ATTACKERS = re.compile(
    r"\b(?:attacker|assailant|bomber|gunman|gunmen|shooter|suspect|perpetrator|hijacker)s?\b"
)
_LONGEST_ANSWER = 24  # characters: "at least twenty-three"
_FIGURE_FIRST = re.compile(r"\d|[A-Za-z]")
_THEY = re.compile(r"\bthey (?:were|have been|are)(?: \w+)* $")
_BOTH = frozenset({" and ", " or ", " or been ", " and/or "})
_REPORTED = re.compile(r"\breport(?:s|ed)\b")


def find_tolls(
    text: str,
    *,
    counts: Sequence[CountMention] | None = None,
    offset: int = 0,
    before: Sequence[Toll] = (),
) -> tuple[Toll, ...]:
    """Return the tolls of one sentence, left to right; spans are offsets into ``text``.

    ``counts`` are the counts of the sentence where they were found already, their spans shifted by
    ``offset`` (where the sentence starts in the text they were found in); those whose words are
    blanked out in ``text`` are left aside. ``before`` are the tolls of the sentence before, which
    a figure alone may answer: "Seven dead, the army said. Nine, said the mayor."

    People that are listed together are added up ("two soldiers and a child were killed" is three,
    with each kind as a subset); nothing else is added.
    """
    straight = plain(text)
    folded = lower(straight)
    if not may_tell_a_toll(folded):
        return _answer(text, before)
    cues = find_cues(folded)
    if not (cues or may_tell_by_a_noun(folded)):
        return ()
    mentions = find_counts(text) if counts is None else tuple(_moved(text, counts, -offset))
    victims = find_counted(text, folded, mentions)
    sentence = Sentence(text=straight, folded=folded, victims=victims, cues=cues)
    found = [
        *_zeros(sentence),
        *find_totals(sentence, mentions),
        *find_counted_harm(sentence, mentions),
        *_linked(sentence),
    ]
    return tuple(_settle(found, cumulative=_CUMULATIVE.search(folded) is not None))


def _answer(text: str, before: Sequence[Toll]) -> tuple[Toll, ...]:
    """Read a figure that is all a sentence says as another figure for the toll told right before."""
    words = text.strip(" .,;:-\u2014\u2013\"'\u201c\u201d")
    asked = next((toll for toll in before if not toll.individual and not toll.subset), None)
    if asked is None or not words or len(words) > _LONGEST_ANSWER or not _FIGURE_FIRST.match(words):
        return ()
    mentions = find_counts(words)
    if len(mentions) != 1 or mentions[0].noun is not None or len(mentions[0].count.as_said) != len(words):
        return ()
    count, start = mentions[0].count, text.index(words)
    toll = Toll(
        span=Span(start, start + len(words)),
        count=count,
        effect=asked.effect,
        who=asked.who,
        scope=asked.scope,
    )
    return (toll,)


def _moved(text: str, counts: Sequence[CountMention], by: int) -> Iterator[CountMention]:
    for mention in counts:
        span = mention.span.shift(by)
        if text[span.start : span.end] == mention.count.as_said:
            yield replace(mention, span=span, noun=mention.noun.shift(by) if mention.noun else None)


def _settle(found: list[Toll], *, cumulative: bool) -> Iterator[Toll]:
    """Put tolls in order and drop those said twice over by words inside other words."""
    kept: list[Toll] = []
    for toll in sorted(found, key=lambda toll: (toll.span.start, toll.subset, toll.span.end)):
        if any(_repeats(toll, other) for other in kept) or _later_died(toll, found):
            continue
        kept.append(toll)
        if toll.count.more and _is_first_of_its_effect(toll, kept):
            toll = replace(toll, count=replace(toll.count, more=False))  # noqa: PLW2901
        yield replace(toll, cumulative=True) if cumulative else toll


def _repeats(toll: Toll, other: Toll) -> bool:
    same = (toll.effect, toll.scope, toll.subset) == (other.effect, other.scope, other.subset)
    return same and toll.span.overlaps(other.span)


def _later_died(toll: Toll, found: list[Toll]) -> bool:
    """Whether the one injured dies further on: "was taken to hospital, where she died"."""
    return (
        toll.effect != "killed"
        and not toll.subset
        and toll.count.high == 1
        and any(
            other.effect == "killed"
            and other.individual
            and other.span.start >= toll.span.end
            and (other.who.lower() in {"he", "she"} or other.who == toll.who)
            for other in found
        )
    )


def _is_first_of_its_effect(toll: Toll, kept: list[Toll]) -> bool:
    """Whether "three more" adds to people harmed otherwise: "killed two and wounded three others"."""
    totals = [other.effect for other in kept if other is not toll and not other.subset]
    return bool(totals) and toll.effect not in totals


def _zeros(sentence: Sentence) -> Iterator[Toll]:
    """Yield tolls of nobody: harm denied, and people who came away unharmed."""
    for harm in find_no_harm(sentence.folded):
        yield Toll(
            span=harm.span,
            count=_nobody(harm.span.of(sentence.text)),
            effect=harm.effect,
            scope=harm.scope,
            reported_only=harm.reported_only,
        )
    unharmed = find_unharmed(sentence.folded)
    if unharmed is not None:
        who = find_bearer(sentence, unharmed.start)
        span = Span(who.start if who else unharmed.start, unharmed.end)
        scope = (_scope(who) or who.who.lower()) if who else ""
        count = _nobody(span.of(sentence.text))
        yield Toll(
            span=span,
            count=count,
            effect=spared_of(unharmed.of(sentence.folded)),
            who=who.who if who else "",
            scope=scope,
        )


def _nobody(as_said: str) -> Count:
    return Count(low=0, high=0, as_said=as_said, number=0)


def _linked(sentence: Sentence) -> Iterator[Toll]:
    """Yield the tolls of effect words with their subjects and objects."""
    cues = list(_merged(sentence))
    former: tuple[Cue, tuple[Victims, ...]] | None = None
    for number, cue in enumerate(cues):
        group = _find_people(sentence, cue, former)
        if group and group[0].start < cue.start:
            former = (cue, group)
        if not group and _THEY.search(sentence.folded, max(0, cue.start - 24), cue.start):
            yield from _they(sentence, cue)
        if group and _is_about_people(sentence, cue, group):
            until = cues[number + 1].end if number + 1 < len(cues) else len(sentence.text)
            for members in _without_self(group):
                yield from _tolls_of(sentence, cue, members, until)
    for victims in sentence.victims:
        if not victims.part and (grave := _GRAVE.match(sentence.folded, victims.end)) is not None:
            span = Span(victims.start, grave.end())
            yield _part(
                Cue(start=span.end, end=span.end, effect="injured", build="state"), victims, "critical"
            )


def _find_people(
    sentence: Sentence, cue: Cue, former: tuple[Cue, tuple[Victims, ...]] | None
) -> tuple[Victims, ...]:
    """Return whom a cue is about: its object, its subject, or the subject of the cue before it."""
    passive = is_passive(sentence, cue)
    group = () if passive else find_object(sentence, cue)
    if group or cue.build == "taker":
        return group
    group = find_subject(sentence, cue, passive=passive)
    if group or former is None or not (passive or cue.build in {"happening", "state"}):
        return group
    return former[1] if shares_subject(sentence, former[0], cue) else ()


def _without_self(group: tuple[Victims, ...]) -> Iterator[tuple[Victims, ...]]:
    """Split "himself and three soldiers": the attacker's own death is no part of the toll."""
    others = tuple(victims for victims in group if victims.scope != "attacker")
    if others:
        yield others
    for victims in group:
        if victims.scope == "attacker":
            yield (victims,)


def _merged(sentence: Sentence) -> Iterator[Cue]:
    """Yield the cues, with "killed or wounded" made one cue for casualties."""
    held: Cue | None = None
    for cue in sentence.cues:
        if held is not None and _is_one_with(sentence, held, cue):
            held = replace(held, end=cue.end, effect="casualties")
            continue
        if held is not None:
            yield held
        held = cue
    if held is not None:
        yield held


def _is_one_with(sentence: Sentence, cue: Cue, other: Cue) -> bool:
    """Whether two cues share their people: "killed or wounded"."""
    between = sentence.gap(cue.end, other.start)
    return between in _BOTH and {cue.effect, other.effect} == {"killed", "injured"}


def _they(sentence: Sentence, cue: Cue) -> Iterator[Toll]:
    """Yield that those just told of were not harmed: "They were not injured"."""
    if is_negated(sentence.folded, cue.start) and not is_grave(sentence.folded, cue.start):
        span = Span(sentence.folded.rindex("they ", 0, cue.start), cue.end)
        yield Toll(span=span, count=_nobody(span.of(sentence.text)), effect=cue.effect, who="They")


def _is_about_people(sentence: Sentence, cue: Cue, group: tuple[Victims, ...]) -> bool:
    """Whether a toll may be read.

    Towns are captured too, so captives must be named as people. Two who "are in serious
    condition" are some of those told of before; only a single person's condition tells of harm.
    """
    if cue.effect == "captured":
        return all(v.who or v.count.high is not None or v.count.more for v in group)
    if is_condition(sentence.folded, cue):
        return len(group) == 1 and group[0].count.high == 1 and group[0].who != ""
    none = group[0].count.high == 0 or is_negated(sentence.folded, cue.start)
    return not (none and is_grave(sentence.folded, cue.start))


def _tolls_of(sentence: Sentence, cue: Cue, group: tuple[Victims, ...], until: int) -> Iterator[Toll]:
    """Yield the toll of a group, one subset per kind of people in it, and its named parts."""
    span = Span(min(cue.start, group[0].start), max(cue.end, group[-1].end))
    scopes = [_scope(victims) for victims in group]
    total = Toll(
        span=span,
        count=_sum(sentence, group),
        effect=cue.effect,
        who=group[0].who if len(group) == 1 else sentence.text[group[0].start : group[-1].end],
        scope=scopes[0] if len(set(scopes)) == 1 else "",
        subset=group[0].part,
        reported_only=group[0].count.high == 0 and _REPORTED.search(span.of(sentence.folded)) is not None,
        individual=all(victims.individual for victims in group),
    )
    if is_negated(sentence.folded, cue.start):
        if group[0].start >= cue.end:  # who did not kill him has said nothing of how he is
            return
        yield replace(total, count=_nobody(span.of(sentence.text)), scope=total.scope or total.who.lower())
        return
    yield total
    if len(group) > 1 and len(set(scopes)) > 1:
        for victims, scope in zip(group, scopes, strict=True):
            if scope and not victims.individual:
                yield _part(cue, victims, scope)
    for victims in sentence.victims:
        if victims.start < group[-1].end:
            continue
        if not victims.part or victims.start >= until:
            break
        if not is_claimed(sentence, victims):
            yield _part_of(sentence, cue, victims)


def _part(cue: Cue, victims: Victims, scope: str) -> Toll:
    return Toll(
        span=Span(min(cue.start, victims.start), max(cue.end, victims.end)),
        count=replace(victims.count, more=False),
        effect=cue.effect,
        who=victims.who,
        scope=scope,
        subset=True,
        individual=victims.individual,
    )


def _part_of(sentence: Sentence, cue: Cue, victims: Victims) -> Toll:
    """Read "including two children" and "five of them critically" as part of the toll before."""
    grave = _GRAVE.match(sentence.folded, victims.end)
    if grave is not None:
        part = _part(replace(cue, effect="injured"), replace(victims, end=grave.end()), "critical")
        return replace(part, span=Span(min(cue.start, victims.start), max(cue.end, grave.end())))
    return _part(cue, victims, victims.scope or victims.who.lower())


def _scope(victims: Victims) -> str:
    return "attacker" if _ATTACKERS.search(victims.who.lower()) else victims.scope


def _sum(sentence: Sentence, group: tuple[Victims, ...]) -> Count:
    """Add up people listed together; an open side stays open."""
    if len(group) == 1:
        return group[0].count
    counts = [victims.count for victims in group]
    highs = [count.high for count in counts if count.high is not None]
    numbers = [count.number for count in counts if count.number is not None]
    return Count(
        low=sum(count.low or 0 for count in counts),
        high=sum(highs) if len(highs) == len(counts) else None,
        as_said=sentence.text[group[0].start : group[-1].end],
        number=sum(numbers) if len(numbers) == len(counts) else None,
        about=any(count.about for count in counts),
    )
