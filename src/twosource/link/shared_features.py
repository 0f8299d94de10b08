"""Reasons from what both reports hold word for word: quotations, press tallies, text."""

from bisect import bisect_right

from twosource.link.finding import Feature, Finding, Pair
from twosource.link.place_features import other_site
from twosource.link.time_features import other_hour
from twosource.link.toll_features import toll_falls, tolls_apart
from twosource.link.what_features import other_kind, other_target, other_weapon

QUOTED_RUNS = 4  # shared runs of four words: seven words in a row, more than a stock phrase has
SAME_TEXT = 0.4  # share of the smaller sketch; two stories of one incident have under 0.15
FEWEST_RUNS = 12  # of four words in a sketch; shorter texts are alike by chance


def same_article(pair: Pair) -> Finding:
    """Both reports stand in one article, which tells them as two incidents."""
    if pair.left.article != pair.right.article:
        return None
    return "told", "one article tells them as two incidents"


def shared_quotation(pair: Pair) -> Finding:
    """Both reports quote the same words of somebody."""
    shared = len(pair.left.quoted & pair.right.quoted)
    return ("words", f"both quote the same {shared + 3} or more words") if shared >= QUOTED_RUNS else None


def shared_tally(pair: Pair) -> Finding:
    """Both reports give the same count of incidents so far."""
    shared = set(pair.left.tallies) & set(pair.right.tallies)
    return ("count", f"both count {min(shared)}") if shared else None


def same_text(pair: Pair) -> Finding:
    """Long runs of words of the two reports are the same, as in copies of one text."""
    ours, theirs = pair.left.sketch, pair.right.sketch
    if min(len(ours), len(theirs)) < FEWEST_RUNS:
        return None
    shared = len(pair.left.runs & pair.right.runs)
    share = shared / max(1, _comparable(ours, theirs)) if shared else 0.0
    return (
        ("runs", f"about {round(100 * share)} in 100 runs of words are the same")
        if share >= SAME_TEXT
        else None
    )


def _comparable(ours: tuple[int, ...], theirs: tuple[int, ...]) -> int:
    """Return how many hashes of the smaller sketch are low enough to be in both; sketches are in order."""
    ceiling = min(ours[-1], theirs[-1])
    return min(bisect_right(ours, ceiling), bisect_right(theirs, ceiling))


#: What tells two attacks apart, by level; features in one row often say one thing twice, and count once. A
#: smaller doubt (3 killed or 4) tells no two attacks apart.
_TELL_APART: tuple[tuple[tuple[Feature, frozenset[str]], ...], ...] = (
    ((other_site, frozenset({"named"})),),
    ((other_target, frozenset({"sort"})),),
    ((other_hour, frozenset({"apart"})),),
    ((other_kind, frozenset({"near", "far", "unlike"})), (other_weapon, frozenset({"named"}))),
    ((toll_falls, frozenset({"far"})), (tolls_apart, frozenset({"far"}))),
)


def two_attacks(pair: Pair) -> Finding:
    """On one day, two or more of site, target, hour, kind or weapon, and toll differ: two attacks."""
    if pair.days_between or pair.ask(shared_quotation) is not None:
        return None
    told = [_first(row, pair) for row in _TELL_APART]
    apart = [text for text in told if text is not None]
    return ("told", "; ".join(apart)) if len(apart) > 1 else None


def _first(row: tuple[tuple[Feature, frozenset[str]], ...], pair: Pair) -> str | None:
    """Return the sentence of the first feature of a row that clearly speaks against."""
    for feature, clear in row:
        found = pair.ask(feature)
        if found is not None and found[0] in clear:
            return found[1]
    return None


def looking_back(pair: Pair) -> Finding:
    """One report only looks back on an older incident, without a day of its own."""
    if pair.left.recalled == pair.right.recalled:
        return None
    past = pair.left if pair.left.recalled else pair.right
    return ("dated" if past.days is not None else "undated"), "one report only looks back"
