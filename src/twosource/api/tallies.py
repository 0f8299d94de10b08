"""Counts over the ledger, as a range with what stands at the border."""

from typing import Final

from twosource.api.answers import JSON, Answer, answer
from twosource.api.operations import Call, Gives, Operation
from twosource.api.parameters import LENS, QUESTION
from twosource.api.schemas import ref
from twosource.asking import read_question
from twosource.tallies import count
from twosource.wire.tallies import tally_line


def show_tally(call: Call) -> Answer:
    """Count the incidents that answer a question."""
    asked = call.read(read_question)
    counted = count(call.ledger, asked.question, asked.lens)
    headlines = {name: incident.headline for name, incident in counted.incidents.items()}
    return answer({**tally_line(counted.tally, headlines), "sums": {}, "by": None, "groups": []})


OPERATIONS: Final = (
    Operation(
        name="show_tally",
        path="/tallies",
        tag="tallies",
        title="Count incidents",
        says=(
            "How many incidents answer, as a range: the low end holds what surely answers, the high end adds"
            " what stands at the border, and each says why. `covered` is false where the ledger starts too"
            " late for a low count to prove anything."
        ),
        params=(*QUESTION, *LENS),
        gives=Gives(says="The count.", schemas={JSON: ref("TallyResult")}),
        do=show_tally,
    ),
)
