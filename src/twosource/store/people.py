"""Who may use the desk: names, roles, tokens, sessions, and the log of what was written.

Secrets come here as digests (:func:`digest_of`) or in argon2's encoded form, and leave no other way.
How long sessions last, and who may do what, is decided elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, Literal
from unicodedata import normalize

from sqlalchemy import delete, func, select, update

from twosource.errors import InputError, NoSuchRecord
from twosource.store.database import Database
from twosource.store.dialect import insert
from twosource.store.people_tables import audit, people, sessions, tokens

RoleName = Literal["reader", "reviewer", "admin"]
#: What a token opens: all that its person may do, or feeds to read and nothing else.
Scope = Literal["everything", "feeds"]

#: Hex digits by which a token is named where it is listed or revoked.
TOKEN_NAME: Final = 8
_MOST_NAME: Final = 80  # characters; it signs acts and stands in the masthead


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody who may use the desk; ``password`` is argon2's encoded form, None without one."""

    name: str
    role: RoleName
    password: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a program shows: ``name`` is the first digits of its digest, never of itself."""

    name: str
    person: str
    label: str
    made_at: datetime
    expires_at: datetime | None
    scope: Scope = "everything"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A browser that is signed in."""

    person: Known
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One line of the log: who did what, about which record, from where, and what came of it."""

    at: datetime
    who: str
    what: str
    about: str = ""
    origin: str = ""
    result: str = "done"
    seq: int = 0


def digest_of(secret: str) -> str:
    """Return what is kept of a token or session: enough to know it again, useless to whoever reads it."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def fold_name(name: str) -> str:
    """Return a name as it is compared: "Amina" and "amina" are one person."""
    return normalize("NFKC", name).casefold().strip()


