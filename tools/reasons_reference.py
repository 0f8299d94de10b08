"""Write docs/reference/reasons.md: every rule, reason and status by name, with the sentence users read.

Run it after changing one: ``python tools/reasons_reference.py``. A test fails while it is stale.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from twosource import clean, read
from twosource.link import FEATURES
from twosource.model import Certainty, Status
from twosource.reconcile import DEFAULT_PROFILE, Profile, load_profiles

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "reasons.md"
INTRODUCTION = """\
# Rules, reasons and statuses

Made from the program; do not edit by hand. The names are those that `twosource show`, `twosource why`,
`twosource drops` and `--json` print.
"""

#: What a status says. The rules below say when.
STATUSES: Mapping[Status, str] = {
    Status.AGREED: "Two texts or more, none a copy of the other, say the same.",
    Status.COMPATIBLE: "Two texts or more say different things that can all be true: one is rounder, vaguer or wider.",
    Status.UPDATED: "What was said first has been replaced since: by the same voice or newsroom, or by a toll that rose.",
    Status.CONTRADICTED: "Two that are told of the same, at one time and of one scope, can't both be true.",
    Status.SINGLE_SOURCE: "One text says it; its copies do not count.",
    Status.UNKNOWN: "Nobody says.",
}
#: What keeps values that differ from being called contradicted; kept in step with reconcile by hand.
NO_CONTRADICTION = (
    ("refinement", "One names more closely what the other names: an hotel and the Grand Hotel, a town and its street."),
    ("rounding", "One figure or hour is a rounding of the other: about 70 and 68, 1.50 a.m. and just before 2."),
    ("scope", "One counts others, too: officials among the dead, the attackers, the dead among those hit."),
    ("part and whole", "One tells of some of them: they were also hit, his two sons, six were taken to one hospital."),
    ("time", "One was printed before the toll rose, or the voice has since said otherwise."),
    ("a night has two dates", "One gives the evening's day and one that of the small hours."),
    ("undated tolls", "Nobody knows which of two newsrooms printed its toll first; one may be the other, risen."),
    ("guesses", "One is only feared or thought possible."),
    ("another scale", "One counts a war or a year: ten times the other, and a hundred at least."),
    ("wide or concluded places", "One names a country or province, a dateline, or a house whose town was concluded."),
    ("days still to come", "One names a day after the first article about it was printed."),
    ("the same article", "It gives the value taken, too: an article tells of several days, hours and places."),
    ("further on in an article", "A newsroom's own words after the first thousand characters look back and aside."),
    ("one text against an hour", "Articles tell of many hours; it takes two texts to contradict one."),
    ("another incident", "Its article differs on two of day, hour, place and toll, and may tell of something else."),
)  # fmt: skip


def render() -> str:
    """Return the page."""
    parts = [INTRODUCTION, *_rules(), *_statuses(), *_link_reasons(), *_drops()]
    return "\n".join(parts)


def _sentence(thing: object) -> str:
    return " ".join((inspect.getdoc(thing) or "").split())


def _table(head: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    lines = [f"| {head[0]} | {head[1]} |", "|---|---|", *(f"| {name} | {says} |" for name, says in rows)]
    return "\n".join(lines) + "\n"


def _rules() -> Iterator[str]:
    yield (
        "## Profiles\n\nWhich value of all that is told is taken (`--profile`, `twosource profiles`). Whether"
        " claims contradict each other is the same in all.\n"
    )
    for profile in load_profiles().values():
        yield _profile(profile)
    yield "## Rules\n\n" + _table(("rule", "what it does"), _list_rules())


def _profile(profile: Profile) -> str:
    is_default = profile.name == DEFAULT_PROFILE
    default = " (the default)" if is_default else ""
    after = f"\n\nAfter: {profile.after}" if profile.after else ""
    fields = [field for field in profile.rules if is_default or field in profile.own]
    rows = [(f"{field}", f"`{profile.rules[field].__name__}`") for field in fields]
    rest = "" if is_default else "\nAll other fields as by the desk.\n"
    return f"### {profile.name}{default}\n\n{profile.says}{after}\n\n{_table(('field', 'rule'), rows)}{rest}"


def _list_rules() -> list[tuple[str, str]]:
    rules: dict[str, Callable[..., object]] = {
        rule.__name__: rule for profile in load_profiles().values() for rule in profile.rules.values()
    }
    return [(f"`{name}`", _sentence(rules[name])) for name in sorted(rules)]


def _statuses() -> Iterator[str]:
    yield "## Statuses\n\n" + _table(
        ("status", "what it says"), ((each.value, STATUSES[each]) for each in Status)
    )
    yield "### What is no contradiction\n\n" + _table(("case", "why"), NO_CONTRADICTION)
    listed = ", ".join(each.value for each in Certainty)
    yield f"### How surely it is said\n\nA claim is {listed}; the words around it decide.\n"


def _link_reasons() -> Iterator[str]:
    yield "## Reasons to join or part two reports\n\n" + _table(
        ("reason", "when it is given"),
        ((f"`{feature.__name__}`", _sentence(feature)) for feature in FEATURES),
    )


def _drops() -> Iterator[str]:
    heading = "## Reasons to leave something out\n\n"
    told = {**clean.DROP_REASONS, **read.DROP_REASONS}
    yield heading + _table(("reason", "meaning"), ((f"`{name}`", told[name]) for name in sorted(told)))


def main() -> None:
    """Write the page."""
    TARGET.write_text(render(), "utf-8")
    print(f"wrote {TARGET}")


if __name__ == "__main__":
    main()
