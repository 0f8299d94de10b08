"""Gather reports into incidents from the judgements between them.

The best pairs are joined first, and no join may bring together two reports that a person or hard
evidence holds apart; a day or a place, which can be misread, yields to more pairs that are the same. The order in which reports and judgements arrive changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from twosource.ids import ArticleId, ReportId
from twosource.link.finding import HARD, MISREADABLE, NAMING
from twosource.model import Judgement, Verdict

STRONG = 11.0  # points of a pair that counts twice against a day or place; 10 and 12 do no better

_Pair = tuple[ReportId, ReportId]


def cluster(
    reports: Iterable[ReportId],
    judgements: Iterable[Judgement],
    *,
    article_of: Mapping[ReportId, ArticleId] | None = None,
    recalled: Collection[ReportId] = (),
) -> tuple[frozenset[ReportId], ...]:
    """Return one set of reports per incident, ordered by their first report.

    A person's judgement of a pair outranks the machine's, and a later one an earlier one.
    Judgements about reports that are not in ``reports`` are passed over. With ``article_of``,
    two reports of one article are held apart unless a person says "same". Reports in ``recalled``
    only look back: they join an incident but never pull two together.
    """
    known = frozenset(reports)
    standing = find_standing(
        judgement for judgement in judgements if known >= {judgement.left, judgement.right}
    )
    hard = {pair: judgement for pair, judgement in standing.items() if is_hard(judgement)}
    apart = {pair for pair, judgement in hard.items() if not is_doubtful(judgement)}
    apart |= _of_one_article(known, article_of or {}) - _said_same_by_people(standing.values())
    ties = _Ties(
        foes=_index(known, apart),
        doubted=_index(known, hard.keys() - apart),
        allies=_index(known, ((one.left, one.right) for one in _joins(standing))),
        recalled=frozenset(recalled),
    )
    return _gather(known, sorted(_joins(standing), key=_rank), ties)


def find_standing(judgements: Iterable[Judgement]) -> dict[_Pair, Judgement]:
    """Return the judgement that counts for each pair: people first, then the latest."""
    standing: dict[_Pair, Judgement] = {}
    for judgement in judgements:
        pair = (judgement.left, judgement.right)
        if pair not in standing or _authority(judgement) > _authority(standing[pair]):
            standing[pair] = judgement
    return standing


def _authority(judgement: Judgement) -> tuple[object, ...]:
    return (
        is_by_person(judgement),
        judgement.decided_at.timestamp(),
        judgement.decided_by,
        judgement.verdict,
        judgement.score,
    )


def is_by_person(judgement: Judgement) -> bool:
    """Whether a person decided: machines sign with "link/" and their version."""
    return not judgement.decided_by.startswith("link/")


def is_hard(judgement: Judgement) -> bool:
    """Whether a "different" outranks what other pairs would infer."""
    if judgement.verdict is not Verdict.DIFFERENT:
        return False
    return is_by_person(judgement) or any(reason.points <= HARD for reason in judgement.reasons)


def is_doubtful(judgement: Judgement) -> bool:
    """Whether a hard "different" rests on days and places alone: either report may be misread."""
    hard = {reason.name for reason in judgement.reasons if reason.points <= HARD}
    return not is_by_person(judgement) and hard <= MISREADABLE


def _joins(standing: Mapping[_Pair, Judgement]) -> list[Judgement]:
    return [judgement for judgement in standing.values() if judgement.verdict is Verdict.SAME]


def _rank(judgement: Judgement) -> tuple[object, ...]:
    return (not is_by_person(judgement), -judgement.score, judgement.left, judgement.right)


def _of_one_article(known: frozenset[ReportId], article_of: Mapping[ReportId, ArticleId]) -> set[_Pair]:
    by_article: dict[ArticleId, list[ReportId]] = {}
    for report in sorted(known & article_of.keys()):
        by_article.setdefault(article_of[report], []).append(report)
    return {pair for together in by_article.values() for pair in combinations(together, 2)}


def _said_same_by_people(judgements: Iterable[Judgement]) -> set[_Pair]:
    return {(j.left, j.right) for j in judgements if j.verdict is Verdict.SAME and is_by_person(j)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ties:
    """For each report, which others it is held apart from, may be, or is judged the same as."""

    foes: Mapping[ReportId, set[ReportId]]
    doubted: Mapping[ReportId, set[ReportId]]
    allies: Mapping[ReportId, set[ReportId]]
    recalled: frozenset[ReportId]

    def allow(self, join: Judgement, ours: set[ReportId], theirs: set[ReportId]) -> bool:
        """Whether a join may bring two groups together.

        Never against hard evidence; where that is a day or a place, which can be misread, not unless more
        pairs of the two groups are the same than lie apart, a pair that names the same people counting twice.
        """
        if any(self.foes[report] & theirs for report in ours):
            return False
        if _pulls_together(join, self.recalled) and not (ours <= self.recalled or theirs <= self.recalled):
            return False
        apart = _count(self.doubted, ours, theirs)
        same = _count(self.allies, ours, theirs) + _is_strong(join)
        return not apart or is_by_person(join) or apart < same


def _count(ties: Mapping[ReportId, set[ReportId]], ours: set[ReportId], theirs: set[ReportId]) -> int:
    return sum(len(ties[report] & theirs) for report in ours)


def _gather(
    known: frozenset[ReportId], joins: list[Judgement], ties: _Ties
) -> tuple[frozenset[ReportId], ...]:
    members = {report: {report} for report in known}
    for join in joins:
        ours, theirs = members[join.left], members[join.right]
        if ours is not theirs and ties.allow(join, ours, theirs):
            ours |= theirs
            members.update(dict.fromkeys(theirs, ours))
    return tuple(sorted({frozenset(group) for group in members.values()}, key=min))


def _index(known: frozenset[ReportId], pairs: Iterable[_Pair]) -> dict[ReportId, set[ReportId]]:
    found: dict[ReportId, set[ReportId]] = {report: set() for report in known}
    for left, right in pairs:
        found[left].add(right)
        found[right].add(left)
    return found


def _pulls_together(join: Judgement, recalled: frozenset[ReportId]) -> bool:
    """Whether only a look back, and no person, says that the two are one."""
    return bool({join.left, join.right} & recalled) and not is_by_person(join)


def _is_strong(join: Judgement) -> bool:
    """Whether a pair counts twice: it names the same people, or has points to spare."""
    return join.score >= STRONG or any(reason.name == NAMING for reason in join.reasons)
