"""The profiles a reader can choose from: which rule makes the facts of which field.

They stand in ``profiles.toml``; the rules are the functions of ``rules``, ``choosing``, ``spanning`` and
``press``, whose docstrings users read. A profile chooses values. Whether claims agree or contradict each
other is a matter of the claims, and the same in all of them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final, get_args

from twosource.errors import KnowledgeError
from twosource.model import Claim, Fact, Field, Status
from twosource.reconcile import choosing, press, rules, spanning
from twosource.reconcile.rules import Rule
from twosource.reconcile.sources import Sources

DEFAULT_PROFILE: Final = "desk"
_MODULES = (rules, press, choosing, spanning)
Told = Mapping[tuple[Field, str], list[Claim]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One way to take values: ``says`` tells readers what it does, ``after`` whose practice it follows.

    ``rules`` holds a rule for every field; ``own`` are the fields settled in another way than by the desk.
    """

    name: str
    says: str
    after: str
    rules: Mapping[Field, Rule]
    own: frozenset[Field]


@cache
def load_profiles() -> Mapping[str, Profile]:
    """Read profiles.toml; raises KnowledgeError for a field or rule that does not exist."""
    tables = tomllib.loads(files("twosource.reconcile").joinpath("profiles.toml").read_text("utf-8"))
    desk = _read_rules(DEFAULT_PROFILE, tables[DEFAULT_PROFILE]["rules"])
    profiles = {}
    for name, table in tables.items():
        own = _read_rules(name, table["rules"])
        changed = frozenset(field for field in own if own[field] is not desk.get(field))
        profiles[name] = Profile(
            name=name, says=table["says"], after=table["after"], rules={**desk, **own}, own=changed
        )
    return profiles


def get_profile(name: str) -> Profile:
    """Return a profile; raises ValueError for a name that none has, and says which there are."""
    known = load_profiles()
    if name not in known:
        raise ValueError(f"{name!r} is no profile: it is one of {', '.join(known)}")
    return known[name]


def _read_rules(profile: str, named: Mapping[str, str]) -> dict[Field, Rule]:
    fields: dict[str, Field] = {field: field for field in get_args(Field)}
    for field in named:
        if field not in fields:
            raise KnowledgeError(f"profiles.toml: {profile!r} names no field {field!r}")
    return {fields[field]: _get_rule(profile, rule) for field, rule in named.items()}


def _get_rule(profile: str, name: str) -> Rule:
    for module in _MODULES:
        found = getattr(module, name, None)
        if found is not None and found.__module__ == module.__name__:
            rule: Rule = found
            return rule
    raise KnowledgeError(f"profiles.toml: {profile!r} names no rule {name!r}")


def choose(facts: tuple[Fact, ...], told: Told, sources: Sources, profile: Profile) -> tuple[Fact, ...]:
    """Return the desk's facts with the values that a profile takes."""
    return tuple(_choose(fact, told, sources, profile) for fact in facts)


def _choose(fact: Fact, told: Told, sources: Sources, profile: Profile) -> Fact:
    """Choose anew where one rule made the fact of claims of its own field; other facts stay as they are."""
    claims = tuple(told.get((fact.field, fact.scope), ()))
    if fact.field not in profile.own or not set(fact.support) <= {claim.id for claim in claims} or not claims:
        return fact
    if fact.value is None:
        return fact
    (made,) = profile.rules[fact.field](claims, sources)
    return _stand_as(fact, made)


def _stand_as(fact: Fact, made: Fact) -> Fact:
    """Give a chosen value the status the desk found, with what was found against it in other fields."""
    if made.status is fact.status and bool(made.against) == bool(fact.against):
        return made
    support = set(made.support)
    against = tuple(dict.fromkeys((*made.against, *(one for one in fact.against if one not in support))))
    opposed = against if fact.status is Status.CONTRADICTED else ()
    return replace(made, status=fact.status, against=opposed, why=fact.why)
