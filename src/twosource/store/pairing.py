"""Which report of one text stands for which of another: of a copy, or of a later reading.

Pure: nothing here reads or writes the ledger.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from twosource.ids import ArticleId, ReportId
from twosource.knowledge.kinds import ancestry
from twosource.model import Copy, Judgement, Reason, Report, Verdict

COPY_JUDGE: Final = "link/copy"  # signs what follows from one text being another's
COPY_POINTS: Final = 40.0  # more than any likeness gives: the words are the same words


def pair_reports(ours: Sequence[Report], theirs: Sequence[Report]) -> dict[ReportId, ReportId]:
    """Pair reports one to one: the same first, then those that share most claims, then main ones.

    A main report without any claim in common is paired with the other main one of its kind; and one that
    another reader made of the same sentences of one article is its heir, whatever it finds in them.
    """
    theirs_by_id = {report.id for report in theirs}
    pairs = {report.id: report.id for report in ours if report.id in theirs_by_id}
    shared = [(_shared(mine, other), mine, other) for mine in ours for other in theirs]
    shared.sort(key=lambda found: (-found[0], found[1].id, found[2].id))
    mains = [(1, mine, other) for _, mine, other in shared if _are_mains(mine, other)]
    alike = [(_overlap(mine, other), mine, other) for _, mine, other in shared]
    alike.sort(key=lambda found: (-found[0], found[1].id, found[2].id))
    for number, mine, other in [*shared, *mains, *alike]:
        if number and mine.id not in pairs and other.id not in pairs.values():
            pairs[mine.id] = other.id
    return pairs


def judge_copies(pairs: Mapping[ReportId, ReportId], copy: Copy, decided_at: datetime) -> list[Judgement]:
    """Judge a copy's reports to tell of the same as those of its original."""
    reason = Reason(
        name="copy", points=COPY_POINTS, text=f"One text is a copy of the other. {copy.why}".strip()
    )
    return [_same(sorted(pair), reason, decided_at) for pair in pairs.items()]


def find_copied(
    decided: Iterable[Judgement], article_of: Mapping[ReportId, ArticleId], copies: Mapping[ArticleId, Copy]
) -> dict[ReportId, ReportId]:
    """Return for each report of a copy the one of its original that it is one text with.

    What followed from an original that was superseded by an older one since is passed over.
    """
    copied: dict[ReportId, ReportId] = {}
    for one in decided:
        if one.decided_by != COPY_JUDGE:
            continue
        for ours, theirs in ((one.left, one.right), (one.right, one.left)):
            copy = copies.get(article_of[ours]) if ours in article_of else None
            if copy is not None and copy.original == article_of.get(theirs):
                copied[ours] = theirs
    return copied


def _same(pair: Sequence[ReportId], reason: Reason, decided_at: datetime) -> Judgement:
    return Judgement(
        left=pair[0],
        right=pair[1],
        verdict=Verdict.SAME,
        reasons=(reason,),
        decided_by=COPY_JUDGE,
        decided_at=decided_at,
    )


def _shared(mine: Report, other: Report) -> int:
    return len(_words(mine) & _words(other))


def _overlap(mine: Report, other: Report) -> int:
    """Return how many characters of one article both were read from; of two articles, none."""
    if mine.article != other.article:
        return 0
    return sum(
        max(0, min(one.end, another.end) - max(one.start, another.start))
        for one in mine.spans
        for another in other.spans
    )


def _words(report: Report) -> set[tuple[str, str]]:
    return {(claim.field, claim.evidence.quote) for claim in report.claims}


def _are_mains(mine: Report, other: Report) -> bool:
    return mine.main and other.main and ancestry(mine.kind)[-1] == ancestry(other.kind)[-1]
