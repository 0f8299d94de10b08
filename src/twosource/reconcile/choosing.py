"""Rules that take one of the values said: the lowest or highest, the last, the most precise, the most told.

Each settles the claims as the desk does, and only then takes another value: who contradicts whom does
not hang on the profile. A rule's docstring is what users read. Ranges are made in ``spanning``.
"""

from collections.abc import Callable, Iterable, Sequence

from twosource.model import Certainty, Claim, Fact, Value
from twosource.reconcile.relations import is_named_party, relate
from twosource.reconcile.replacing import Setting
from twosource.reconcile.rules import Claims, date_hour, make_fact, set_days, set_hours, set_scene
from twosource.reconcile.sayings import group
from twosource.reconcile.settling import PRECISIONS, TOLLS, Settled, count_texts, in_order, settle, settle_on
from twosource.reconcile.sources import Sources
from twosource.values.comparison import Relation
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

Pick = Callable[[Sequence[Claim], Sources], Claim]

_SITE_KM = 0.5  # as the gazetteer has it for buildings

#: What is only guessed or denied gives no value while somebody says something else.
_NOT_CREDIBLE = frozenset({Certainty.DENIED, Certainty.POSSIBLE, Certainty.SUSPECTED})


def lowest_figure(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Take the lowest figure that somebody still stands by; guesses and figures since replaced do not count."""
    return _take("lowest_figure", claims, sources, lambda told, _: min(told, key=_rank_low))


def highest_figure(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Take the highest figure that somebody still stands by; guesses and figures since replaced do not count."""
    return _take("highest_figure", claims, sources, lambda told, _: min(told, key=_rank_high))


def most_told(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Take the value that most articles give, copies counted once; of two told as often, the lower figure."""
    return _take("most_told", claims, sources, pick_most_told)


def most_precise(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Take the most precise value; of several that are as precise, the one that most articles give."""
    return _take("most_precise", claims, sources, lambda told, known: _pick_precise(max, told, known))


def least_precise(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Take the least precise value; of several that are as vague, the one that most articles give."""
    return _take("least_precise", claims, sources, lambda told, known: _pick_precise(min, told, known))


def latest_of_all(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Take what was printed last, whoever says it; of several printed at once, what most of them give."""
    settled, setting = settle_as_desk(claims, sources)
    told = in_order((*settled.outdated, *settled.whole), sources)
    chosen = settle_on(_pick_latest(list_credible(told), sources), settled, setting)
    return (make_fact("latest_of_all", chosen, sources),)


def settle_as_desk(claims: Claims, sources: Sources) -> tuple[Settled, Setting]:
    """Settle claims of one field and scope as the desk does, and return with what."""
    field = claims[0].field
    if field in TOLLS:
        setting = Setting(sources=sources, relate=relate, rising=True)
    else:
        setting = {"when": set_days, "time": set_hours}.get(field, set_scene)(sources)
    return settle(claims, setting), setting


def _take(rule: str, claims: Claims, sources: Sources, pick: Pick) -> tuple[Fact, ...]:
    settled, setting = settle_as_desk(claims, sources)
    chosen = settle_on(pick(list_credible(settled.whole), sources), settled, setting)
    return (date_hour(make_fact(rule, chosen, sources), chosen),)


def list_credible(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims that are neither denied nor guessed; all of them where there are no others."""
    told = tuple(claims)
    return tuple(claim for claim in told if claim.certainty not in _NOT_CREDIBLE) or told


# --- how much ---------------------------------------------------------------------------------------


def find_figure(claim: Claim) -> int:
    """Return the number that a count was said with, else its lower bound; 0 for what is no count."""
    value = claim.value
    if not isinstance(value, Count):
        return 0
    if value.number is not None:
        return value.number
    return value.low or value.high or 0


def _rank_low(claim: Claim) -> tuple[int, bool]:
    """Order by the figure, "six" before "at least six"."""
    return find_figure(claim), _is_open(claim)


def _rank_high(claim: Claim) -> tuple[int, bool]:
    return -find_figure(claim), _is_open(claim)


def _is_open(claim: Claim) -> bool:
    return isinstance(claim.value, Count) and claim.value.high is None


# --- how often --------------------------------------------------------------------------------------


def pick_most_told(told: Sequence[Claim], sources: Sources) -> Claim:
    """Return the first claim of the value most texts give; a tie goes to the lower, then to the older one."""
    return list_most_told(told, sources)[0]


def list_most_told(told: Sequence[Claim], sources: Sources) -> list[Claim]:
    """Return a claim for each value that most texts give, the lower figure and then the older one first."""
    groups = [in_order(each, sources) for each in group(told, _is_same)]
    often = [count_texts(each, sources) for each in groups]
    best = [each for each, texts in zip(groups, often, strict=True) if texts == max(often)]
    first = {each[0].id: at for at, each in enumerate(_by_age(best, sources))}
    return sorted((each[0] for each in best), key=lambda claim: (find_figure(claim), first[claim.id]))


def _is_same(left: Claim, right: Claim) -> bool:
    return relate(left, right).relation is Relation.SAME


def _by_age(groups: Iterable[list[Claim]], sources: Sources) -> list[list[Claim]]:
    at_hand = {each[0].id: each for each in groups}
    return [at_hand[claim.id] for claim in in_order((each[0] for each in at_hand.values()), sources)]


# --- how precise, how late --------------------------------------------------------------------------


def _pick_precise(end: Callable[..., object], told: Sequence[Claim], sources: Sources) -> Claim:
    wanted = end(_find_precision(claim.value) for claim in told)
    return pick_most_told([claim for claim in told if _find_precision(claim.value) == wanted], sources)


def _find_precision(value: Value) -> tuple[float, ...]:
    """Return how precise a value is, higher for more; values of one field are of one type."""
    match value:
        case Place():
            return -_find_radius(value), len(value.within) if value.radius_km is None else 0
        case Party():
            listed = 0 if value.id is None else value.id.count("/") + 1
            return listed, 0 if listed else is_named_party(value)
        case When():
            return -PRECISIONS.index(value.precision), value.earliest is not None
        case Count():
            return (-float("inf") if value.high is None else (value.low or 0) - value.high,)
        case _:
            return (len(str(value).split()),)


def _find_radius(place: Place) -> float:
    """Return how far a place reaches in km; an unlisted site is as small as sites are."""
    if place.radius_km is not None:
        return place.radius_km
    return _SITE_KM if place.kind in {"site", "district"} else float("inf")


def _pick_latest(told: Sequence[Claim], sources: Sources) -> Claim:
    dated = [(at, claim) for claim in told if (at := sources.get_told_at(claim)) is not None]
    last = max((at for at, _ in dated), default=None)
    return pick_most_told([claim for at, claim in dated if at == last] or told, sources)
