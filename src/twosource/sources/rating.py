"""What a person says of a source or a claim: a letter or a figure, with a name and a reason, and taking it back."""

from twosource.errors import InputError, NoSuchRecord, Refused
from twosource.review import Signed
from twosource.sources.scales import load_scale, scale_of
from twosource.store import Ledger
from twosource.store.ratings import Rating, RatingId, Subject
from twosource.store.tellings import SOURCE_KINDS


def rate(ledger: Ledger, subject: Subject, grade: str, signed: Signed) -> Rating:
    """Keep a rating; raises InputError for a grade of no such scale, NoSuchRecord for what the ledger lacks.

    The latest rating of a subject counts; earlier ones stay beside it.
    """
    mark = grade.strip().upper()
    scale = load_scale(scale_of(subject.kind))
    if mark not in scale.grades:
        raise InputError(
            f"{grade[:40]!r} is no {scale.title.lower()}",
            hint=f"{scale.of} is rated {', '.join(scale.grades)}",
        )
    _check_known(ledger, subject)
    return _record(ledger, Rating(
        id=RatingId(""), subject=subject, grade=mark, by=signed.by.strip(), at=signed.at,
        reason=" ".join(signed.reason.split()),
    ))  # fmt: skip


def take_back(ledger: Ledger, rating: RatingId, signed: Signed) -> Rating:
    """Take a rating back, or what took one back; raises NoSuchRecord, Refused where that is done already."""
    known = ledger.ratings.rating(rating)
    if known.undone:
        raise Refused(
            f"{known.id} was taken back already", hint="take back what took it back, to have it again"
        )
    return _record(ledger, Rating(
        id=RatingId(""), subject=known.subject, grade="", by=signed.by.strip(), at=signed.at,
        reason=" ".join(signed.reason.split()), undoes=known.id,
    ))  # fmt: skip


def _record(ledger: Ledger, made: Rating) -> Rating:
    with ledger.transaction():
        return ledger.ratings.record(made)


def _check_known(ledger: Ledger, subject: Subject) -> None:
    if subject.kind == "claim":
        ledger.decisions.claim(subject.name)
        return
    kind = next(one for one in SOURCE_KINDS if one == subject.kind)
    if ledger.sources.find(kind, subject.name) is None:
        raise NoSuchRecord(f"no {kind} is named {subject.name!r}", hint="twosource sources lists them")


def claim_subject(ledger: Ledger, given: str) -> Subject:
    """Return the subject of a claim by its id, which may be shortened; raises NoSuchRecord."""
    claim, _ = ledger.decisions.claim(given)
    return Subject(kind="claim", name=claim)
