"""What a reader would care about that is told otherwise than before, a sentence each. Pure.

Another outlet, a new headline or a quote more is no difference; a value, a contradiction, a second
independent voice and an instruction are.
"""

from collections.abc import Iterator
from typing import Final

from twosource.alerting.knowing import say_known
from twosource.alerting.standing import Standing
from twosource.model import Status
from twosource.watches import Difference, Known
from twosource.wording import field_name, listed, plural, show_kind

#: Fields of which several things are told side by side: each new one is told, none is set against another.
SIDE_BY_SIDE: Final = frozenset({"damage", "warning", "target", "weapon"})

#: Fields of which it is told that two independent voices say so now.
CONFIRMABLE: Final = frozenset({"killed", "injured", "casualties", "place", "perpetrator", "weapon"})
_PAIR: Final = 2

#: What is told beside other news and makes none by itself: a time that is only made finer, what was hit.
_MINOR: Final = frozenset({"target", "munitions", "salvos"})
_TIMES: Final = frozenset({"when", "time"})
_NEAR: Final = 1_800  # seconds by which two tellings of one time lie apart: "about 9 a.m.", "after 9.10"

_Key = tuple[str, str]


def find_differences(before: Standing, after: Standing) -> tuple[Difference, ...]:
    """Return what is told otherwise, in the order of a brief: kind, facts, voices, instructions.

    Nothing, where all of it is of little weight.
    """
    found = (
        *_kind(before, after),
        *_facts(before, after),
        *_voices(before, after),
        *_instructions(before, after),
    )
    finer = _is_finer(before, after)
    grave = [one for one in found if one.field not in _MINOR and not (finer and one.field in _TIMES)]
    return found if grave else ()


def _is_finer(before: Standing, after: Standing) -> bool:
    """Whether the time told now can be the one told before."""
    bounds = (before.earliest, before.latest, after.earliest, after.latest)
    if None in bounds:
        return False
    first, last, earliest, latest = (one.timestamp() for one in bounds if one is not None)
    return earliest <= last + _NEAR and first <= latest + _NEAR


def _kind(before: Standing, after: Standing) -> Iterator[Difference]:
    if before.kind != after.kind:
        sentence = f"kind: {show_kind(after.kind)}, before: {show_kind(before.kind)}"
        yield Difference(field="kind", sentence=sentence)


def _facts(before: Standing, after: Standing) -> Iterator[Difference]:
    was, now = _by_key(before), _by_key(after)
    for key, known in now.items():
        yield from _compare(was.get(key), known)
    for key, known in was.items():
        if key not in now:
            name = field_name(*key)
            yield Difference(field=key[0], sentence=f"no longer told: {name} (before: {say_known(known)})")
    yield from _side_by_side(before, after)


def _by_key(standing: Standing) -> dict[_Key, Known]:
    """Return the facts that are set against each other; the exact time stands for the day it is on."""
    known = {(one.field, one.scope): one for one in standing.known if one.field not in SIDE_BY_SIDE}
    known.pop(("kind", ""), None)
    if ("time", "") in known:
        known.pop(("when", ""), None)
    elif ("when", "") in known:
        known["time", ""] = known.pop(("when", ""))
    return known


def _compare(was: Known | None, now: Known) -> Iterator[Difference]:
    name = field_name("when" if now.field == "time" else now.field, now.scope)
    if was is None:
        yield Difference(field=now.field, sentence=f"{name}: {say_known(now)}, not told before")
    elif sentence := _sentence(name, was, now):
        yield Difference(field=now.field, sentence=sentence)


def _sentence(name: str, was: Known, now: Known) -> str:
    value, earlier = say_known(now), say_known(was)
    before = f", before: {earlier}" if earlier.casefold() != value.casefold() else ""
    disputed = (was.status is Status.CONTRADICTED, now.status is Status.CONTRADICTED)
    if disputed == (False, True):
        return f"now contradicted: {name}: {value}{before}"
    if disputed == (True, False):
        return f"no longer contradicted: {name}: {value}{before}"
    confirmed = now.confirmed and not was.confirmed and now.field in CONFIRMABLE
    if before:
        return f"{name}: {value}{before}" + ("; confirmed by two independent voices" if confirmed else "")
    return f"now confirmed by two independent voices: {name}: {value}" if confirmed else ""


def _side_by_side(before: Standing, after: Standing) -> Iterator[Difference]:
    told = {(one.field, one.value.casefold()) for one in before.known}
    asked = [quoted.words for quoted in after.instructions]
    for one in after.known:
        is_asked = one.field == "warning" and any(one.value in words for words in asked)
        if one.field in SIDE_BY_SIDE and (one.field, one.value.casefold()) not in told and not is_asked:
            yield Difference(
                field=one.field, sentence=f"{field_name(one.field, one.scope)}: {say_known(one)}"
            )


def _voices(before: Standing, after: Standing) -> Iterator[Difference]:
    """Tell a second independent voice; a third changes little."""
    if before.voices >= _PAIR or after.voices < _PAIR:
        return
    fresh = [one for one in after.speakers if one not in before.speakers]
    if after.voices == _PAIR and len(fresh) == 1:
        sentence = f"a second independent voice: {fresh[0]}"
    else:
        names = f": {listed(fresh[:4])}" if fresh else ""
        sentence = f"{plural(after.voices, 'independent voice')}, before: {before.voices}{names}"
    yield Difference(field="voices", sentence=sentence)


def _instructions(before: Standing, after: Standing) -> Iterator[Difference]:
    told = {quoted.words for quoted in before.instructions}
    for quoted in after.instructions:
        if quoted.words not in told:
            who = quoted.voice or "an article"
            yield Difference(field="warning", sentence=f'told by {who}: "{quoted.words}"')
