"""Counts over the ledger, as a range with what stands at the border; and the counts that the press makes."""

from typing import Any, Final

from twosource.api.answers import JSON, Answer, Page, answer, answer_page
from twosource.api.cursors import PAGING, number_in, read_cursor, read_limit, take_page
from twosource.api.operations import Call, Gives, Operation, Parameter
from twosource.api.parameters import LENS, MOMENT, QUESTION
from twosource.api.schemas import page_of, ref
from twosource.asking import read_lens, read_question
from twosource.asking.words import parse_day
from twosource.ids import IncidentId
from twosource.store import Ledger
from twosource.tallies import Layout, PressAsked, Survey, press_counts, survey
from twosource.tallies.press_lines import press_lines
from twosource.wire import JsonObject
from twosource.wire.tallies import toll_line, twins_line

_LISTED, _CURSOR = PAGING
_MOST_PRESS: Final = 2_000  # reports that count something, the latest; checking them takes a second


def show_tally(call: Call) -> Answer:
    """Count the incidents that answer a question."""
    asked, most = call.read(read_question), read_limit(call)
    layout = Layout(by=asked.by, sums=asked.sums, most=most)
    return answer(_survey_line(call.ledger, survey(call.ledger, asked.question, layout, asked.lens)))


def _survey_line(ledger: Ledger, made: Survey) -> JsonObject:
    ids = [*made.listed, *(one.incident for one in made.borders)]
    headlines = {card.id: card.headline for card in ledger.cards_by_id(ids)}
    return {
        "question": dict(made.question.asked()),
        "sentence": made.sentence,
        "low": made.low,
        "high": made.high,
        "covered": made.is_covered,
        "ledger_since": None if made.ledger_since is None else made.ledger_since.isoformat(),
        "sure": made.counted,
        "perhaps": made.borderline,
        "counted": [_named(each, headlines) for each in made.listed],
        "borderline": [{**_named(one.incident, headlines), "whys": list(one.whys)} for one in made.borders],
        "may_be_one": [twins_line(pair) for pair in made.twins],
        "has_all_pairs": made.has_all_twins,
        "sums": {name: toll_line(toll) for name, toll in made.sums.items()},
        "by": made.layout.by,
        "groups": [
            {
                "name": part.name,
                "low": part.low,
                "high": part.high,
                "sums": {name: toll_line(toll) for name, toll in part.sums.items()},
            }
            for part in made.parts
        ],
    }


def _named(incident: IncidentId, headlines: dict[IncidentId, str]) -> dict[str, Any]:
    return {"id": incident, "headline": headlines.get(incident, "")}


def list_press(call: Call) -> Answer:
    """Return a page of the counts that articles make, oldest first, each set against the ledger."""
    incident = call.one("incident", str)
    asked = PressAsked(
        incident=None if incident is None else call.ledger.incident(incident).id,
        since=call.one("since", parse_day),
        until=call.one("until", parse_day),
        lens=call.read(read_lens),
        limit=_MOST_PRESS,
    )
    lines = list(press_lines(press_counts(call.ledger, asked)))
    start = number_in(read_cursor(call))
    page = take_page(call, (((number,), one) for number, one in enumerate(lines[start:], start + 1)))
    return answer_page(call.request, Page(items=page.items, after=page.after))


# --- what is asked --------------------------------------------------------------------------------

_NUMBER: Final = {"type": "integer", "minimum": 0}
_SURVEY: Final[dict[str, Any]] = {
    "question": {
        "type": "object",
        "additionalProperties": {"type": "string"},
        "description": "What was asked, by name.",
    },
    "sentence": {"type": "string", "description": "The question in plain words."},
    "low": {**_NUMBER, "description": "How many there surely are; two that may be one count once."},
    "high": {**_NUMBER, "description": "How many at most."},
    "covered": {
        "type": "boolean",
        "description": "False where the ledger starts later than what was asked: a low count proves nothing.",
    },
    "ledger_since": {
        "type": ["string", "null"],
        "description": "When the ledger's first incident with a known day happened.",
    },
    "sure": {**_NUMBER, "description": "How many surely answer, each by itself."},
    "perhaps": {**_NUMBER, "description": "How many may answer."},
    "counted": {"type": "array", "items": ref("Member"), "description": "The newest of what surely answers."},
    "borderline": {
        "type": "array",
        "items": ref("BorderlineCase"),
        "description": "The newest of what may answer, with every reason.",
    },
    "may_be_one": {"type": "array", "items": ref("PossiblePair"), "description": "Pairs that may be one."},
    "has_all_pairs": {
        "type": "boolean",
        "description": "False where there may be more such pairs, and `low` may be lower still.",
    },
    "sums": {
        "type": "object",
        "additionalProperties": ref("TollSum"),
        "description": "Sums asked for, by field.",
    },
    "by": {"type": ["string", "null"], "description": "What was counted by."},
    "groups": {
        "type": "array",
        "items": ref("TallyGroup"),
        "description": "Times in order, all others by size.",
    },
}
#: The shapes that are this module's own.
SCHEMAS: Final = {
    "Survey": {
        "type": "object",
        "title": "Survey",
        "description": "A count of any number of incidents, with the newest of them.",
        "properties": _SURVEY,
        "required": list(_SURVEY),
        "additionalProperties": False,
    },
    "PressCheckPage": page_of("PressCheck"),
}

OPERATIONS: Final = (
    Operation(
        name="show_tally",
        path="/tallies",
        tag="tallies",
        title="Count incidents",
        says=(
            "How many incidents answer, as a range: the low end holds what surely answers, the high end adds"
            " what stands at the border, and each says why. `limit` is how many of each are listed."
        ),
        params=(*QUESTION, *LENS, _LISTED),
        gives=Gives(says="The count.", schemas={JSON: ref("Survey")}),
        do=show_tally,
    ),
    Operation(
        name="list_press",
        path="/tallies/press",
        tag="tallies",
        title="Counts of the press",
        says=(
            "Every count that articles make (the third this year, the first since May), set against the"
            f" ledger; of the {_MOST_PRESS:,} reports printed last that make one, oldest first."
        ),
        params=(
            Parameter(name="since", says="Printed on this day or later.", schema=MOMENT),
            Parameter(name="until", says="Printed on this day or earlier.", schema=MOMENT),
            Parameter(
                name="incident",
                says="In articles of this incident.",
                schema={"type": "string", "pattern": "^i_[0-9a-f]{10}$"},
            ),
            *LENS,
            _LISTED,
            _CURSOR,
        ),
        gives=Gives(says="A page of counts.", schemas={JSON: ref("PressCheckPage")}, is_paged=True),
        problems=(404,),
        do=list_press,
    ),
)