class People:
    """Who may use the desk over a ledger. Each method is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- people ----------------------------------------------------------------------------------

    def is_empty(self) -> bool:
        """Whether nobody was ever added, or all were removed: then a desk belongs to who runs it."""
        return self._database.row(select(people.c.folded).limit(1)) is None

    def all(self) -> tuple[Known, ...]:
        """Return everybody, by name."""
        return tuple(map(_known, self._database.rows(select(people).order_by(people.c.folded))))

    def find(self, name: str) -> Known | None:
        """Return somebody by name, or None."""
        row = self._database.row(select(people).where(people.c.folded == fold_name(name)))
        return None if row is None else _known(row)

    def get(self, name: str) -> Known:
        """Return somebody by name; raises NoSuchRecord."""
        found = self.find(name)
        if found is None:
            raise NoSuchRecord(
                f"nobody is called {name!r} here", hint="see who is there with: twosource people list"
            )
        return found

    def add(self, person: Known) -> None:
        """Add somebody; raises InputError for a name that is taken or is none."""
        _check_name(person.name)
        row = {
            "folded": fold_name(person.name),
            "name": person.name,
            "role": person.role,
            "password": person.password,
            "made_at": person.made_at.isoformat(),
        }
        if not self._database.run(insert(people).on_conflict_do_nothing(), row):
            raise InputError(
                f"{person.name!r} is there already", hint="twosource people list shows everybody"
            )

    def change(self, name: str, **values: str) -> None:
        """Give somebody another ``password`` or ``role``; whoever is signed in by that name is signed out."""
        folded = fold_name(self.get(name).name)
        with self._database.transaction():
            self._database.run(update(people).where(people.c.folded == folded).values(**values))
            self._database.run(delete(sessions).where(sessions.c.person == folded))

    def remove(self, name: str) -> None:
        """Remove somebody with their tokens and sessions; what they did stays signed with their name."""
        folded = fold_name(self.get(name).name)
        with self._database.transaction():
            for table in (sessions, tokens):
                self._database.run(delete(table).where(table.c.person == folded))
            self._database.run(delete(people).where(people.c.folded == folded))

    # --- tokens ----------------------------------------------------------------------------------

    def add_token(self, digest: str, token: Token) -> None:
        """Keep a token by its digest; its name is made of that."""
        row = {
            "digest": digest,
            "person": fold_name(self.get(token.person).name),
            "label": token.label,
            "made_at": token.made_at.isoformat(),
            "expires_at": None if token.expires_at is None else token.expires_at.isoformat(),
            "scope": token.scope,
        }
        self._database.run(insert(tokens), row)

    def tokens(self, name: str | None = None) -> tuple[Token, ...]:
        """Return the tokens of somebody, or of everybody, oldest first."""
        asked = select(tokens, people.c.name).join(people).order_by(tokens.c.made_at, tokens.c.digest)
        if name is not None:
            asked = asked.where(people.c.folded == fold_name(name))
        return tuple(map(_token, self._database.rows(asked)))

    def bearer(self, digest: str, now: datetime, scope: Scope = "everything") -> Known | None:
        """Return whose token it is; None for one that is unknown, revoked, over, or opens less than is asked.

        A token for everything opens feeds too.
        """
        asked = select(people, tokens.c.expires_at).join(tokens).where(tokens.c.digest == digest)
        if scope == "everything":
            asked = asked.where(tokens.c.scope == scope)
        row = self._database.row(asked)
        if row is None or (row.expires_at is not None and datetime.fromisoformat(row.expires_at) <= now):
            return None
        return _known(row)

    def revoke(self, name: str) -> Token:
        """End a token by its name; raises NoSuchRecord."""
        found = [token for token in self.tokens() if token.name == name.strip().lower()]
        if not found:
            raise NoSuchRecord(f"no token is called {name!r}", hint="twosource people list shows them")
        self._database.run(delete(tokens).where(tokens.c.digest.startswith(found[0].name)))
        return found[0]

    # --- sessions --------------------------------------------------------------------------------

    def begin(self, digest: str, name: str, now: datetime) -> None:
        """Note that a browser has signed in."""
        at = now.isoformat()
        row = {"digest": digest, "person": fold_name(name), "started_at": at, "seen_at": at}
        self._database.run(insert(sessions), row)

    def session(self, digest: str) -> Session | None:
        """Return a session with who it is of, or None."""
        asked = select(people, sessions.c.started_at, sessions.c.seen_at).join(sessions)
        row = self._database.row(asked.where(sessions.c.digest == digest))
        if row is None:
            return None
        return Session(
            person=_known(row),
            started_at=datetime.fromisoformat(row.started_at),
            seen_at=datetime.fromisoformat(row.seen_at),
        )

    def see(self, digest: str, now: datetime) -> None:
        """Note that a session is in use."""
        self._database.run(
            update(sessions).where(sessions.c.digest == digest).values(seen_at=now.isoformat())
        )

    def end(self, digest: str) -> None:
        """End a session."""
        self._database.run(delete(sessions).where(sessions.c.digest == digest))

    def end_old(self, *, started_before: datetime, seen_before: datetime) -> None:
        """End the sessions that began, or were last used, before given instants (UTC)."""
        is_over = (sessions.c.started_at < started_before.isoformat()) | (
            sessions.c.seen_at < seen_before.isoformat()
        )
        self._database.run(delete(sessions).where(is_over))

    # --- the log ---------------------------------------------------------------------------------

    def note(self, written: Written) -> None:
        """Add a line to the log."""
        row = {
            "at": written.at.isoformat(),
            "who": written.who,
            "what": written.what,
            "about": written.about,
            "origin": written.origin,
            "result": written.result,
        }
        self._database.run(insert(audit), row)

    def log(self, *, most: int, before: int | None = None) -> tuple[Written, ...]:
        """Return lines of the log, newest first: those before a number, or the newest."""
        asked = select(audit).order_by(audit.c.seq.desc()).limit(most)
        if before is not None:
            asked = asked.where(audit.c.seq < before)
        return tuple(map(_written, self._database.rows(asked)))

    def count_log(self) -> int:
        """Return how many lines the log has."""
        return self._database.number(select(func.count()).select_from(audit))


def _check_name(name: str) -> None:
    if not name.strip() or not name.isprintable() or len(name) > _MOST_NAME:
        raise InputError(
            f"{name[:_MOST_NAME]!r} can't be a name",
            hint=f"a name has letters, and at most {_MOST_NAME} of them",
        )


def _known(row: Any) -> Known:
    return Known(
        name=row.name, role=row.role, password=row.password, made_at=datetime.fromisoformat(row.made_at)
    )


def _token(row: Any) -> Token:
    return Token(
        name=row.digest[:TOKEN_NAME],
        person=row.name,
        label=row.label,
        made_at=datetime.fromisoformat(row.made_at),
        expires_at=None if row.expires_at is None else datetime.fromisoformat(row.expires_at),
        scope=row.scope,
    )


def _written(row: Any) -> Written:
    values: Mapping[str, Any] = dict(row._mapping)  # noqa: SLF001  (SQLAlchemy's documented name)
    return Written(**{**values, "at": datetime.fromisoformat(row.at)})
