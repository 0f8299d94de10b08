"""Taking an act back: what it said counts no more, ids and incidents stand as they would without it."""

from collections.abc import Collection, Mapping
from itertools import takewhile

from twosource.ids import IncidentId, ReportId
from twosource.review.acting import Acting, Outcome, Signed, acting, stood
from twosource.store import Act, Ledger, Member


def undo(ledger: Ledger, signed: Signed, given: str) -> Outcome:
    """Take an act back; an undo that is taken back restores what it had undone.

    Nothing is deleted. Raises NoSuchRecord for an id that names no act.
    """
    act = ledger.decisions.act(given)
    if act.undone:
        by = ledger.decisions.undoer(act.id)
        return Outcome(act=None, text=f"{act.id} is taken back already{f', by {by.id}' if by else ''}.")
    root = find_root(ledger, act)
    touched = _touched(ledger, root, act)
    asked = {"act": act.id, "stood": stood(touched)}
    with acting(ledger, signed, "undo", asked, undoes=act.id) as done:
        _stand_as_before(done, act, touched)
        for correction in {one.article: one for one in ledger.decisions.corrections_in(root.id)}.values():
            if ledger.members_of_article(correction.article):
                done.view().relink(ledger.articles_by_id([correction.article])[correction.article], anew=True)
        done.renew(member.report for member in touched)
        _close_emptied(done, touched)
        found = ledger.members({member.report for member in touched}).values()
        standing = dict.fromkeys(member.incident for member in found if member.incident is not None)
        counts = "counts again" if act.what == "undo" else "is taken back"
        return Outcome(act=done.act, text=f"{root.what} {root.id} {counts}.", incidents=tuple(standing))


def find_root(ledger: Ledger, act: Act) -> Act:
    """Return the act that an undo is in the end about; any other is its own."""
    while act.undoes is not None:
        act = ledger.decisions.act(act.undoes)
    return act


def _touched(ledger: Ledger, root: Act, act: Act) -> tuple[Member, ...]:
    """Return the reports that an act is about as they now stand, with those that stand or stood beside them."""
    judged = {report for one in ledger.decisions.judgements_of(root.id) for report in (one.left, one.right)}
    numbers = {seq for one in (root, act) for reports in _stood(one).values() for seq in reports.values()}
    articles = {one.article for one in ledger.decisions.corrections_in(root.id)}
    corrected = {member.report for article in articles for member in ledger.members_of_article(article)}
    beside = {member.report for member in ledger.members_by_number(numbers)}
    about = ledger.members(judged | corrected | beside)
    company = ledger.members_of_incidents(
        {member.incident for member in about.values() if member.incident is not None}
    )
    return tuple({member.report: member for member in (*about.values(), *company)}.values())


def _stood(act: Act) -> Mapping[IncidentId, Mapping[ReportId, int]]:
    found: Mapping[IncidentId, Mapping[ReportId, int]] = act.body.get("stood", {})
    return found


def _stand_as_before(done: Acting, act: Act, touched: Collection[Member]) -> None:
    """Let reports bear the ids again that they bore before an act.

    Only the ids: which reports belong together is decided by the judgements that still count.
    """
    bearings = _find_bearings(done.ledger, act)
    back: dict[IncidentId, list[ReportId]] = {}
    for member in touched:
        if member.seq in bearings:
            back.setdefault(bearings[member.seq], []).append(member.report)
    for incident, reports in back.items():
        done.ledger.move_reports(reports, incident)


def _find_bearings(ledger: Ledger, act: Act) -> Mapping[int, IncidentId]:
    """Return the id each report is to bear, by its number: as before the act, or before any act at all.

    The latter where no act counts any more that is about it; what later acts moved stays where it is.
    """
    acts = ledger.decisions.acts()
    newer = takewhile(lambda one: one.id != act.id, acts)
    later = {number for one in newer if _counts(one) for number in _borne(one)}
    bearings = {number: incident for number, incident in _borne(act).items() if number not in later}
    if act.undoes is not None:
        return bearings
    counting = {number for one in acts if _counts(one) for number in _borne(one)}
    first: dict[int, IncidentId] = {}
    for one in acts:  # newest first, so that the oldest has the last word
        first |= {} if one.undoes is not None else _borne(one)
    return bearings | {number: incident for number, incident in first.items() if number not in counting}


def _counts(act: Act) -> bool:
    return act.undoes is None and not act.undone


def _borne(act: Act) -> dict[int, IncidentId]:
    """Return the ids that reports bore before an act, by their numbers."""
    return {number: incident for incident, reports in _stood(act).items() for number in reports.values()}


def _close_emptied(done: Acting, touched: Collection[Member]) -> None:
    """Let ids that no report bears any more lead where their oldest report went."""
    now = done.ledger.members({member.report for member in touched})
    for was in sorted(touched, key=lambda member: -member.seq):
        if was.incident is not None and not done.ledger.members_of_incidents([was.incident]):
            done.ledger.close_incident(was.incident, now[was.report].incident, done.act.at)
