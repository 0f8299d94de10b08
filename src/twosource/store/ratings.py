"""How far people trust sources and believe claims: each rating with a name, a time and a reason, kept for good.

A rating that is taken back stays, and so does what took it back, which can be taken back in turn. Of
several that stand, the latest counts. No number of the machine's goes into a rating or comes out of one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal, NewType

from sqlalchemy import Text, bindparam, func, select

from twosource.errors import NoSuchRecord
from twosource.ids import digest
from twosource.store import records
from twosource.store.damage import stored
from twosource.store.database import Database
from twosource.store.dialect import insert, listed_rows
from twosource.store.schema import ratings

RatingId = NewType("RatingId", str)  # g_ + 12 hex
SubjectKind = Literal["outlet", "newsroom", "voice", "claim"]

_LEAST: Final = len("g_") + 4  # characters by which a rating may be called
_SAVE: Final = insert(ratings)
_ORDERED: Final = select(ratings).order_by(ratings.c.seq)
_ALL: Final = _ORDERED
_ASKED: Final = listed_rows("asked", kind=Text(), subject=Text())
_OF: Final = _ORDERED.join_from(
    _ASKED, ratings, (ratings.c.subject_kind == _ASKED.c.kind) & (ratings.c.subject == _ASKED.c.subject)
)
_GIVEN: Final = bindparam("given", type_=Text)
_CALLED: Final = _ORDERED.where(func.substr(ratings.c.id, 1, func.length(_GIVEN)) == _GIVEN).limit(2)
_LATEST: Final = select(ratings.c.seq, ratings.c.at).order_by(ratings.c.seq.desc()).limit(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is rated: a source by its kind and name, or a claim by its id."""

    kind: SubjectKind
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One rating: what, how, by whom, when and why.

    ``grade`` is A to F of a source, 1 to 6 of a claim, and "" where it takes another rating back
    (``undoes``). ``undone`` tells whether it was itself taken back.
    """

    id: RatingId
    subject: Subject
    grade: str
    by: str
    at: datetime
    reason: str
    undoes: RatingId | None = None
    undone: bool = False


class Ratings:
    """The ratings of a ledger. Writing is done inside a transaction of the ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, made: Rating) -> Rating:
        """Keep a rating under an id and a time of its own, later than the one before; return it so."""
        latest = self._database.row(_LATEST)
        number = 0 if latest is None else int(latest.seq)
        at = made.at
        if latest is not None:
            at = max(at, datetime.fromisoformat(latest.at) + timedelta(microseconds=1))
        subject = made.subject
        asked = (str(number), subject.kind, subject.name, made.grade, made.by, at.isoformat(), made.reason)
        kept = replace(made, id=RatingId("g_" + digest("rating", *asked, made.undoes or "", size=12)), at=at)
        self._database.run(_SAVE, _columns(kept))
        return kept

    def of(self, subject: Subject) -> tuple[Rating, ...]:
        """Return every rating of a subject, newest first, those taken back included."""
        return self.of_all([subject]).get(subject, ())

    def of_all(self, subjects: Collection[Subject]) -> Mapping[Subject, tuple[Rating, ...]]:
        """Return the same of several subjects, by subject; those nobody rated are left out."""
        asked = records.to_json([[one.kind, one.name] for one in subjects])
        return _by_subject(map(_read, self._database.rows(_OF, {"asked": asked})))

    def standing(self, subjects: Collection[Subject]) -> Mapping[Subject, Rating]:
        """Return the rating that counts of each subject that has one."""
        return _standing(self.of_all(subjects))

    def all_standing(self) -> Mapping[Subject, Rating]:
        """Return the rating that counts of everything that people rated."""
        return _standing(_by_subject(map(_read, self._database.rows(_ALL))))

    def rating(self, given: str) -> Rating:
        """Return one rating by its id, which may be shortened; raises NoSuchRecord."""
        found = self._database.rows(_CALLED, {"given": given}) if len(given) >= _LEAST else ()
        if len(found) != 1:
            why = "means several ratings" if found else "is no rating"
            raise NoSuchRecord(
                f"{given!r} {why}", hint="twosource sources show NAME lists ratings with their ids"
            )
        one = _read(found[0])
        return next(each for each in self.of(one.subject) if each.id == one.id)


def find_standing(ratings_of: Iterable[Rating]) -> Rating | None:
    """Return which of one subject's ratings counts: the latest that was not taken back, or None."""
    counting = [one for one in ratings_of if one.undoes is None and not one.undone]
    return max(counting, key=lambda one: one.at, default=None)


def _standing(known: Mapping[Subject, Sequence[Rating]]) -> dict[Subject, Rating]:
    found = {subject: find_standing(told) for subject, told in known.items()}
    return {subject: one for subject, one in found.items() if one is not None}


def _by_subject(told: Iterable[Rating]) -> dict[Subject, tuple[Rating, ...]]:
    found: dict[Subject, list[Rating]] = {}
    for one in told:
        found.setdefault(one.subject, []).append(one)
    return {subject: _mark_undone(ordered) for subject, ordered in found.items()}


def _mark_undone(oldest_first: Sequence[Rating]) -> tuple[Rating, ...]:
    """Return ratings newest first, each with whether it was taken back by one that counts."""
    undone: set[RatingId] = set()
    marked = []
    for one in reversed(oldest_first):
        marked.append(replace(one, undone=one.id in undone))
        if one.undoes is not None and one.id not in undone:
            undone.add(one.undoes)
    return tuple(marked)


def _columns(one: Rating) -> dict[str, Any]:
    return {
        "id": one.id,
        "subject_kind": one.subject.kind,
        "subject": one.subject.name,
        "grade": one.grade,
        "by": one.by,
        "at": one.at.isoformat(),
        "reason": one.reason,
        "undoes": one.undoes,
    }


@stored("rating")
def _read(row: Any) -> Rating:
    return Rating(
        id=RatingId(row.id),
        subject=Subject(kind=row.subject_kind, name=row.subject),
        grade=row.grade,
        by=row.by,
        at=datetime.fromisoformat(row.at),
        reason=row.reason,
        undoes=None if row.undoes is None else RatingId(row.undoes),
    )
