"""Counts over a ledger, and what it makes of the counts that the press prints.

``count`` gives every incident with every reason, ``survey`` the same numbers at once for any number of
incidents. Fetches what ``tally`` counts and checks; decides nothing, prints nothing, changes nothing.
"""

from twosource.tallies.counting import Counted, count, tally
from twosource.tallies.press import PressAsked, PressCount, check_fact, press_counts
from twosource.tallies.survey import Layout, Part, Survey, group, survey

__all__ = [
    "Counted", "Layout", "Part", "PressAsked", "PressCount", "Survey", "check_fact", "count", "group",
    "press_counts",
    "survey", "tally",
]  # fmt: skip
