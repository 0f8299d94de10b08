"""Set the counts that the press makes side by side: tallies, and "the first since"."""

from twosource.model import Claim, Fact, FirstSince, PressTally
from twosource.reconcile.relations import content_words
from twosource.reconcile.replacing import Setting
from twosource.reconcile.rules import make_fact
from twosource.reconcile.sayings import group
from twosource.reconcile.settling import settle
from twosource.reconcile.sources import Sources
from twosource.text import fold
from twosource.values import count as counts
from twosource.values import when as whens
from twosource.values.comparison import Comparison, Relation
from twosource.values.when import When

#: The press counts attacks under all these words.
_ATTACKS = frozenset(["attack", "strike", "assault", "bombing", "raid", "incident", "blast", "such"])
_ALIKE = 0.5  # share of the shorter wording that must be common before two counts can contradict


def side_by_side(claims: tuple[Claim, ...], sources: Sources) -> tuple[Fact, ...]:
    """Set counts of the same thing side by side; "dozens" admits 70, and other counts stay apart."""
    setting = Setting(sources=sources, relate=_relate_press)
    groups = group(claims, is_comparable)
    return tuple(make_fact("side_by_side", settle(each, setting), sources) for each in groups)


def is_comparable(left: Claim, right: Claim) -> bool:
    """Whether two press counts are about the same thing, place and time, as far as told."""
    ours, theirs = left.value, right.value
    if isinstance(ours, PressTally) and isinstance(theirs, PressTally):
        if not (_shares_words(ours.what, theirs.what) and _shares_place(ours.where, theirs.where)):
            return False
        admits = counts.compare(ours.count, theirs.count).relation is not Relation.APART
        return _may_be_one_start(ours.since, theirs.since) and (admits or _is_alike(ours, theirs))
    if isinstance(ours, FirstSince) and isinstance(theirs, FirstSince):
        return _shares_words(ours.what, theirs.what) and _shares_place(ours.where, theirs.where)
    return False


def _relate_press(left: Claim, right: Claim) -> Comparison:
    ours, theirs = left.value, right.value
    if isinstance(ours, PressTally) and isinstance(theirs, PressTally):
        return counts.compare(ours.count, theirs.count)
    if isinstance(ours, FirstSince) and isinstance(theirs, FirstSince):
        return _relate_firsts(ours, theirs)
    return Comparison(relation=Relation.UNKNOWN, why="a count and a first are not compared")


def _relate_firsts(left: FirstSince, right: FirstSince) -> Comparison:
    """Being the first since an older time is being the first since any later one: no contradiction."""
    older, newer = _start(left.since), _start(right.since)
    if older is None or newer is None:
        return Comparison(relation=Relation.OVERLAPPING, why="one does not say since when")
    if left.since is not None and right.since is not None and _is_same_start(left.since, right.since):
        return Comparison(relation=Relation.SAME, why="both since the same time")
    relation = Relation.NARROWER if older < newer else Relation.WIDER
    return Comparison(relation=relation, why="the first since the older time is the first since the later")


def _start(since: When | None) -> float | None:
    return since.earliest.timestamp() if since is not None and since.earliest is not None else None


def _is_same_start(left: When, right: When) -> bool:
    return (left.earliest, left.latest) == (right.earliest, right.latest)


def _may_be_one_start(left: When | None, right: When | None) -> bool:
    return left is None or right is None or whens.compare(left, right).relation is not Relation.APART


def _words(what: str) -> frozenset[str]:
    words = content_words(what)
    return frozenset("attack" if word in _ATTACKS else word for word in words)


def _shares_words(left: str, right: str) -> bool:
    ours, theirs = _words(left), _words(right)
    return not ours or not theirs or bool(ours & theirs)


def _shares_place(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    ours, theirs = ({fold(name) for name in names} for names in (left, right))
    return not ours or not theirs or bool(ours & theirs)


def _is_alike(left: PressTally, right: PressTally) -> bool:
    """Whether the wordings are near enough for two numbers to contradict each other."""
    ours, theirs = _words(left.what), _words(right.what)
    smaller = min(len(ours), len(theirs))
    same_place = {fold(name) for name in left.where} == {fold(name) for name in right.where}
    same_start = (
        left.since is not None and right.since is not None and _is_same_start(left.since, right.since)
    )
    return same_place and same_start and smaller > 0 and len(ours & theirs) >= _ALIKE * smaller
