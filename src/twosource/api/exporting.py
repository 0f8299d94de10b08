"""Exports, sent as they are made: every format of the command line and the desk, with the same filters."""

from collections.abc import Iterator
from http import HTTPStatus
from itertools import chain
from typing import Final

from twosource.api.answers import JSON, Answer, Stream, answer
from twosource.api.operations import Around, Call, Gives, Operation, Parameter
from twosource.api.parameters import FILTERS, LENS
from twosource.api.problems import Problem
from twosource.api.schemas import ref
from twosource.asking import Asked, read_asked
from twosource.errors import Refused
from twosource.exports import FORMS, export
from twosource.exports.forms import Form

_FORM: Final = Parameter(
    name="form", says="Name of a format.", schema={"type": "string", "enum": list(FORMS)}, place="path"
)


def list_forms(call: Call) -> Answer:
    """Return the formats there are."""
    base = call.request.scope["path"].rstrip("/")
    return answer({"items": [_form_line(form, f"{base}/{form.name}") for form in FORMS.values()]})


def _form_line(form: Form, address: str) -> dict[str, str | None]:
    return {
        "name": form.name,
        "says": form.says,
        "media_type": form.media_type,
        "ending": form.ending,
        "profile": form.profile,
        "address": address,
    }


def send_export(call: Call) -> Stream:
    """Send an export piece by piece; what stands in its way is told before the first."""
    name = str(call.request.path_params["form"])
    if name not in FORMS:
        raise Problem(HTTPStatus.NOT_FOUND, f"{name!r} is no format", f"it is one of {', '.join(FORMS)}")
    form, asked = FORMS[name], call.read(read_asked)
    pieces = _make(call.around, form, asked)
    try:
        first = next(pieces, b"")
    except Refused as error:
        raise Problem(HTTPStatus.CONFLICT, str(error), error.hint) from None
    return Stream(
        pieces=chain([first], pieces),
        media_type=form.media_type,
        headers={"Content-Disposition": f'attachment; filename="twosource-{name}.{form.ending}"'},
    )


def _make(around: Around, form: Form, asked: Asked) -> Iterator[bytes]:
    """Yield an export out of a ledger of its own, which is given back at the end."""
    wanted = None if asked.is_empty else asked.filter
    with around.ledger() as ledger:
        yield from export(ledger, form.name, wanted, asked.lens)


# --- what is asked --------------------------------------------------------------------------------

_STRING: Final = {"type": "string"}
_LINE: Final = {
    "name": _STRING,
    "says": _STRING,
    "media_type": _STRING,
    "ending": {"type": "string", "description": "Of its files, without a dot."},
    "profile": {
        "type": ["string", "null"],
        "description": "By which it takes its values and by no other; null where the asker may choose.",
    },
    "address": _STRING,
}
#: The shapes that are this module's own.
SCHEMAS: Final = {
    "Form": {
        "type": "object",
        "title": "Form",
        "description": "A format of exports.",
        "properties": _LINE,
        "required": list(_LINE),
        "additionalProperties": False,
    },
    "FormList": {
        "type": "object",
        "properties": {"items": {"type": "array", "items": ref("Form")}},
        "required": ["items"],
        "additionalProperties": False,
    },
}

OPERATIONS: Final = (
    Operation(
        name="list_forms",
        path="/exports",
        tag="exports",
        title="Formats",
        says="The formats that incidents and claims can be exported in.",
        gives=Gives(says="All formats.", schemas={JSON: ref("FormList")}),
        do=list_forms,
    ),
    Operation(
        name="send_export",
        path="/exports/{form}",
        tag="exports",
        title="An export",
        says="Everything that passes all filters, sent as it is made. The ledger stands still meanwhile.",
        params=(_FORM, *FILTERS, *LENS),
        gives=Gives(says="The file.", schemas={form.media_type: None for form in FORMS.values()}),
        problems=(404, 409),
        do=send_export,
    ),
)
