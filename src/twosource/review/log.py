"""What people decided, told for people: which acts an incident was touched by, and each in a few words."""

from collections.abc import Collection
from typing import Any

from twosource.store import Act, Ledger


def acts_about(ledger: Ledger, names: Collection[str]) -> tuple[Act, ...]:
    """Return the acts that any of some incidents or reports were touched by, newest first."""
    return tuple(act for act in ledger.decisions.acts() if not touched_by(act).isdisjoint(names))


def acts_on_incident(ledger: Ledger, given: str) -> tuple[Act, ...]:
    """Return the acts about an incident, or a report now in it; raises NoSuchRecord."""
    name, incident = ledger.incident_id(given), ledger.incident(given)
    return acts_about(ledger, {name, incident.id, *incident.reports})


def touched_by(act: Act) -> frozenset[str]:
    """Return the incidents and reports that an act was about, with those that stood beside them."""
    stood: dict[str, dict[str, int]] = act.body.get("stood", {})
    reports = (report for several in stood.values() for report in several)
    return frozenset((*stood, *reports, *act.body.get("incidents", ())))


def describe_act(act: Act) -> str:
    """Say what was done in a few words, by the ids that were meant."""
    body = act.body
    match act.what:
        case "accept":
            return f"accepted {' and '.join(body['reports'])} as one"
        case "reject":
            return f"held {' and '.join(body['reports'])} apart"
        case "merge":
            return f"merged {', '.join(body['incidents'])}"
        case "split":
            return f"split {', '.join(body['reports'])} off {body['incident']}"
        case "move":
            return f"moved {body['report']} to {body['incident']}"
        case "correct":
            quote = " ".join(body["quote"].split())
            return f"corrected {body['field']} in “{quote}” ({body['claim']})"
        case "dismiss":
            return f"laid {body['item']} aside ({', '.join(body['incidents'])})"
        case _:
            return f"took {act.undoes} back"


def act_line(act: Act) -> dict[str, Any]:
    """Return an act as it is written for other programs."""
    return {
        "id": act.id,
        "what": act.what,
        "by": act.by,
        "at": act.at.isoformat(),
        "reason": act.reason,
        "undoes": act.undoes,
        "undone": act.undone,
        "body": act.body,
    }
