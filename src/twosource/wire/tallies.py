"""Counts as JSON: a tally of the ledger, a sum of a toll, and what is made of a count in the press."""

from collections.abc import Mapping

from twosource.ids import IncidentId
from twosource.model import Border, Tally, Twins
from twosource.tally import PressCheck, Toll
from twosource.wire.values import JsonObject


def tally_line(tally: Tally, headlines: Mapping[IncidentId, str]) -> JsonObject:
    """Return a tally with what it counted, what is borderline and why, and which pairs may be one."""
    return {
        "question": dict(tally.question),
        "sentence": tally.sentence,
        "low": tally.low,
        "high": tally.high,
        "covered": tally.covered,
        "ledger_since": None if tally.ledger_since is None else tally.ledger_since.isoformat(),
        "counted": [{"id": each, "headline": headlines.get(each, "")} for each in tally.counted],
        "borderline": [
            {"id": one.incident, "headline": headlines.get(one.incident, ""), "whys": list(one.whys)}
            for one in tally.borders
        ],
        "may_be_one": [twins_line(pair) for pair in tally.twins],
    }


def toll_line(toll: Toll) -> JsonObject:
    """Return the sum of a toll; ``high`` is null where one incident's is open."""
    return {"field": toll.field, "low": toll.low, "high": toll.high, "untold": toll.untold}


def check_line(check: PressCheck) -> JsonObject:
    """Return what the ledger makes of a count in the press; ``ground`` is null but where nobody can say."""
    return {
        "verdict": check.verdict,
        "ground": check.ground.value or None,
        "why": check.why,
        "sentence": check.sentence,
        "unit": check.unit,
        "low": check.low,
        "high": check.high,
        "counted": list(check.counted),
        "borderline": [_border_line(one) for one in check.borders],
        "may_be_one": [twins_line(pair) for pair in check.twins],
    }


def _border_line(border: Border) -> JsonObject:
    return {"id": border.incident, "whys": list(border.whys)}


def twins_line(pair: Twins) -> JsonObject:
    """Return two incidents that may be one, and why."""
    return {"left": pair.left, "right": pair.right, "why": pair.why}
