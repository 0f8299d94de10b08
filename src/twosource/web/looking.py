"""Looking through a lens on a page: which one the address asks for, in words, and what it changes."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.requests import Request

from twosource.asking import lens_query, read_lens, read_params
from twosource.errors import InputError
from twosource.ids import IncidentId
from twosource.lens import Lens, look_at
from twosource.model import Fact, Incident, Value
from twosource.reconcile.comparing import is_same_value
from twosource.store import Ledger
from twosource.wording import field_name, show_instant, show_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field that a profile takes another way: the desk's value, and the profile's, in words."""

    field: str
    before: str
    after: str


def lens_of(request: Request) -> Lens:
    """Return the lens that an address asks for; raises InputError.

    A form sends by what to reckon also where no moment is chosen; that asks for nothing.
    """
    given = request.query_params.multi_items()
    has_moment = any(name == "as_of" and words.strip() for name, words in given)
    try:
        return read_lens(read_params([pair for pair in given if has_moment or pair[0] != "as_of_by"]))
    except ValueError as error:
        raise InputError(str(error), hint="leave it out to see the ledger as it stands") from error


def query_of(lens: Lens) -> str:
    """Return a lens as the end of an address, with its question mark; empty for the plain one."""
    words = urlencode(list(lens_query(lens)))
    return f"?{words}" if words else ""


def lens_words(lens: Lens) -> str:
    """Say which lens is on, as a sentence; empty for none."""
    parts = []
    if lens.as_of is not None:
        held = "the press had printed" if lens.by == "printed" else "this ledger held"
        parts.append(f"what {held} by {_moment(lens)}")
    if lens.profile is not None:
        parts.append(f"values taken by the profile “{lens.profile}”")
    return f"This page shows {' and '.join(parts)}." if parts else ""


def _moment(lens: Lens) -> str:
    assert lens.as_of is not None
    whole = lens.as_of.time() == lens.as_of.time().max
    return f"the end of {lens.as_of:%Y-%m-%d}" if whole else show_instant(lens.as_of)


def changed_by(ledger: Ledger, name: IncidentId, lens: Lens) -> tuple[Change, ...] | None:
    """Return what the profile of a lens changes beside the desk's own; None where none is chosen."""
    if lens.profile is None:
        return None
    ours, theirs = (look_at(ledger, name, one) for one in (replace(lens, profile=None), lens))
    if ours is None or theirs is None:
        return ()
    return _compare(ours.incident, theirs.incident)


def _compare(ours: Incident, theirs: Incident) -> tuple[Change, ...]:
    """Return the fields that have one fact in both, where these differ."""
    left, right = _single(ours), _single(theirs)
    return tuple(
        Change(
            field=field_name(*key),
            before=show_value(left[key].value) if key in left else "unknown",
            after=show_value(right[key].value) if key in right else "unknown",
        )
        for key in dict.fromkeys((*left, *right))
        if not is_same_value(_value(left, key), _value(right, key))
    )


def _single(incident: Incident) -> dict[tuple[str, str], Fact]:
    keys = [(fact.field, fact.scope) for fact in incident.facts]
    return {key: fact for key, fact in zip(keys, incident.facts, strict=True) if keys.count(key) == 1}


def _value(facts: dict[tuple[str, str], Fact], key: tuple[str, str]) -> Value | None:
    return facts[key].value if key in facts else None
