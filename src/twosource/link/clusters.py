"""Gather reports into incidents from the judgements between them.

What people say comes first: their "same" brings two reports together whatever machines hold, their
"different" keeps them apart however many others would chain them. Then the machine's best pairs are joined
first, and no join may bring together what hard evidence holds apart; a day or a place, which can be
misread, yields to more pairs that are the same. The order in which anything arrives changes nothing.
Nothing here judges a pair.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import inf

from twosource.ids import ArticleId, ReportId
from twosource.link.blocking import MOST
from twosource.link.finding import HARD, MISREADABLE
from twosource.link.groups import Groups, Odds, Ties
from twosource.link.weights import load_weights
from twosource.model import Judgement, Verdict

#: What one pair may say for or against two groups, in bits; what two reports that nobody compared say against;
#: and what all pairs together must say. Swept on half of gva: docs/decisions/0011-learned-weights.md.
MOST_SAID, UNWEIGHED, JOINED_AT = 6.0, 0.25, 1.0
MISREAD_SAYS = 4.0  # what a day or place against says, which can be misread

_Pair = tuple[ReportId, ReportId]


def cluster(
    reports: Iterable[ReportId],
    judgements: Iterable[Judgement],
    *,
    article_of: Mapping[ReportId, ArticleId] | None = None,
    recalled: Collection[ReportId] = (),
    copied: Mapping[ReportId, ReportId] | None = None,
) -> tuple[frozenset[ReportId], ...]:
    """Return one set of reports per incident, ordered by their first report.

    A person's judgement of a pair outranks the machine's, and a later one an earlier one.
    Judgements about reports that are not in ``reports`` are passed over. With ``article_of``,
    two reports of one article are held apart unless a person says "same". Reports in ``recalled``
    only look back: they join an incident but never pull two together. ``copied`` names for a
    copy's report the one that it is a copy of: it goes where that goes, and what machines say of
    it besides is passed over, so that a text counts once however often it is printed.
    """
    known = frozenset(reports)
    standing = find_standing(
        judgement for judgement in judgements if known >= {judgement.left, judgement.right}
    )
    said = {pair: judgement for pair, judgement in standing.items() if is_by_person(judgement)}
    words = _Words(known, said, recalled)
    words.join_people()
    texts = _find_texts(known, copied or {}, said)
    likeness = {
        pair: judgement
        for pair, judgement in standing.items()
        if pair not in said and texts.keys().isdisjoint(pair)
    }
    one_article = _of_one_article(known, article_of or {}, frozenset(recalled)) - said.keys()
    evidence = _Evidence(known, likeness, one_article)
    left = sorted((*_copy_joins(texts), *_joins(likeness)), key=_rank)
    while left != (refused := [join for join in left if not _try(join, evidence, words)]):
        left = refused
    return words.list_groups()


def _try(join: "_Join", evidence: "_Evidence", words: "_Words") -> bool:
    """Join what may be joined; groups that are too weakly tied now may be tied by more when they have grown."""
    allowed = evidence.allows(join) and words.allow(join)
    if allowed:
        evidence.join(join)
        words.join(join)
    return allowed


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


# --- what there is to join ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Join:
    """Two reports that machines hold for one."""

    left: ReportId
    right: ReportId
    score: float


def _joins(likeness: Mapping[_Pair, Judgement]) -> Iterator[_Join]:
    for (left, right), judgement in likeness.items():
        if judgement.verdict is Verdict.SAME:
            yield _Join(left=left, right=right, score=judgement.score)


def _copy_joins(texts: Mapping[ReportId, ReportId]) -> Iterator[_Join]:
    for copy, original in texts.items():
        left, right = sorted((copy, original))
        yield _Join(left=left, right=right, score=inf)


def _rank(join: _Join) -> tuple[float, ReportId, ReportId]:
    return -join.score, join.left, join.right


def _find_texts(
    known: frozenset[ReportId],
    copied: Mapping[ReportId, ReportId],
    said: Mapping[_Pair, Judgement],
) -> dict[ReportId, ReportId]:
    """Return the copies' reports that go with their originals: unless a person says they differ."""
    apart = {pair for pair, judgement in said.items() if judgement.verdict is Verdict.DIFFERENT}
    return {
        copy: original
        for copy, original in copied.items()
        if known >= {copy, original} and (min(copy, original), max(copy, original)) not in apart
    }


