"""Reasons from the kind of incident, the weapon, the target, the perpetrator and what was fired."""

from itertools import product

from twosource.knowledge.kinds import ancestry, is_a
from twosource.knowledge.weapons import load_weapons, weapon_is_a
from twosource.link.finding import Finding
from twosource.link.shape import Outline, Range

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


def same_kind(left: Outline, right: Outline) -> Finding:
    """Both reports tell of the same kind of incident, or one tells of a case of the other's kind."""
    if left.kind == right.kind:
        exact = len(ancestry(left.kind)) > 1
        return (2.0 if exact else 1.0), f"both tell of: {left.kind}"
    if is_a(left.kind, right.kind) or is_a(right.kind, left.kind):
        return 1.5, f"{left.kind} and {right.kind}: one is a case of the other"
    return (1.0, f"{left.kind} and {right.kind} are words for one thing") if kinds_mix(left, right) else None


def other_kind(left: Outline, right: Outline) -> Finding:
    """Kinds of incident are told that the press does not mix up."""
    if same_kind(left, right) is not None:
        return None
    ours, theirs = ancestry(left.kind), ancestry(right.kind)
    shared = [kind for kind in ours if kind in theirs]
    points = -6.0 if not shared else -2.0 if len(ancestry(shared[0])) > 1 else -4.0
    return points, f"{left.kind} is not {right.kind}"


def kinds_mix(left: Outline, right: Outline) -> bool:
    """Whether any kinds above the two are listed as mixed up in the press."""
    pairs = product(ancestry(left.kind), ancestry(right.kind))
    return any(frozenset(pair) in _MIXED for pair in pairs)


def same_weapon(left: Outline, right: Outline) -> Finding:
    """Both reports name the same weapon, beyond what their kind already says."""
    shared = _shared_weapon(left, right)
    if shared is None or _is_implied(shared, left.kind) or _is_implied(shared, right.kind):
        return None
    return 1.0, f"the weapon: {shared}"


def other_weapon(left: Outline, right: Outline) -> Finding:
    """Both reports name weapons, and they have none in common."""
    if not left.weapons or not right.weapons or _shared_weapon(left, right) is not None:
        return None
    return -2.0, f"{left.weapons[0]} is not {right.weapons[0]}"


def _shared_weapon(left: Outline, right: Outline) -> str | None:
    """Return the wider name of a weapon that both name."""
    for ours, theirs in product(left.weapons, right.weapons):
        if weapon_is_a(ours, theirs):
            return theirs
        if weapon_is_a(theirs, ours):
            return ours
    return None


def _is_implied(name: str, kind: str) -> bool:
    """Whether a kind of incident says the weapon already: a bomb in a bombing, a rocket in a rocket attack."""
    weapon = load_weapons().get(name)
    return weapon is not None and bool(weapon.kind) and is_a(kind, weapon.kind)


def same_target(left: Outline, right: Outline) -> Finding:
    """Both reports name the same target, by a word that tells targets apart."""
    shared = _telling(left) & _telling(right)
    if not shared:
        return None
    return (2.0 if shared & _SITE_CLASSES.keys() else 1.0), f"the target: {', '.join(sorted(shared))}"


def other_target(left: Outline, right: Outline) -> Finding:
    """Targets of different sorts are named, such as a market and a police station."""
    ours, theirs = _classes(left), _classes(right)
    if not ours or not theirs or ours & theirs:
        return None
    return -4.0, f"{', '.join(sorted(ours))} is not {', '.join(sorted(theirs))}"


def _telling(outline: Outline) -> frozenset[str]:
    words = (word.strip("'\".,") for target in outline.targets for word in target.split())
    return frozenset(word for word in words if word not in _LOOSE and len(word) > 1)


def _classes(outline: Outline) -> frozenset[str]:
    return frozenset(_SITE_CLASSES[word] for word in _telling(outline) if word in _SITE_CLASSES)


def same_perpetrator(left: Outline, right: Outline) -> Finding:
    """Both reports name the same perpetrator."""
    for ours, theirs in product(left.perpetrators, right.perpetrators):
        if set(ours.split()) <= set(theirs.split()) or set(theirs.split()) <= set(ours.split()):
            return 1.0, f"the perpetrator: {min(ours, theirs)}"
    return None


def same_munitions(left: Outline, right: Outline) -> Finding:
    """Both reports give the same figure for what was fired, or for its salvos."""
    for ours, theirs in ((left.munitions, right.munitions), (left.salvos, right.salvos)):
        if ours is not None and theirs is not None and is_exact(ours) and _ends(ours) == _ends(theirs):
            return (1.5 if (ours.low or 0) > 1 else 0.5), f'"{ours.said}" and "{theirs.said}" were fired'
    return None


def is_exact(figure: Range) -> bool:
    """Whether a figure is one number."""
    return figure.low is not None and figure.low == figure.high


def _ends(figure: Range) -> tuple[int | None, int | None]:
    return figure.low, figure.high
