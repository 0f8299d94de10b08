"""What an act was decided on: a mark of how things stood, so that nobody decides on what is no more."""

from dataclasses import dataclass
from itertools import takewhile

from twosource.ids import ActId, digest
from twosource.review.log import acts_about
from twosource.store import Act, Ledger
from twosource.web.reviewing.deeds import find_subject
from twosource.web.reviewing.intent import Intent


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How the incidents of an act stand, as one word, and the latest act of the ledger ("" where there is none)."""

    mark: str
    latest: ActId

    def __str__(self) -> str:
        """Return it as a form carries it."""
        return f"{self.mark}.{self.latest}"


def read_state(given: str) -> State:
    """Read what a form carries; of anything else, a state that never was."""
    mark, _, latest = given.partition(".")
    return State(mark=mark, latest=ActId(latest))


def find_state(ledger: Ledger, intent: Intent) -> State:
    """Return how things stand that an act is about; raises NoSuchRecord."""
    incidents = tuple(ledger.incidents_by_id(find_subject(ledger, intent)))
    names = {name for one in incidents for name in (one.id, *one.reports)}
    decided = (f"{act.id} {act.undone}" for act in acts_about(ledger, names))
    latest = next(iter(ledger.decisions.acts(1)), None)
    return State(
        mark=digest("state", *map(repr, incidents), *decided),
        latest=ActId("") if latest is None else latest.id,
    )


def acts_since(ledger: Ledger, state: State) -> tuple[Act, ...]:
    """Return what was decided after a state was seen, newest first."""
    return tuple(takewhile(lambda act: act.id != state.latest, ledger.decisions.acts()))
