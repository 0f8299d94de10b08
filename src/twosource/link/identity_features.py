"""Reasons from who is named, of what age, in which street, and in which words it is all told.

These say most of stories that do not tell their day or town again: an arrest, a funeral, a trial. None
of them merges by itself; the judging asks for a time or a place that agrees as well.
"""

from twosource.link.finding import Finding
from twosource.link.shape import Outline
from twosource.link.wording import count_shared_names, likeness

#: Shared words that are names, from which on alike words may outweigh a day or a place that differs:
#: agencies tell of every bombing in much the same words, but not with the same names.
FEWEST_NAMES = 3
WITHOUT_NAMES = 2.0  # points of alike words where fewer are shared
FEWEST_WORDS = 16  # weighed words from which what a report does not say means something
#: Cosine from which words are alike, and points; eval/learn_links.py fits them on half of gva.
_ALIKE = ((0.5, 4.0), (0.4, 3.0), (0.35, 2.5), (0.3, 2.0), (0.25, 1.5), (0.2, 0.5))
_UNLIKE = ((0.05, -3.0), (0.1, -2.5), (0.15, -1.5), (0.2, -0.5))


def shared_person(left: Outline, right: Outline) -> Finding:
    """Both reports name the same people it was done by or to."""
    shared = sorted(set(left.persons) & set(right.persons))
    if not shared:
        return None
    return (5.5 if len(shared) > 1 else 4.0), f"both name {' and '.join(name.title() for name in shared[:2])}"


def same_ages(left: Outline, right: Outline) -> Finding:
    """Both reports give people of the same ages."""
    shared = sorted(set(left.ages) & set(right.ages))
    if not shared:
        return None
    return (
        1.5 if len(shared) > 1 else 0.5
    ), f"both tell of somebody aged {' and '.join(map(str, shared[:3]))}"


def other_ages(left: Outline, right: Outline) -> Finding:
    """Both reports give ages of people, and none is the same."""
    if not left.ages or not right.ages or set(left.ages) & set(right.ages):
        return None
    return -2.0, f"{left.ages[0]} years of age is not {right.ages[0]}"


def same_street(left: Outline, right: Outline) -> Finding:
    """Both reports name the same street."""
    shared = set(left.streets) & set(right.streets)
    return (2.0, f"both name the street {min(shared).title()}") if shared else None


def other_street(left: Outline, right: Outline) -> Finding:
    """Both reports name streets, and none is the same."""
    if not left.streets or not right.streets or set(left.streets) & set(right.streets):
        return None
    return -2.5, f"{left.streets[0].title()} is not {right.streets[0].title()}"


def alike_words(left: Outline, right: Outline) -> Finding:
    """Both reports use words that few articles use."""
    cosine = likeness(left.words, right.words)
    points = next((points for bound, points in _ALIKE if cosine >= bound), None)
    if points is None:
        return None
    if points > WITHOUT_NAMES and count_shared_names(left.words, right.words) < FEWEST_NAMES:
        points = WITHOUT_NAMES
    return points, f"telling words are shared, {round(100 * cosine)} in 100"


def unlike_words(left: Outline, right: Outline) -> Finding:
    """Both reports are told at some length, and hardly share a word that few articles use."""
    if min(len(left.words), len(right.words)) < FEWEST_WORDS:
        return None
    cosine = likeness(left.words, right.words)
    points = next((points for bound, points in _UNLIKE if cosine < bound), None)
    return None if points is None else (points, f"only {round(100 * cosine)} in 100 telling words are shared")
