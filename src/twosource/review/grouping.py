"""Saying which reports tell of one incident: accept, reject, merge, split, move.

Each act is a set of judgements between reports; docs/decisions/0012-review.md says which and why.
"""

from collections.abc import Sequence
from itertools import pairwise, product

from twosource.errors import InputError, NoSuchRecord, Refused
from twosource.ids import ArticleId, IncidentId, ReportId
from twosource.model import Verdict
from twosource.review.acting import (
    Acting,
    Outcome,
    Signed,
    acting,
    refuse_against_people,
    standing_by_people,
    stood,
)
from twosource.store import Ledger, Member


def accept(ledger: Ledger, signed: Signed, one: str, other: str) -> Outcome:
    """Say that two reports tell of one incident: theirs become one.

    Raises NoSuchRecord, InputError for a report against itself, and Refused where a person holds them apart.
    """
    left, right = _pair(ledger, one, other)
    if _is_said(ledger, left, right, Verdict.SAME):
        return Outcome(act=None, text=f"It is decided already that {left.report} and {right.report} are one.")
    groups = _groups(ledger, [left, right])
    refuse_against_people(ledger, groups)
    asked = {"reports": [left.report, right.report], "stood": stood(_members(ledger, groups))}
    with acting(ledger, signed, "accept", asked) as done:
        done.say(Verdict.SAME, [(left.report, right.report)])
        done.renew([left.report, right.report])
        done.hold(groups)
        return _outcome(done, groups, f"{left.report} and {right.report} tell of one incident.")


def reject(ledger: Ledger, signed: Signed, one: str, other: str) -> Outcome:
    """Say that two reports tell of two incidents: they are held apart from now on.

    Raises NoSuchRecord, and InputError for a report against itself.
    """
    left, right = _pair(ledger, one, other)
    if _is_said(ledger, left, right, Verdict.DIFFERENT):
        return Outcome(
            act=None, text=f"It is decided already that {left.report} and {right.report} are not one."
        )
    pair = [[left.report], [right.report]]
    asked = {
        "reports": [left.report, right.report],
        "stood": stood(_members(ledger, _groups(ledger, [left, right]))),
    }
    with acting(ledger, signed, "reject", asked) as done:
        done.say(Verdict.DIFFERENT, [(left.report, right.report)])
        done.renew([left.report, right.report])
        return _outcome(done, pair, f"{left.report} and {right.report} tell of two incidents.")


def merge(ledger: Ledger, signed: Signed, given: Sequence[str]) -> Outcome:
    """Say that incidents are one: the oldest id stays, the others lead to it.

    Raises NoSuchRecord, InputError where one is named twice or alone, and Refused where a person holds
    reports of theirs apart.
    """
    named = [ledger.incident_id(one) for one in given]
    if len(set(named)) < max(len(named), 2):
        raise InputError("a merge takes two incidents or more, each named once")
    incidents = list(dict.fromkeys(ledger.incident(one).id for one in named))
    if len(incidents) == 1:
        return Outcome(
            act=None, text=f"They are one incident already: {incidents[0]}.", incidents=(incidents[0],)
        )
    groups = [_oldest_first(ledger, incident) for incident in incidents]
    for incident, group in zip(incidents, groups, strict=True):
        if not group:
            raise Refused(f"incident {incident} holds no reports any more")
    refuse_against_people(ledger, groups)
    groups.sort(key=lambda group: ledger.members(group[:1])[group[0]].seq)
    asked = {"incidents": incidents, "stood": stood(_members(ledger, groups))}
    with acting(ledger, signed, "merge", asked) as done:
        done.say(Verdict.SAME, [(groups[0][0], group[0]) for group in groups[1:]])
        done.renew([group[0] for group in groups])
        done.hold(groups)
        return _outcome(done, groups, f"{len(incidents)} incidents are one.")


def split(ledger: Ledger, signed: Signed, given: str, parts: Sequence[str]) -> Outcome:
    """Say that some reports of an incident tell of another: they become an incident of their own.

    ``parts`` are reports, or articles for all their reports in it. The id stays with the rest.
    Raises NoSuchRecord, and InputError where nothing would be left or a report is not in it.
    """
    incident = ledger.incident(given).id
    everybody = _oldest_first(ledger, incident)
    named = list(dict.fromkeys(report for part in parts for report in _reports(ledger, part, incident)))
    if _is_parted(ledger, named, everybody):
        return Outcome(act=None, text="They are an incident of their own already.", incidents=(incident,))
    if strange := [report for report in named if report not in everybody]:
        raise InputError(f"report {strange[0]} is not in incident {incident}")
    rest = [report for report in everybody if report not in named]
    if not rest:
        raise InputError(f"that is all of incident {incident}", hint="leave at least one report in it")
    asked = {"incident": incident, "reports": named, "stood": stood(_members(ledger, [everybody]))}
    joined = standing_by_people(ledger, [[report] for report in everybody], Verdict.SAME)
    with acting(ledger, signed, "split", asked) as done:
        done.say(Verdict.DIFFERENT, product(named, rest))
        done.say(Verdict.SAME, pairwise(named))
        ledger.move_reports(named, None)  # so that the id stays with the rest
        done.renew(everybody)
        done.hold([named])
        if joined:  # what people had joined stays so, even where the reports they named have left
            done.hold([rest])
        return _outcome(done, [rest, named], f"{_count(named)} left incident {incident}.")


