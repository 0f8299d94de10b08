"""The export page: which formats there are, of which incidents, and the files themselves."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, Final
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from twosource.asking import LENS_NAMES, Asked, parse_filter, show_parts, to_query
from twosource.errors import InputError
from twosource.exports import FORMS, Form, Wanted, export
from twosource.lens import PLAIN
from twosource.reconcile import load_profiles
from twosource.web.addresses import path_to
from twosource.web.desk import desk_of
from twosource.web.exporting import INCIDENT
from twosource.web.rendering import render


def show_downloads(request: Request) -> Response:
    """List the formats, each with the address of its file for the incidents that are asked for."""
    asked, _ = _read(request)
    with desk_of(request).ledger() as ledger:
        count = ledger.count(asked.filter)
    given = {
        "page": "downloads",
        "count": count,
        "parts": _parts(request, asked),
        "narrow": _address(request, "ledger", replace(asked, lens=PLAIN)),
        "clear": path_to(request, "downloads"),
        "forms": [_form_line(request, form, asked) for form in FORMS.values()],
        "form": _lens_form(asked),
    }
    return render(request, "downloads.html", given)


def send_download(request: Request) -> Response:
    """Send a file piece by piece; what stands in its way is told before the first."""
    form = FORMS.get(request.path_params["form"])
    if form is None:
        raise HTTPException(404, f"There is no format {request.path_params['form']!r}: see the export page")
    asked, incidents = _read(request)
    headers = {
        "Content-Disposition": f'attachment; filename="{_file_name(form, incidents)}"',
        "Cache-Control": "no-store",
    }
    if request.method == "HEAD":
        return Response(headers=headers, media_type=form.media_type)
    pieces = _make(request, form, asked, incidents)
    first = next(pieces, b"")
    return StreamingResponse(chain([first], pieces), headers=headers, media_type=form.media_type)


ROUTES: Final = (
    Route("/export", show_downloads, name="downloads"),
    Route("/export/{form}", send_download, name="download"),
)


def _make(request: Request, form: Form, asked: Asked, incidents: tuple[str, ...]) -> Iterator[bytes]:
    with desk_of(request).ledger() as ledger:
        wanted: Wanted = None if asked.is_empty else asked.filter
        if incidents:
            wanted = tuple(ledger.incident(given).id for given in incidents)
        yield from export(ledger, form.name, wanted, asked.lens)


def _file_name(form: Form, incidents: tuple[str, ...]) -> str:
    about = incidents[0] if len(incidents) == 1 and incidents[0].isidentifier() else "twosource"
    return f"{about}-{form.name}.{form.ending}"


# --- what is asked --------------------------------------------------------------------------------


def _read(request: Request) -> tuple[Asked, tuple[str, ...]]:
    """Return the filter that an address asks for, or the incidents that it names."""
    pairs = request.query_params.multi_items()
    try:
        asked = parse_filter(pairs, beside=(INCIDENT, "sort", "after"))
    except ValueError as error:
        raise InputError(str(error), hint="Everything: the same address without what follows its ?") from None
    incidents = tuple(words.strip() for name, words in pairs if name == INCIDENT and words.strip())
    if incidents and not replace(asked, lens=PLAIN).is_empty:
        raise InputError("incident: give it alone, or leave it out and ask by a filter")
    return asked, incidents


def _address(request: Request, name: str, asked: Asked, **parts: str) -> str:
    query = urlencode(to_query(asked))
    path = path_to(request, name, **parts)
    return f"{path}?{query}" if query else path


def _parts(request: Request, asked: Asked) -> list[tuple[str, str, str]]:
    """Return what is asked for in words, each part with the address that asks for all but it."""
    pairs = to_query(asked)
    return [(name, words, _without(request, pairs, name)) for name, words in show_parts(asked)]


def _without(request: Request, pairs: tuple[tuple[str, str], ...], name: str) -> str:
    query = urlencode([pair for pair in pairs if pair[0] != name])
    path = path_to(request, "downloads")
    return f"{path}?{query}" if query else path


def _form_line(request: Request, form: Form, asked: Asked) -> dict[str, Any]:
    own = form.profile is not None
    looked = replace(asked, lens=replace(asked.lens, profile=None)) if own else asked
    return {
        "name": form.name,
        "says": form.says,
        "ending": form.ending,
        "profile": form.profile,
        "is_ready": form.is_ready,
        "columns": [column.name for column in form.columns],
        "address": _address(request, "download", looked, form=form.name),
    }


def _lens_form(asked: Asked) -> dict[str, Any]:
    """Return what the form that chooses a moment and a profile holds."""
    written = dict(to_query(asked))
    return {
        "others": [(name, words) for name, words in to_query(asked) if name not in LENS_NAMES],
        "as_of": written.get("as_of", ""),
        "profile": asked.lens.profile or "",
        "profiles": [(profile.name, profile.says) for profile in load_profiles().values()],
    }
