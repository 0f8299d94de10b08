"""Ratings on pages: what the form of a subject shows, and what comes of one that is sent."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from twosource.api import Role
from twosource.errors import InputError
from twosource.ingest.clock import SystemClock
from twosource.review import Signed
from twosource.sources import Scale, load_scale, rate, scale_of, take_back
from twosource.store import Ledger
from twosource.store.ratings import Rating, RatingId, Subject, SubjectKind, find_standing
from twosource.web.forms import field_of
from twosource.web.security.people import require

_MOST_REASON: Final = 1_000  # characters; a reason is a sentence or two
_KINDS: Final[dict[str, SubjectKind]] = {
    "outlet": "outlet", "newsroom": "newsroom", "voice": "voice", "claim": "claim",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """What is shown of a subject: its scale, the rating that counts (or None), and all there ever were."""

    subject: Subject
    scale: Scale
    standing: Rating | None
    ratings: tuple[Rating, ...]


def find_rated(ledger: Ledger, subject: Subject) -> Rated:
    """Return what people say of a subject, for the macro in ``rating.html``."""
    ratings = ledger.ratings.of(subject)
    return Rated(
        subject=subject,
        scale=load_scale(scale_of(subject.kind)),
        standing=find_standing(ratings),
        ratings=ratings,
    )


def read_kind(given: str) -> SubjectKind:
    """Return what kind of thing is rated; raises InputError."""
    if given not in _KINDS:
        raise InputError(f"{given[:40]!r} is nothing that is rated", hint=f"it is one of {', '.join(_KINDS)}")
    return _KINDS[given]


def rate_sent(request: Request, ledger: Ledger) -> Rating:
    """Keep the rating that a form asks for; raises InputError, NoSuchRecord, and HTTPException for readers."""
    subject = Subject(kind=read_kind(field_of(request, "kind")), name=field_of(request, "subject"))
    grade = field_of(request, "grade")
    if not grade:
        raise InputError("no grade was chosen", hint="go back and choose one")
    return rate(ledger, subject, grade, _sign(request))


def take_back_sent(request: Request, ledger: Ledger) -> Rating:
    """Take back the rating that an address names; raises as :func:`rate_sent` does, and Refused."""
    return take_back(ledger, RatingId(request.path_params["rating"]), _sign(request))


def _sign(request: Request) -> Signed:
    person = require(request, Role.REVIEWER)
    reason = field_of(request, "reason")
    if not reason:
        raise InputError("a rating needs a reason", hint="go back and say why in a sentence")
    if len(reason) > _MOST_REASON:
        raise InputError(
            f"a reason has at most {_MOST_REASON:,} characters", hint="go back and say it shorter"
        )
    return Signed(by=person.name, reason=reason, at=SystemClock().now())
