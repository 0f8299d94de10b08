"""The exports of one incident: each form in which it can be had, with the address that gives it."""

from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request

from twosource.exports.forms import FORMS
from twosource.model import Incident
from twosource.web.addresses import has_page, path_to

INCIDENT: Final = "incident"  # the parameter that names an incident to export


def exports_of(request: Request, incident: Incident) -> tuple[tuple[str, str], ...]:
    """Return the names and addresses of the forms in which one incident can be taken along."""
    if not has_page(request, "downloads"):
        return ()
    query = urlencode({INCIDENT: incident.id})
    return tuple((name, f"{path_to(request, 'download', form=name)}?{query}") for name in FORMS)
