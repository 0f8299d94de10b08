"""Reasons from who is named, of what age, in which street, and in which words it is all told.

These say most of stories that do not tell their day or town again: an arrest, a funeral, a trial. None
of them merges by itself; the judging asks for a time or a place that agrees as well.
"""

from twosource.link.finding import Finding, Pair

#: Shared words that are names, from which on alike words may outweigh a day or a place that differs:
#: agencies tell of every bombing in much the same words, but not with the same names.
FEWEST_NAMES = 3
FEWEST_WORDS = 16  # weighed words from which what a report does not say means something
#: Hundredths of cosine from which words are alike, and below which they are not.
_ALIKE = (50, 40, 35, 30, 25, 20)
_UNLIKE = (5, 10, 15, 20)
_NAMELESS = 30  # words alike from here on are expected to share names


def shared_person(pair: Pair) -> Finding:
    """Both reports name the same people it was done by or to."""
    shared = sorted(pair.people)
    if not shared:
        return None
    level = "several" if len(shared) > 1 else "one"
    return level, f"both name {' and '.join(name.title() for name in shared[:2])}"


def same_ages(pair: Pair) -> Finding:
    """Both reports give people of the same ages."""
    shared = sorted(set(pair.left.ages) & set(pair.right.ages))
    if not shared:
        return None
    level = "several" if len(shared) > 1 else "one"
    return level, f"both tell of somebody aged {' and '.join(map(str, shared[:3]))}"


def other_ages(pair: Pair) -> Finding:
    """Both reports give ages of people, and none is the same."""
    ours, theirs = pair.left.ages, pair.right.ages
    if not ours or not theirs or not set(ours).isdisjoint(theirs):
        return None
    return "told", f"{ours[0]} years of age is not {theirs[0]}"


def same_street(pair: Pair) -> Finding:
    """Both reports name the same street."""
    shared = set(pair.left.streets) & set(pair.right.streets)
    return ("named", f"both name the street {min(shared).title()}") if shared else None


def other_street(pair: Pair) -> Finding:
    """Both reports name streets, and none is the same."""
    ours, theirs = pair.left.streets, pair.right.streets
    if not ours or not theirs or not set(ours).isdisjoint(theirs):
        return None
    return "named", f"{ours[0].title()} is not {theirs[0].title()}"


def alike_words(pair: Pair) -> Finding:
    """Both reports use words that few articles use."""
    bound = next((bound for bound in _ALIKE if 100 * pair.likeness >= bound), None)
    if bound is None:
        return None
    text = f"telling words are shared, {round(100 * pair.likeness)} in 100"
    if bound >= _NAMELESS and len(pair.left.rare & pair.right.rare) < FEWEST_NAMES:
        return "without names", text
    return f"from {bound}", text


def unlike_words(pair: Pair) -> Finding:
    """Both reports are told at some length, and hardly share a word that few articles use."""
    if min(len(pair.left.words), len(pair.right.words)) < FEWEST_WORDS:
        return None
    bound = next((bound for bound in _UNLIKE if 100 * pair.likeness < bound), None)
    if bound is None:
        return None
    return f"under {bound}", f"only {round(100 * pair.likeness)} in 100 telling words are shared"
