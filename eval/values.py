"""Whether a value the program found says what gold says, field by field.

Lenient about wording, never about figures, days, stances or places: a figure needs both its
bounds, a place every named part, words most of their words.
"""

from collections.abc import Callable
from typing import Any, Final

from eval.times import same_time
from eval.words import share, strings_of, words
from twosource.text import fold

_HALF: Final = 0.5  # of a phrase that names two places: the nearer one is enough
_MOST: Final = 0.6  # share of gold's words a phrase has to hold; "most", so above one half


def same_value(field: str, gold: Any, found: Any, *, said: str = "") -> bool:
    """Whether ``found`` (a JSON value) says what ``gold`` says; ``said`` is its words or quote."""
    if isinstance(gold, dict) and "any_of" in gold:
        return any(same_value(field, choice, found, said=said) for choice in gold["any_of"])
    return _COMPARERS.get(field, _same_words)(gold, found, said)


def _same_count(gold: Any, found: Any, _said: str) -> bool:
    low, high = (gold, gold) if isinstance(gold, int) else (gold["low"], gold["high"])
    return isinstance(found, dict) and (found.get("low"), found.get("high")) == (low, high)


def _same_when(gold: Any, found: Any, _said: str) -> bool:
    return isinstance(found, dict) and same_time(gold, found)


def _same_kind(gold: Any, found: Any, _said: str) -> bool:
    return bool(gold == found)


def _same_place(gold: Any, found: Any, said: str) -> bool:
    given = words(" ".join([*strings_of(found), said]))
    return all(words(part) <= given for part in ([gold] if isinstance(gold, str) else gold))


def _same_words(gold: Any, found: Any, said: str) -> bool:
    wanted = words(" ".join(strings_of(gold)))
    value = words(" ".join(strings_of(found)))
    return share(wanted, value | words(said)) >= _MOST or (len(value) > 1 and value <= wanted)


def _same_impact(gold: Any, found: Any, said: str) -> bool:
    wanted = words(" ".join(strings_of(gold)))
    return share(wanted, words(" ".join([*strings_of(found), said]))) >= _HALF


def _same_quotation(gold: Any, found: Any, said: str) -> bool:
    return share(words(gold), words(" ".join([*strings_of(found), said]))) >= _MOST


def _same_responsibility(gold: Any, found: Any, _said: str) -> bool:
    stances, by = _stances_of(gold)
    given, given_by = _stances_of(found)
    return not stances.isdisjoint(given) and share(words(by), words(given_by)) >= _MOST


def _stances_of(value: Any) -> tuple[frozenset[str], str]:
    """Return the stances a value allows (gold may allow several) and who takes them."""
    if isinstance(value, str):
        named = (name for name in ("none claimed", "denied", "claimed") if name in fold(value))
        return frozenset({next(named, "")}), ""
    stance, by = value.get("stance"), value.get("by")
    choices = stance["any_of"] if isinstance(stance, dict) else [stance]
    return frozenset(choices), " ".join(strings_of(by))


def _same_tally(gold: Any, found: Any, said: str) -> bool:
    what = words(gold.get("what", ""))
    return _same_count(gold, found, said) and bool(
        not what or what & words(" ".join([*strings_of(found), said]))
    )


def _same_first_since(gold: Any, found: Any, said: str) -> bool:
    given = " ".join([*strings_of(found), said])
    since = str(gold["since"])
    return since in given or words(since) <= words(given)


def _same_figure(gold: Any, found: Any, _said: str) -> bool:
    if not isinstance(found, dict):
        return False
    number = found.get("number")
    return bool(gold["count"] == (found.get("low") if number is None else number))


_COMPARERS: Final[dict[str, Callable[[Any, Any, str], bool]]] = {
    **dict.fromkeys(("killed", "injured", "casualties", "captured", "munitions", "salvos"), _same_count),
    **dict.fromkeys(("when", "time"), _same_when),
    "kind": _same_kind,
    "place": _same_place,
    "impact place": _same_impact,
    "quote": _same_quotation,
    "responsibility": _same_responsibility,
    "tally": _same_tally,
    "first since": _same_first_since,
    "background": _same_figure,
}
