"""``twosource profiles``: the ways to take values, and how much the choice of one matters."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.filters import Wanted, filter_options
from twosource.cli.manual import command
from twosource.cli.screen import Column, Piece, Screen, Words, open_screen
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from twosource.model import Incident
    from twosource.reconcile import Profile
    from twosource.reconcile.comparing import Choice, Stake, Sum
    from twosource.store import Ledger

_RULES: Final = (Column(name="fields"), Column(name="rule", whole=True), Column(name="what it does"))


@command(
    "profiles",
    examples=(
        ("The profiles with their rules", "twosource profiles"),
        ("What each makes of one incident, where they differ", "twosource profiles i_3fa9"),
        ("How much the choice matters for a country and year",
         "twosource profiles --all --place Yemen --since 2024-01-01"),
        ("Look at incidents by another profile", "twosource incidents --profile conservative"),
    ),
)  # fmt: skip
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "whole", is_flag=True, help="Add up what each profile takes over all incidents.")
@filter_options
def COMMAND(ids: Sequence[str], whole: bool, **filters: Any) -> None:  # noqa: N802
    """List the profiles by which values are taken, or show what the choice changes.

    A profile says which of the values told of an incident is taken: the lowest credible toll, the
    range of all voices, what was printed last. Whether voices contradict each other does not hang
    on it. With an incident, its fields are shown where the profiles differ; with --all, the
    figures by each profile and in how many incidents they differ, over those that pass the filters.
    """
    wanted = Wanted(**filters)
    _check(ids, wanted, whole=whole)
    settings = get_settings()
    if not ids and not whole:
        _list_profiles()
        return
    with settings.open_ledger() as ledger:
        if whole:
            _weigh_all(ledger, wanted)
        else:
            _compare(ledger, ids)


def _check(ids: Sequence[str], wanted: Wanted, *, whole: bool) -> None:
    """Refuse what does not go together; raises UsageError."""
    if ids and whole:
        raise click.UsageError("give incidents or --all, not both")
    if wanted and not whole:
        raise click.UsageError("filters go with --all: add it")


# --- the list -----------------------------------------------------------------------------------------


def _list_profiles() -> None:
    from twosource.cli.printing import print_json_list  # noqa: PLC0415
    from twosource.reconcile import load_profiles  # noqa: PLC0415

    settings, profiles = get_settings(), load_profiles()
    if settings.json:
        print_json_list(_profile_line(profile) for profile in profiles.values())
        return
    screen = open_screen(settings)
    for profile in profiles.values():
        _show_profile(screen, profile)


def _show_profile(screen: Screen, profile: "Profile") -> None:
    from twosource.reconcile import DEFAULT_PROFILE  # noqa: PLC0415

    is_default = profile.name == DEFAULT_PROFILE
    screen.heading(profile.name)
    screen.line(profile.says)
    if profile.after:
        screen.line(Piece(f"After: {profile.after}", "aside"))
    shown = profile.rules if is_default else {field: profile.rules[field] for field in profile.own}
    by_rule: dict[str, list[str]] = {}
    for field in (field for field in profile.rules if field in shown):
        by_rule.setdefault(profile.rules[field].__name__, []).append(field)
    sentences = {rule.__name__: _sentence(rule) for rule in profile.rules.values()}
    screen.table(_RULES, [
        (", ".join(fields), Piece(rule, "id"), sentences[rule]) for rule, fields in by_rule.items()
    ], indent=2)  # fmt: skip
    screen.line(
        Piece("This is the default." if is_default else "All else as by the desk.", "aside"), indent=2
    )


def _sentence(rule: object) -> str:
    return " ".join((rule.__doc__ or "").split())


def _profile_line(profile: "Profile") -> dict[str, Any]:
    return {
        "name": profile.name,
        "says": profile.says,
        "after": profile.after or None,
        "rules": {
            field: {"rule": rule.__name__, "says": _sentence(rule), "own": field in profile.own}
            for field, rule in profile.rules.items()
        },
    }


# --- one incident -------------------------------------------------------------------------------------


def _compare(ledger: "Ledger", ids: Sequence[str]) -> None:
    from twosource.cli.printing import print_json_list  # noqa: PLC0415
    from twosource.reconcile.comparing import list_choices  # noqa: PLC0415

    settings = get_settings()
    incidents = [ledger.incident(given) for given in ids]
    chosen = [(incident, list_choices(_make(ledger, incident))) for incident in incidents]
    if settings.json:
        print_json_list(_choices_line(incident, choices) for incident, choices in chosen)
        return
    screen = open_screen(settings)
    for incident, choices in chosen:
        _show_choices(screen, incident, choices)


def _make(ledger: "Ledger", incident: "Incident") -> "Mapping[str, Incident]":
    """Return an incident by every profile, from all that the ledger holds of it."""
    from twosource.lens.making import load_sources  # noqa: PLC0415
    from twosource.reconcile import reconcile_by_each  # noqa: PLC0415

    sources = load_sources(ledger, incident.articles)
    return reconcile_by_each(incident.id, ledger.reports(incident.reports), sources.articles, sources.copies)


def _show_choices(screen: Screen, incident: "Incident", choices: "Sequence[Choice]") -> None:
    from twosource.wording import field_name, show_value  # noqa: PLC0415

    screen.line(Piece(incident.id, "id"), f"  {incident.headline}")
    known = [choice for choice in choices if any(fact.value is not None for fact in choice.facts.values())]
    differing = [choice for choice in known if choice.differs]
    alike = ", ".join(field_name(choice.field, choice.scope) for choice in known if not choice.differs)
    if differing:
        names = list(differing[0].facts)
        columns = [Column(name="profile", whole=True)]
        columns += [Column(name=field_name(choice.field, choice.scope)) for choice in differing]
        screen.table(columns, [
            (Piece(name, "id"), *(show_value(choice.facts[name].value) for choice in differing)) for name in names
        ], indent=2)  # fmt: skip
    screen.line(f"All profiles agree on {alike}." if alike else "The profiles agree on nothing.", indent=2)


def _choices_line(incident: "Incident", choices: "Sequence[Choice]") -> dict[str, Any]:
    from twosource.wire import fact_to_json  # noqa: PLC0415

    return {
        "incident": incident.id,
        "fields": [
            {
                "field": choice.field,
                "scope": choice.scope,
                "differs": choice.differs,
                "by": {name: fact_to_json(fact) for name, fact in choice.facts.items()},
            }
            for choice in choices
        ],
    }


# --- the whole ledger ---------------------------------------------------------------------------------


def _weigh_all(ledger: "Ledger", wanted: Wanted) -> None:
    from twosource.cli.printing import print_json  # noqa: PLC0415
    from twosource.reconcile import DEFAULT_PROFILE  # noqa: PLC0415
    from twosource.reconcile.comparing import weigh  # noqa: PLC0415

    settings = get_settings()
    counted = 0

    def made() -> "Iterator[Mapping[str, Incident]]":
        nonlocal counted
        for incident in ledger.incidents(wanted.to_filter()):
            counted += 1
            yield _make(ledger, incident)

    stakes = weigh(made(), DEFAULT_PROFILE)
    if settings.json:
        print_json({"incidents": counted, "fields": [_stake_line(stake) for stake in stakes]})
    else:
        _show_stakes(open_screen(settings), stakes, counted)


def _show_stakes(screen: Screen, stakes: "Sequence[Stake]", counted: int) -> None:
    if not stakes:
        screen.line("No incidents.")
        return
    screen.line(Piece(f"{counted:,} incident{'' if counted == 1 else 's'} by each profile", "heading"))
    names = list(stakes[0].differing)
    sums = [stake for stake in stakes if stake.sums]
    if sums:
        screen.heading("Figures added up")
        columns = [Column(name="profile", whole=True)]
        columns += [Column(name=stake.field, numbers=True, whole=True) for stake in sums]
        screen.table(columns, [
            (Piece(name, "id"), *(_sum(stake.sums[name]) for stake in sums)) for name in names
        ])  # fmt: skip
        screen.line(Piece('"+": somebody says "at least", so that there may be more.', "aside"))
    screen.heading("Incidents that differ from the default")
    columns = [Column(name="field", whole=True)]
    columns += [Column(name=name, numbers=True, whole=True) for name in ("told of", "by any", *names[1:])]
    screen.table(columns, [_stake_row(stake, names[1:]) for stake in stakes])


def _stake_row(stake: "Stake", names: Sequence[str]) -> tuple[Words, ...]:
    share = [_share(stake.differing[name], stake.told) for name in names]
    return stake.field, f"{stake.told:,}", _share(stake.any_differs, stake.told), *share


def _share(number: int, of: int) -> str:
    return f"{number:,} ({100 * number / of:.0f} %)" if number else "-"


def _sum(total: "Sum") -> str:
    more = "+" if total.is_open else ""
    return f"{total.low:,}{more}" if total.low == total.high else f"{total.low:,} to {total.high:,}{more}"


def _stake_line(stake: "Stake") -> dict[str, Any]:
    return {
        "field": stake.field,
        "told": stake.told,
        "any_differs": stake.any_differs,
        "differing": dict(stake.differing),
        "sums": {
            name: {"low": total.low, "high": total.high, "open": total.is_open}
            for name, total in stake.sums.items()
        },
    }
