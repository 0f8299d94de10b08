"""Adding articles from a browser: pasted text or uploaded files, and what became of each.

What is sent is held to bounds of number, size and type before anything reads it; archives to those of
``ingest``. No address is asked from here: feeds and pages of the web come by the command line.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.api import Role
from twosource.dossier.dropping import reason_sentence
from twosource.errors import InputError
from twosource.pipeline import Fate
from twosource.store import Card, Ledger
from twosource.web.addresses import path_to
from twosource.web.answers import redirect
from twosource.web.desk import desk_of
from twosource.web.forms import field_of, uploads_of
from twosource.web.intake.adding import add_pages
from twosource.web.intake.kept import Kept, find_kept, keep
from twosource.web.intake.sent import MOST_BYTES, MOST_FILES, SUFFIXES, Sent, read_sent
from twosource.web.rendering import render
from twosource.web.security.people import require

_SHOWN: Final = 200  # fates told one by one; of more, the numbers
_INCIDENTS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What became of one input, with the incidents it tells of, or why it was left out, in a sentence."""

    fate: Fate
    incidents: tuple[Card, ...]
    why: str = ""


def show_form(request: Request) -> Response:
    """Show the form that articles are added with."""
    require(request, Role.REVIEWER)
    return _show_form(request, {})


def add_sent(request: Request) -> Response:
    """Add what was sent and go to what became of it; what can't be taken is told beside the form."""
    person = require(request, Role.REVIEWER)
    try:
        sent = _read(request)
    except InputError as error:
        return _show_form(request, {"wrong": str(error), "hint": error.hint}, status=422)
    with desk_of(request).ledger() as ledger:
        made = add_pages(ledger, sent)
    key = keep(request, Kept(by=person.name, made=made))
    return redirect(request, "intake_result", key=key)


def show_result(request: Request) -> Response:
    """Show what became of what was sent: each article, and the incidents it opened or changed."""
    person = require(request, Role.REVIEWER)
    kept = find_kept(request, request.path_params["key"])
    if kept is None or kept.by != person.name:
        return render(request, "intake_gone.html", {"page": "review"}, status=404)
    with desk_of(request).ledger() as ledger:
        fates = kept.made.fates
        values = {
            "page": "review",
            "made": kept.made,
            "counts": Counter(fate.what for fate in fates),
            "lines": _lines(ledger, fates[:_SHOWN]),
            "more": max(0, len(fates) - _SHOWN),
            "touched": _touched(ledger, fates),
        }
        return render(request, "intake_result.html", values)


def _read(request: Request) -> Sent:
    files = tuple((each.filename or "", each.file, each.size or 0) for each in uploads_of(request, "files"))
    said = {name: field_of(request, name) for name in ("title", "text", "outlet", "published", "url")}
    return read_sent(files, said)


def _show_form(request: Request, wrong: dict[str, str], status: int = 200) -> Response:
    values = {
        "page": "review",
        "wrong": "",
        "hint": "",
        "typed": {name: field_of(request, name) for name in ("title", "text", "outlet", "published", "url")},
        "suffixes": SUFFIXES,
        "most_files": MOST_FILES,
        "most_bytes": MOST_BYTES,
        "here": path_to(request, "intake"),
    }
    return render(request, "intake.html", {**values, **wrong}, status=status)


def _lines(ledger: Ledger, fates: tuple[Fate, ...]) -> tuple[Line, ...]:
    cards = {card.id: card for card in ledger.cards_by_id({one for fate in fates for one in fate.incidents})}
    return tuple(
        Line(
            fate=fate,
            incidents=tuple(cards[one] for one in fate.incidents if one in cards),
            why="" if fate.dropped is None else reason_sentence(fate.dropped.reason),
        )
        for fate in fates
    )


def _touched(ledger: Ledger, fates: tuple[Fate, ...]) -> tuple[Card, ...]:
    ids = dict.fromkeys(one for fate in fates for one in fate.incidents)
    return ledger.cards_by_id(tuple(ids)[:_INCIDENTS])


ROUTES: Final = (
    Route("/add", show_form, name="intake", methods=["GET"]),
    Route("/add", add_sent, name="intake_send", methods=["POST"]),
    Route("/add/{key}", show_result, name="intake_result"),
)
