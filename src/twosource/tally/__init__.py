"""Count over the ledger, and check the counts that the press makes. Pure over incidents."""

from twosource.tally.counting import count_incidents
from twosource.tally.press import PressCheck, check_press
from twosource.tally.question import Fit, Near, Question, matches

__all__ = ["Fit", "Near", "PressCheck", "Question", "check_press", "count_incidents", "matches"]
