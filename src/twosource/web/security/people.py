"""Who asks and what they may do."""

from dataclasses import dataclass
from enum import IntEnum

from starlette.exceptions import HTTPException
from starlette.requests import Request

from twosource.web.desk import desk_of


class Role(IntEnum):
    """What somebody may do; each role may do what those before it may."""

    READER = 1
    REVIEWER = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whoever asks; ``name`` signs their acts."""

    name: str
    role: Role


def person_of(request: Request) -> Person:
    """Return who asks."""
    settings = desk_of(request).settings
    return Person(name=settings.owner, role=Role.ADMIN)


def require(request: Request, role: Role) -> Person:
    """Return who asks, if they may do what a role may; raises HTTPException (403) otherwise."""
    person = person_of(request)
    if person.role < role:
        raise HTTPException(403, f"this needs the role {role.name.lower()}")
    return person
