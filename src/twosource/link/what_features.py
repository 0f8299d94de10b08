"""Reasons from the kind of incident, the weapon, the target, the perpetrator and what was fired."""

from functools import lru_cache
from itertools import product

from twosource.knowledge.kinds import ancestry, is_a
from twosource.knowledge.weapons import load_weapons, weapon_is_a
from twosource.link.finding import Finding, Pair
from twosource.link.shape import Range

#: Kinds that the press uses for one another, though neither is a case of the other.
_MIXED = frozenset(
    frozenset(pair)
    for pair in (
        ("explosion", "explosive attack"),
        ("clash", "ambush"),
        ("clash", "shooting"),
        ("clash", "raid"),
        ("ambush", "shooting"),
        ("raid", "shooting"),
        ("assassination", "shooting"),
        ("drone strike", "air strike"),
        ("rocket attack", "missile strike"),
        ("rocket attack", "shelling"),
        ("hijacking", "kidnapping"),
        ("raid", "kidnapping"),
    )
)

#: Buildings and posts that are attacked as such; two different ones are two targets.
_SITE_CLASSES = {
    "embassy": "embassy",
    "consulate": "consulate",
    "mosque": "mosque",
    "church": "church",
    "temple": "temple",
    "synagogue": "synagogue",
    "market": "market",
    "marketplace": "market",
    "bazaar": "market",
    "school": "school",
    "university": "university",
    "hospital": "hospital",
    "clinic": "hospital",
    "airport": "airport",
    "airfield": "airport",
    "station": "station",
    "checkpoint": "checkpoint",
    "convoy": "convoy",
    "bus": "bus",
    "minibus": "bus",
    "train": "train",
    "hotel": "hotel",
    "restaurant": "restaurant",
    "cafe": "restaurant",
    "refinery": "refinery",
    "bridge": "bridge",
    "prison": "prison",
    "wedding": "wedding",
    "funeral": "funeral",
}
#: Words that name targets too loosely to tell two apart.
_LOOSE = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "in",
        "at",
        "on",
        "near",
        "its",
        "their",
        "his",
        "her",
        "two",
        "three",
        "several",
        "some",
        "other",
        "local",
        "people",
        "person",
        "persons",
        "civilian",
        "civilians",
        "resident",
        "residents",
        "man",
        "men",
        "woman",
        "women",
        "force",
        "forces",
        "troop",
        "troops",
        "soldier",
        "soldiers",
        "personnel",
        "member",
        "members",
        "group",
        "groups",
        "vehicle",
        "vehicles",
        "building",
        "house",
        "area",
        "site",
    ]
)


def same_kind(pair: Pair) -> Finding:
    """Both reports tell of the same kind of incident, or one tells of a case of the other's kind."""
    ours, theirs = pair.left.kind, pair.right.kind
    if ours == theirs:
        return ("exact" if len(ancestry(ours)) > 1 else "broad"), f"both tell of: {ours}"
    if is_a(ours, theirs) or is_a(theirs, ours):
        return "case", f"{ours} and {theirs}: one is a case of the other"
    return ("mixed", f"{ours} and {theirs} are words for one thing") if kinds_mix(ours, theirs) else None


def other_kind(pair: Pair) -> Finding:
    """Kinds of incident are told that the press does not mix up."""
    if pair.ask(same_kind) is not None:
        return None
    above = frozenset(ancestry(pair.right.kind))
    shared = next((kind for kind in ancestry(pair.left.kind) if kind in above), None)
    level = "unlike" if shared is None else "near" if len(ancestry(shared)) > 1 else "far"
    return level, f"{pair.left.kind} is not {pair.right.kind}"


@lru_cache(maxsize=4096)
def kinds_mix(one: str, other: str) -> bool:
    """Whether any kinds above the two are listed as mixed up in the press."""
    return any(frozenset(pair) in _MIXED for pair in product(ancestry(one), ancestry(other)))


def same_weapon(pair: Pair) -> Finding:
    """Both reports name the same weapon, beyond what their kind already says."""
    shared = _shared_weapon(pair)
    if shared is None or _is_implied(shared, pair.left.kind) or _is_implied(shared, pair.right.kind):
        return None
    return "named", f"the weapon: {shared}"


def other_weapon(pair: Pair) -> Finding:
    """Both reports name weapons, and they have none in common."""
    ours, theirs = pair.left.weapons, pair.right.weapons
    if not ours or not theirs or _shared_weapon(pair) is not None:
        return None
    return "named", f"{ours[0]} is not {theirs[0]}"


def _shared_weapon(pair: Pair) -> str | None:
    """Return the wider name of a weapon that both name."""
    for ours, theirs in product(pair.left.weapons, pair.right.weapons):
        if weapon_is_a(ours, theirs):
            return theirs
        if weapon_is_a(theirs, ours):
            return ours
    return None


@lru_cache(maxsize=4096)
def _is_implied(name: str, kind: str) -> bool:
    """Whether a kind of incident says the weapon already: a bomb in a bombing, a rocket in a rocket attack."""
    weapon = load_weapons().get(name)
    return weapon is not None and bool(weapon.kind) and is_a(kind, weapon.kind)


def same_target(pair: Pair) -> Finding:
    """Both reports name the same target, by a word that tells targets apart."""
    shared = _telling(pair.left.targets) & _telling(pair.right.targets)
    if not shared:
        return None
    return ("sort" if shared & _SITE_CLASSES.keys() else "word"), f"the target: {', '.join(sorted(shared))}"


def other_target(pair: Pair) -> Finding:
    """Targets of different sorts are named, such as a market and a police station."""
    ours, theirs = _classes(pair.left.targets), _classes(pair.right.targets)
    if not ours or not theirs or ours & theirs:
        return None
    return "sort", f"{', '.join(sorted(ours))} is not {', '.join(sorted(theirs))}"


@lru_cache(maxsize=1024)
def _telling(targets: tuple[str, ...]) -> frozenset[str]:
    words = (word.strip("'\".,") for target in targets for word in target.split())
    return frozenset(word for word in words if word not in _LOOSE and len(word) > 1)


@lru_cache(maxsize=1024)
def _classes(targets: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_SITE_CLASSES[word] for word in _telling(targets) if word in _SITE_CLASSES)


def same_perpetrator(pair: Pair) -> Finding:
    """Both reports name the same perpetrator."""
    for (ours, our_words), (theirs, their_words) in product(pair.left.blamed, pair.right.blamed):
        if our_words <= their_words or their_words <= our_words:
            return "named", f"the perpetrator: {min(ours, theirs)}"
    return None


def same_munitions(pair: Pair) -> Finding:
    """Both reports give the same figure for what was fired, or for its salvos."""
    left, right = pair.left, pair.right
    for ours, theirs in ((left.munitions, right.munitions), (left.salvos, right.salvos)):
        if ours is not None and theirs is not None and is_exact(ours) and _ends(ours) == _ends(theirs):
            level = "several" if (ours.low or 0) > 1 else "one"
            return level, f'"{ours.said}" and "{theirs.said}" were fired'
    return None


def is_exact(figure: Range) -> bool:
    """Whether a figure is one number."""
    return figure.low is not None and figure.low == figure.high


def _ends(figure: Range) -> tuple[int | None, int | None]:
    return figure.low, figure.high
