"""One act of a person: written down first, then what it says, then what that changes; all or nothing."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from twosource.errors import InputError, Refused
from twosource.ids import ActId, IncidentId, ReportId
from twosource.link.clusters import find_standing, is_by_person
from twosource.model import Judgement, Reason, Verdict
from twosource.store import Act, Ledger, Member
from twosource.store.view import View

_MACHINES: Final = "link/"  # what the machine signs with: no person may
_REASON: Final = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who decides, why, and at which instant; raises InputError for a name or reason that says nothing."""

    by: str
    reason: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.by.strip() or self.by.startswith(_MACHINES) or not self.by.isprintable():
            raise InputError(f"{self.by!r} is no person's name", hint="say who decides with --by NAME")
        if not self.reason.strip():
            raise InputError("an act needs a reason", hint="say why with --reason TEXT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an act: the act as kept, one sentence, and the incidents that now stand there.

    ``act`` is None where things stood so already and nothing was written.
    """

    act: Act | None
    text: str
    incidents: tuple[IncidentId, ...] = ()


@dataclass(slots=True, kw_only=True)
class Acting:
    """An act under way, inside a transaction."""

    ledger: Ledger
    act: Act

    def say(self, verdict: Verdict, pairs: Iterable[tuple[ReportId, ReportId]]) -> None:
        """Judge pairs of reports as the person does."""
        self.ledger.save_judgements(
            [_judgement(self.act, verdict, pair) for pair in sorted({tuple(sorted(pair)) for pair in pairs})]
        )

    def renew(self, reports: Iterable[ReportId]) -> tuple[IncidentId, ...]:
        """Gather and reconcile anew what the reports are tied to; returns their incidents."""
        known = list(self.ledger.members(reports))
        return self.view().renew(known) if known else ()

    def view(self) -> View:
        """Return the view of the ledger at the instant of the act."""
        return View(ledger=self.ledger, now=self.act.at)

    def hold(self, groups: Sequence[Sequence[ReportId]]) -> None:
        """See to it that groups of reports make one incident, each standing for itself by its first report.

        Where the machine's evidence would leave a report out, the person says "same" of that one too.
        """
        whole = [report for group in groups for report in group]
        strays, tried = self._strays(groups), set[tuple[ReportId, ReportId]]()
        while strays and not tried >= set(strays):
            self.say(Verdict.SAME, strays)
            self.renew(whole)
            tried |= set(strays)
            strays = self._strays(groups)
        if strays:
            raise Refused(
                "people decided otherwise about some of these reports, so they can't be one incident",
                hint="twosource review log shows what they decided; take it back with twosource review undo",
            )

    def _strays(self, groups: Sequence[Sequence[ReportId]]) -> list[tuple[ReportId, ReportId]]:
        """Return reports outside the first one's incident, each with the report it is to be joined to."""
        members = self.ledger.members({report for group in groups for report in group})
        home = members[groups[0][0]].incident
        firsts = [group[0] for group in groups]
        return [
            (firsts[1] if number == 0 and len(firsts) > 1 else firsts[0], report)
            for number, group in enumerate(groups)
            for report in group
            if members[report].incident != home and report != firsts[0]
        ]


@contextmanager
def acting(
    ledger: Ledger, signed: Signed, what: str, asked: dict[str, Any], *, undoes: ActId | None = None
) -> Iterator[Acting]:
    """Write an act down, let it be done, and keep all of it or nothing.

    Raises whatever stops it; LedgerUnavailable where the ledger can't be written.
    """
    with ledger.transaction():
        act = Act(
            id=ActId(""),
            what=what,
            by=signed.by.strip(),
            at=signed.at,
            reason=" ".join(signed.reason.split()),
            undoes=undoes,
            body=asked,
        )
        yield Acting(ledger=ledger, act=ledger.decisions.record(act))


def stood(members: Iterable[Member]) -> dict[str, dict[str, int]]:
    """Return where reports stand, by incident, each with its number of arrival, which outlives its id."""
    found: dict[str, dict[str, int]] = {}
    for member in members:
        if member.incident is not None:
            found.setdefault(member.incident, {})[member.report] = member.seq
    return found


def standing_by_people(
    ledger: Ledger, groups: Sequence[Collection[ReportId]], verdict: Verdict
) -> list[Judgement]:
    """Return what people decided, and nobody took back, about pairs across groups of reports."""
    group_of = {report: number for number, group in enumerate(groups) for report in group}
    standing = find_standing(ledger.ties_among(group_of)).values()
    return [
        one
        for one in standing
        if one.verdict is verdict and is_by_person(one) and group_of[one.left] != group_of[one.right]
    ]


def refuse_against_people(ledger: Ledger, groups: Sequence[Collection[ReportId]]) -> None:
    """Raise Refused where a person holds reports of the groups apart, naming that act."""
    for one in standing_by_people(ledger, groups, Verdict.DIFFERENT):
        day = f"{one.decided_at:%Y-%m-%d}"
        told = f" (act {one.act})" if one.act else ""
        raise Refused(
            f"{one.decided_by} decided on {day} that {one.left} and {one.right} are not one incident{told}",
            hint=f"take that back first: twosource review undo {one.act}" if one.act else "",
        )


def _judgement(act: Act, verdict: Verdict, pair: tuple[ReportId, ...]) -> Judgement:
    return Judgement(
        left=pair[0],
        right=pair[1],
        verdict=verdict,
        reasons=(Reason(name=_REASON, points=0.0, text=act.reason),),
        decided_by=act.by,
        decided_at=act.at,
        act=act.id,
    )