def move(ledger: Ledger, signed: Signed, given: str, into: str) -> Outcome:
    """Say that a report tells of another incident than the one it stands in.

    ``given`` is a report, or an article that tells of one thing alone. Raises NoSuchRecord, InputError
    for an article of several reports, and Refused where a person holds it apart from that incident.
    """
    report = _only_report(ledger, given)
    target = ledger.incident(into).id
    member = ledger.members([report])[report]
    if member.incident == target:
        return Outcome(act=None, text=f"{report} is in incident {target} already.", incidents=(target,))
    company = _oldest_first(ledger, target)
    if not company:
        raise Refused(f"incident {target} holds no reports any more")
    refuse_against_people(ledger, [[report], company])
    left = [one for one in _beside(ledger, member) if one != report]
    asked = {
        "report": report,
        "incident": target,
        "stood": stood(_members(ledger, [[report], left, company])),
    }
    with acting(ledger, signed, "move", asked) as done:
        done.say(Verdict.DIFFERENT, product([report], left))
        done.say(Verdict.SAME, [(report, company[0])])
        if left:
            ledger.move_reports([report], target)  # so that each incident keeps its id
        done.renew([report, company[0], *left])
        done.hold([company, [report]])
        return _outcome(done, [[report], company, left], f"{report} tells of incident {target}.")


# --- finding what is meant --------------------------------------------------------------------------


def find_report(ledger: Ledger, given: str) -> Member:
    """Return how a report stands, by its id, which may be shortened; raises NoSuchRecord."""
    report = ledger.report(given).id
    found = ledger.members([report]).get(report)
    if found is None:
        raise NoSuchRecord(f"report {given!r} is not filed in this ledger")
    return found


def _pair(ledger: Ledger, one: str, other: str) -> tuple[Member, Member]:
    left, right = sorted(
        (find_report(ledger, one), find_report(ledger, other)), key=lambda member: member.seq
    )
    if left.report == right.report:
        raise InputError(f"both are report {left.report}", hint="name two reports")
    return left, right


def _is_said(ledger: Ledger, left: Member, right: Member, verdict: Verdict) -> bool:
    return bool(standing_by_people(ledger, [[left.report], [right.report]], verdict))


def _reports(ledger: Ledger, given: str, incident: IncidentId) -> list[ReportId]:
    """Return a report, or those reports of an article that are in an incident, or else all of them."""
    try:
        return [find_report(ledger, given).report]
    except NoSuchRecord:
        members = ledger.members_of_article(_article(ledger, given))
    inside = [member.report for member in members if member.incident == incident]
    if not members:
        raise NoSuchRecord(f"article {given!r} tells of nothing")
    return inside or [member.report for member in members]


def _only_report(ledger: Ledger, given: str) -> ReportId:
    try:
        return find_report(ledger, given).report
    except NoSuchRecord:
        members = ledger.members_of_article(_article(ledger, given))
    if not members:
        raise NoSuchRecord(f"article {given!r} tells of nothing")
    if len(members) > 1:
        names = " or ".join(member.report for member in members)
        raise InputError(f"article {given} tells of {len(members)} things", hint=f"name the report: {names}")
    return members[0].report


def _article(ledger: Ledger, given: str) -> ArticleId:
    try:
        return ledger.article(given).id
    except NoSuchRecord:
        raise NoSuchRecord(
            f"no report or article of this ledger is called {given!r}",
            hint="ids begin with r_ or a_ and may be shortened",
        ) from None


def _oldest_first(ledger: Ledger, incident: IncidentId) -> list[ReportId]:
    return [member.report for member in ledger.members_of_incidents([incident])]


def _beside(ledger: Ledger, member: Member) -> list[ReportId]:
    return [] if member.incident is None else _oldest_first(ledger, member.incident)


def _groups(ledger: Ledger, pair: Sequence[Member]) -> list[list[ReportId]]:
    """Return the reports of a pair's incidents, each led by the one of the pair; one's own, if they share it."""
    if pair[0].incident is not None and pair[0].incident == pair[1].incident:
        return [[member.report] for member in pair]
    return [
        [member.report, *(one for one in _beside(ledger, member) if one != member.report)] for member in pair
    ]


def _members(ledger: Ledger, groups: Sequence[Sequence[ReportId]]) -> list[Member]:
    return list(ledger.members({report for group in groups for report in group}).values())


def _is_parted(ledger: Ledger, named: Sequence[ReportId], everybody: Sequence[ReportId]) -> bool:
    """Whether the named reports alone make another incident, for a person said so."""
    homes = {member.incident for member in _members(ledger, [named])}
    if len(homes) != 1 or None in homes or set(named) & set(everybody):
        return False
    home = next(iter(homes))
    assert home is not None
    alone = set(_oldest_first(ledger, home)) == set(named)
    return alone and bool(standing_by_people(ledger, [named, everybody], Verdict.DIFFERENT))


# --- what came of it --------------------------------------------------------------------------------


def _outcome(done: Acting, groups: Sequence[Sequence[ReportId]], text: str) -> Outcome:
    members = sorted(_members(done.ledger, groups), key=lambda member: member.seq)
    found = dict.fromkeys(member.incident for member in members if member.incident is not None)
    return Outcome(act=done.act, text=text, incidents=tuple(found))


def _count(reports: Sequence[ReportId]) -> str:
    return f"{len(reports)} report{'' if len(reports) == 1 else 's'}"
