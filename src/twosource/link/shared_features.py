"""Reasons from what both reports hold word for word: quotations, press tallies, text."""

from twosource.link.finding import HARD, Feature, Finding
from twosource.link.place_features import other_site
from twosource.link.shape import Outline
from twosource.link.time_features import days_between, other_hour
from twosource.link.toll_features import toll_falls, tolls_apart
from twosource.link.what_features import other_kind, other_target, other_weapon

QUOTED_RUNS = 4  # shared runs of four words: seven words in a row, more than a stock phrase has
CLEAR = -2.0  # a smaller doubt (3 killed or 4) tells no two attacks apart
SAME_TEXT = 0.4  # share of the smaller sketch; two stories of one incident have under 0.15


def same_article(left: Outline, right: Outline) -> Finding:
    """Both reports stand in one article, which tells them as two incidents."""
    if left.article != right.article:
        return None
    return HARD, "one article tells them as two incidents"


def shared_quotation(left: Outline, right: Outline) -> Finding:
    """Both reports quote the same words of somebody."""
    shared = len(set(left.quotations) & set(right.quotations))
    if shared < QUOTED_RUNS:
        return None
    return 5.0, f"both quote the same {shared + 3} or more words"


def shared_tally(left: Outline, right: Outline) -> Finding:
    """Both reports give the same count of incidents so far."""
    shared = set(left.tallies) & set(right.tallies)
    return (1.0, f"both count {min(shared)}") if shared else None


def same_text(left: Outline, right: Outline) -> Finding:
    """Long runs of words of the two reports are the same, as in copies of one text."""
    smaller = min(len(left.sketch), len(right.sketch))
    if smaller < 12:
        return None
    share = _shared_share(left.sketch, right.sketch)
    if share < SAME_TEXT:
        return None
    return 4.0, f"about {round(100 * share)} in 100 runs of words are the same"


def _shared_share(ours: tuple[int, ...], theirs: tuple[int, ...]) -> float:
    """Share of common hashes among those low enough to be in both sketches."""
    ceiling = min(ours[-1], theirs[-1])
    low_ours, low_theirs = ({h for h in side if h <= ceiling} for side in (ours, theirs))
    return len(low_ours & low_theirs) / max(1, min(len(low_ours), len(low_theirs)))


#: What tells two attacks apart; features in one row often say one thing twice, and count once.
_TELL_APART = (
    (other_site,),
    (other_target,),
    (other_hour,),
    (other_kind, other_weapon),
    (toll_falls, tolls_apart),
)


def two_attacks(left: Outline, right: Outline) -> Finding:
    """On one day, two or more of site, target, hour, kind or weapon, and toll differ: two attacks."""
    if days_between(left, right) or shared_quotation(left, right) is not None:
        return None
    told = [_first(row, left, right) for row in _TELL_APART]
    apart = [text for text in told if text is not None]
    return (HARD, "; ".join(apart)) if len(apart) > 1 else None


def _first(row: tuple[Feature, ...], left: Outline, right: Outline) -> str | None:
    """Return the sentence of the first feature of a row that clearly speaks against."""
    findings = (feature(left, right) for feature in row)
    return next((found[1] for found in findings if found is not None and found[0] <= CLEAR), None)


def looking_back(left: Outline, right: Outline) -> Finding:
    """One report only looks back on an older incident, without a day of its own."""
    if left.recalled == right.recalled:
        return None
    past = left if left.recalled else right
    return (-1.0 if past.days is not None else -6.0), "one report only looks back"
