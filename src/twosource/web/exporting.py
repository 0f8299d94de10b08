"""The exports of one incident: each form in which it can be had, with the address that gives it."""

from starlette.requests import Request

from twosource.model import Incident


def exports_of(request: Request, incident: Incident) -> tuple[tuple[str, str], ...]:
    """Return the names and addresses of the forms in which one incident can be taken along."""
    del request, incident
    return ()
