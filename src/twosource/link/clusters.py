"""Gather reports into incidents from the judgements between them.

The best pairs are joined first, and no join may bring together two reports that a person or hard
evidence holds apart. The order in which reports and judgements arrive changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

from twosource.ids import ArticleId, ReportId
from twosource.link.finding import HARD
from twosource.model import Judgement, Verdict

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
    apart = {pair for pair, judgement in standing.items() if is_hard(judgement)}
    apart |= _of_one_article(known, article_of or {}) - _said_same_by_people(standing.values())
    return _gather(known, sorted(_joins(standing), key=_rank), apart, frozenset(recalled))


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


def _gather(
    known: frozenset[ReportId], joins: list[Judgement], apart: set[_Pair], recalled: frozenset[ReportId]
) -> tuple[frozenset[ReportId], ...]:
    members = {report: {report} for report in known}
    foes = _find_foes(known, apart)
    for join in joins:
        ours, theirs = members[join.left], members[join.right]
        if ours is theirs or any(foes[report] & theirs for report in ours):
            continue
        if _pulls_together(join, recalled) and not (ours <= recalled or theirs <= recalled):
            continue
        ours |= theirs
        members.update(dict.fromkeys(theirs, ours))
    return tuple(sorted({frozenset(group) for group in members.values()}, key=min))


def _find_foes(known: frozenset[ReportId], apart: set[_Pair]) -> dict[ReportId, set[ReportId]]:
    foes: dict[ReportId, set[ReportId]] = {report: set() for report in known}
    for left, right in apart:
        foes[left].add(right)
        foes[right].add(left)
    return foes


def _pulls_together(join: Judgement, recalled: frozenset[ReportId]) -> bool:
    """Whether only a look back, and no person, says that the two are one."""
    return bool({join.left, join.right} & recalled) and not is_by_person(join)
