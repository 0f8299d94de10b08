"""Who asks and what they may do."""

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from twosource.api import Person, Role
from twosource.store.people import Known
from twosource.web.desk import desk_of

#: Where the middleware leaves the person it has found, and the digest of the session they have.
PERSON: Final = "twosource.person"
SESSION: Final = "twosource.session"


def person_of(request: HTTPConnection) -> Person:
    """Return who asks; raises HTTPException (401) where nobody has signed in."""
    found = find_person(request)
    if found is None:
        raise HTTPException(401, "sign in first")
    return found


def find_person(request: HTTPConnection) -> Person | None:
    """Return who asks, or None where nobody has signed in."""
    found = request.scope.get(PERSON)
    return found if isinstance(found, Person) else None


def require(request: HTTPConnection, role: Role) -> Person:
    """Return who asks, if they may do what a role may; raises HTTPException (401, 403) otherwise."""
    person = person_of(request)
    if person.role < role:
        raise HTTPException(
            403, f"this needs the role {role.name.lower()}; yours is {person.role.name.lower()}"
        )
    return person


def owner_of(request: HTTPConnection) -> Person:
    """Return whom a desk without people belongs to."""
    return Person(name=desk_of(request).settings.owner, role=Role.ADMIN)


def as_person(known: Known) -> Person:
    """Return somebody of the ledger as who asks."""
    return Person(name=known.name, role=Role[known.role.upper()])