def _of_one_article(
    known: frozenset[ReportId], article_of: Mapping[ReportId, ArticleId], recalled: frozenset[ReportId]
) -> set[_Pair]:
    """Return the pairs that one article tells as two; what it looks back on may be what it tells of."""
    by_article: dict[tuple[ArticleId, bool], list[ReportId]] = {}
    for report in sorted(known & article_of.keys()):
        by_article.setdefault((article_of[report], report in recalled), []).append(report)
    return {pair for together in by_article.values() for pair in combinations(together, 2)}


# --- what may be joined ---------------------------------------------------------------------------


class _Words:
    """The incidents as they grow, and what people say of them."""

    def __init__(
        self, known: frozenset[ReportId], said: Mapping[_Pair, Judgement], recalled: Collection[ReportId]
    ) -> None:
        self._groups = Groups(known)
        self._said = said
        self._recalled = frozenset(recalled)
        self._telling = set(known - self._recalled)  # groups with a report that does not only look back
        self._foes = Ties(pair for pair, one in said.items() if one.verdict is Verdict.DIFFERENT)

    def join_people(self) -> None:
        """Join what people say is the same, the latest first; "different" between two groups forbids it."""
        same = [judgement for judgement in self._said.values() if judgement.verdict is Verdict.SAME]
        for judgement in sorted(same, key=lambda one: (-one.decided_at.timestamp(), one.left, one.right)):
            ours, theirs = self._groups.find(judgement.left), self._groups.find(judgement.right)
            if not self._foes.count(ours, theirs):
                self._merge(ours, theirs)

    def allow(self, join: _Join) -> bool:
        """Whether people allow a join, and it does not pull two incidents together by a look back."""
        ours, theirs = self._groups.find(join.left), self._groups.find(join.right)
        if self._foes.count(ours, theirs):
            return False
        looks_back = join.left in self._recalled or join.right in self._recalled
        return ours == theirs or not (looks_back and {ours, theirs} <= self._telling)

    def join(self, join: _Join) -> None:
        """Bring the groups of two reports together."""
        self._merge(self._groups.find(join.left), self._groups.find(join.right))

    def list_groups(self) -> tuple[frozenset[ReportId], ...]:
        """Return the groups, ordered by their first report."""
        return self._groups.list_all()

    def _merge(self, ours: ReportId, theirs: ReportId) -> None:
        if ours != theirs:
            kept, gone = self._groups.join(ours, theirs)
            self._foes.merge(kept, gone)
            if gone in self._telling:
                self._telling.add(kept)


class _Evidence:
    """What machines would make of the reports if nobody had said a word, and what holds that apart.

    It is kept beside what people joined: of two incidents that a person made one, each still takes in
    the reports that it would have taken in alone, whatever holds those from the other.
    """

    def __init__(
        self, known: frozenset[ReportId], likeness: Mapping[_Pair, Judgement], one_article: set[_Pair]
    ) -> None:
        hard = {
            pair for pair, judgement in likeness.items() if is_hard(judgement) and not is_doubtful(judgement)
        }
        self._groups = Groups(known)
        self._foes = Ties(hard | one_article)
        self._odds = Odds({pair: _weigh(judgement) for pair, judgement in likeness.items()})

    def allows(self, join: _Join) -> bool:
        """Whether evidence allows a join: nothing hard speaks against it, and all pairs together for it.

        A day or a place, which can be misread, is no more than one pair's word against the others'. Of an
        incident that thousands tell of, most pairs are never compared, and that says nothing against it.
        """
        ours, theirs = self._groups.find(join.left), self._groups.find(join.right)
        if ours == theirs:
            return True
        if self._foes.count(ours, theirs):
            return False
        if join.score == inf:  # one text
            return True
        odds, weighed = self._odds.between(ours, theirs)
        comparable = min(self._groups.size(ours) * self._groups.size(theirs), MOST)
        return odds - UNWEIGHED * max(0, comparable - weighed) >= JOINED_AT

    def join(self, join: _Join) -> None:
        """Bring the groups of two reports together."""
        ours, theirs = self._groups.find(join.left), self._groups.find(join.right)
        if ours != theirs:
            kept, gone = self._groups.join(ours, theirs)
            self._foes.merge(kept, gone)
            self._odds.merge(kept, gone)


def _weigh(judgement: Judgement) -> float:
    """Return the odds that two reports are one, in bits, as far as one pair may have a say."""
    if is_hard(judgement) and is_doubtful(judgement):
        return -MISREAD_SAYS
    return max(-MOST_SAID, min(MOST_SAID, judgement.score - load_weights().even))
