"""What people did about an incident: their acts, who took them back, and what was done in a few words."""

from collections.abc import Collection
from dataclasses import dataclass

from twosource.ids import ActId
from twosource.store import Act, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An act in a few words; ``undoer`` took it back, where somebody did."""

    act: Act
    words: str
    undoer: ActId | None


def find_deeds(ledger: Ledger, names: Collection[str]) -> tuple[Deed, ...]:
    """Return the acts on any of these incidents, reports or claims, as they are or were, newest first."""
    found = [act for act in ledger.decisions.acts() if not touched_by(act).isdisjoint(names)]
    own = {act.id for act in found}
    undoing = [act for act in ledger.decisions.acts() if act.undoes in own and act.id not in own]
    listed = sorted([*found, *undoing], key=lambda act: act.at, reverse=True)
    return tuple(Deed(act=act, words=describe_act(act), undoer=_undoer(ledger, act)) for act in listed)


def _undoer(ledger: Ledger, act: Act) -> ActId | None:
    undoer = ledger.decisions.undoer(act.id) if act.undone else None
    return None if undoer is None else undoer.id


def touched_by(act: Act) -> frozenset[str]:
    """Return the incidents, reports and claims that an act is about, by id."""
    stood: dict[str, dict[str, int]] = act.body.get("stood", {})
    claim = act.body.get("claim")
    return frozenset(
        (
            *stood,
            *(report for reports in stood.values() for report in reports),
            *act.body.get("incidents", ()),
            *act.body.get("reports", ()),
            *([claim] if claim else ()),
        )
    )


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
