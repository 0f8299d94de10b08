"""The counts that articles make, over time, each set against the ledger with the verdict and why."""

from datetime import date
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.asking import read_params
from twosource.asking.words import parse_day, parse_words
from twosource.errors import InputError
from twosource.store import Ledger
from twosource.tallies import PressAsked, PressCount, press_counts
from twosource.tallies.remembering import Remembered
from twosource.web.counting.course import VERDICT_SIGNS, make_courses, make_firsts
from twosource.web.desk import desk_of
from twosource.web.rendering import render

_REPORTS: Final = 15  # that count something, the last printed: each count is a question to the ledger
_MOST: Final = 60  # incidents that one count may be checked against here; more take too long for a page
_KNOWN: Final = Remembered[tuple[PressCount, ...]](most=32)
_VERDICTS: Final = ("contradicted", "confirmed", "consistent", "cannot say")


def show_press(request: Request) -> Response:
    """Show the counts printed last, of the whole ledger or of one incident's articles; raises InputError."""
    incident, since, until = _read(request)
    with desk_of(request).ledger() as ledger:
        asked = _ask(ledger, incident, since, until)
        counts = _KNOWN.get(ledger, asked, lambda: press_counts(ledger, asked))
        home = None if asked.incident is None else ledger.incident(asked.incident)
        ledger_since = ledger.first_happened_at()
    verdicts = [one.check.verdict for one in counts]
    courses = make_courses(counts)
    return render(request, "press.html", {
        "page": "tally", "counts": counts, "courses": [one for one in courses if len(one.rows) > 1],
        "once": [(one.title, one.rows[0]) for one in courses if len(one.rows) == 1], "firsts": make_firsts(counts),
        "verdicts": [(name, verdicts.count(name)) for name in _VERDICTS if name in verdicts],
        "signs_of": VERDICT_SIGNS, "since": since, "until": until, "home": home, "ledger_since": ledger_since,
        "is_cut": asked.limit is not None and len({one.claim.report for one in counts}) >= asked.limit,
        "most": _REPORTS, "older": _older(counts_since=min((one.source.published for one in counts
                                                            if one.source.published), default=None)),
    })  # fmt: skip


def _older(counts_since: date | None) -> str:
    """Return the query for what was printed up to the first day on view."""
    return "" if counts_since is None else urlencode({"until": f"{counts_since:%Y-%m-%d}"})


def _read(request: Request) -> tuple[str | None, date | None, date | None]:
    given = read_params(request.query_params.multi_items())
    try:
        found = (
            given.one("incident", parse_words),
            given.one("since", parse_day),
            given.one("until", parse_day),
        )
        given.refuse_others(())
    except ValueError as error:
        raise InputError(str(error), hint="Correct the address, or leave it out.") from error
    return found


def _ask(ledger: Ledger, incident: str | None, since: date | None, until: date | None) -> PressAsked:
    home = None if incident is None else ledger.incident(incident).id
    return PressAsked(incident=home, since=since, until=until, limit=_REPORTS, most=_MOST)


ROUTES: Final = (Route("/tally/press", show_press, name="press"),)
