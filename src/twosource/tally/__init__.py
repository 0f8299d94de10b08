"""Count over the ledger, and check the counts that the press makes. Pure over incidents."""

from twosource.tally.answers import Fit
from twosource.tally.counting import Holding, count_holding, count_incidents
from twosource.tally.definition import define
from twosource.tally.press import check_press
from twosource.tally.question import Held, Near, Question, matches
from twosource.tally.scope import Printed, ask
from twosource.tally.tolls import Toll, sum_toll
from twosource.tally.verdicts import Ground, PressCheck

__all__ = [
    "Fit", "Ground", "Held", "Holding", "Near", "PressCheck", "Printed", "Question", "Toll", "ask", "check_press",
    "count_holding", "count_incidents", "define", "matches", "sum_toll",
]  # fmt: skip
