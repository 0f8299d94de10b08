"""Forms as browsers send them: read and checked before a handler runs (``security/forgery.py``)."""

from typing import Final

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

#: Where the middleware leaves the form it has read.
FORM: Final = "twosource.form"


def form_of(request: Request) -> FormData:
    """Return the form that was sent; empty where none was."""
    found = request.scope.get(FORM)
    return found if isinstance(found, FormData) else FormData()


def field_of(request: Request, name: str) -> str:
    """Return what was written into a field, without blanks around it; empty where it was not sent."""
    found = form_of(request).get(name, "")
    return found.strip() if isinstance(found, str) else ""


def fields_of(request: Request, name: str) -> tuple[str, ...]:
    """Return all values of a field that may be sent more than once, in order."""
    return tuple(each for each in form_of(request).getlist(name) if isinstance(each, str))


def uploads_of(request: Request, name: str) -> tuple[UploadFile, ...]:
    """Return the files of a field, in order; ``.file`` is read as any file, ``.filename`` is not trusted."""
    found = form_of(request).getlist(name)
    return tuple(each for each in found if isinstance(each, UploadFile) and each.filename)
