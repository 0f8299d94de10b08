"""The weapons the press names: their standing names, what each is a case of, what it makes of an attack."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from twosource.errors import KnowledgeError
from twosource.text import fold, one_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapon:
    """One weapon: its parent (or ""), the kind of incident it makes, whether it is counted when fired."""

    name: str
    forms: tuple[str, ...]
    parent: str
    kind: str
    munition: bool


@cache
def load_weapons() -> dict[str, Weapon]:
    """Read weapons.toml; raises KnowledgeError where a parent is not itself a weapon."""
    rows = tomllib.loads(files("twosource.knowledge").joinpath("weapons.toml").read_text("utf-8"))
    weapons = {name: Weapon(name=name, **{**row, "forms": tuple(row["forms"])}) for name, row in rows.items()}
    for weapon in weapons.values():
        if weapon.parent and weapon.parent not in weapons:
            raise KnowledgeError(f"weapons.toml: {weapon.name!r} has no known parent {weapon.parent!r}")
    return weapons


def plural(form: str) -> str:
    """Return the regular English plural of a form's last word ("knife" becomes "knives").

    >>> plural("mortar bomb"), plural("knife"), plural("cluster munition")
    ('mortar bombs', 'knives', 'cluster munitions')
    """
    if form.endswith("fe"):
        return form[:-2] + "ves"
    if form.endswith(("s", "x", "ch", "sh")):
        return form + "es"
    if form.endswith(("fighting", "gunfire")):
        return form
    return form[:-1] + "ies" if form.endswith("y") and form[-2] not in "aeiou" else form + "s"


@cache
def weapon_forms() -> dict[str, Weapon]:
    """Map every folded form, singular and plural, to its weapon."""
    return {
        spelled: weapon
        for weapon in load_weapons().values()
        for form in weapon.forms
        for spelled in (form, plural(form))
    }


@cache
def weapon_pattern() -> re.Pattern[str]:
    """One pattern for all forms in plain lower-case text, longest first."""
    return re.compile(rf"\b{one_of(weapon_forms())}\b")


@cache
def weapon_ancestry(name: str) -> tuple[str, ...]:
    """Return a weapon and what it is a case of, narrowest first; a weapon not listed has itself only."""
    weapon = load_weapons().get(name)
    if weapon is None:
        return (name,)
    return (name, *weapon_ancestry(weapon.parent)) if weapon.parent else (name,)


def weapon_is_a(name: str, other: str) -> bool:
    """Whether the first weapon is the second or a case of it; names not listed compare by their words."""
    if other in weapon_ancestry(name):
        return True
    if name in load_weapons() and other in load_weapons():
        return False
    return set(fold(other).split()) <= set(fold(name).split())
