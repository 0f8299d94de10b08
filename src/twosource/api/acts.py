"""What a person can decide, as it is sent: one shape for each act, and what is done for each."""

from typing import Annotated, Final, Literal, assert_never

import msgspec

from twosource.model import Certainty
from twosource.review import (
    Outcome,
    Right,
    Signed,
    accept,
    correct,
    dismiss,
    merge,
    move,
    reject,
    split,
    undo,
)
from twosource.store import Ledger
from twosource.text import Span

Reason = Annotated[
    str, msgspec.Meta(min_length=1, max_length=2_000, pattern=r"\S", description="Why; kept with the act.")
]
_Words = Annotated[str, msgspec.Meta(min_length=1, max_length=1_000, pattern=r"\S")]
_Report = Annotated[str, msgspec.Meta(pattern="^r_[0-9a-f]{16}$")]
_Incident = Annotated[str, msgspec.Meta(pattern="^i_[0-9a-f]{10}$")]
_Claim = Annotated[str, msgspec.Meta(pattern="^c_[0-9a-f]{16}$")]
_Item = Annotated[str, msgspec.Meta(pattern="^t_[0-9a-f]{8}$")]
_ActId = Annotated[str, msgspec.Meta(pattern="^v_[0-9a-f]{12}$")]
_Two = Annotated[tuple[_Report, _Report], msgspec.Meta(description="Two reports.")]
_Place = Annotated[int, msgspec.Meta(ge=0, le=2**31)]


class _Act(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, tag_field="what"):
    reason: Reason


class Accept(_Act, tag="accept"):
    """Two reports tell of one incident: theirs become one."""

    reports: _Two


class Reject(_Act, tag="reject"):
    """Two reports tell of two incidents: nothing joins them from now on."""

    reports: _Two


class Merge(_Act, tag="merge"):
    """Incidents are one: the oldest id stays, the others lead to it."""

    incidents: Annotated[list[_Incident], msgspec.Meta(min_length=2, max_length=100)]


class Split(_Act, tag="split"):
    """Some reports of an incident tell of another: they become an incident of their own."""

    incident: _Incident
    reports: Annotated[list[_Report], msgspec.Meta(min_length=1, max_length=1_000)]


class Move(_Act, tag="move"):
    """A report tells of another incident than the one it stands in."""

    report: _Report
    incident: _Incident


class Correct(_Act, tag="correct"):
    """What the words of a claim mean: a value as the press writes it, or null where they say nothing.

    ``start`` and ``end`` are characters of the article's text, where other words say it.
    """

    claim: _Claim
    value: _Words | None
    certainty: (
        Literal["asserted", "reported", "suspected", "claimed", "denied", "possible", "so far"] | None
    ) = None
    start: _Place | None = None
    end: _Place | None = None


class Dismiss(_Act, tag="dismiss"):
    """An item of the queue was looked at and stands as it is."""

    item: _Item


class Undo(_Act, tag="undo"):
    """An act is taken back; taking back an undo restores what it undid."""

    act: _ActId


NewAct = Accept | Reject | Merge | Split | Move | Correct | Dismiss | Undo
#: The acts in the order people read of them.
ACTS: Final = (Accept, Reject, Merge, Split, Move, Correct, Dismiss, Undo)


def do_act(ledger: Ledger, signed: Signed, act: NewAct) -> Outcome:
    """Do what was sent; raises what the act itself raises."""
    match act:
        case Accept():
            return accept(ledger, signed, *act.reports)
        case Reject():
            return reject(ledger, signed, *act.reports)
        case Merge():
            return merge(ledger, signed, act.incidents)
        case Split():
            return split(ledger, signed, act.incident, act.reports)
        case Move():
            return move(ledger, signed, act.report, act.incident)
        case Correct():
            return correct(ledger, signed, act.claim, read_right(act))
        case Dismiss():
            return dismiss(ledger, signed, act.item)
        case Undo():
            return undo(ledger, signed, act.act)
        case _:
            assert_never(act)


def read_right(act: Correct) -> Right:
    """Return what is right; raises ValueError for a stretch of text without an end, or that ends first."""
    certainty = None if act.certainty is None else Certainty(act.certainty)
    if act.start is None and act.end is None:
        return Right(words=act.value, certainty=certainty)
    if act.start is None or act.end is None or act.start >= act.end:
        raise ValueError("start and end go together, and start comes first")
    return Right(words=act.value, certainty=certainty, said=Span(act.start, act.end))
