"""The pages of watches: the list, one watch, the form that makes or changes one, and trying it over the past.

A reviewer makes and changes watches. Those of the configuration's file are only shown: the file would undo
whatever is changed here when the watch starts anew.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.alerting import rehearse_watch
from twosource.api import Role
from twosource.errors import Refused
from twosource.knowledge.kinds import load_kinds
from twosource.lens import PLAIN
from twosource.store import Ledger
from twosource.store.alerts import AlertFilter
from twosource.watches import Alert, Site, Watch
from twosource.web.answers import redirect
from twosource.web.desk import desk_of
from twosource.web.forms import field_of, fields_of
from twosource.web.listing.asking import read_view
from twosource.web.rendering import render
from twosource.web.security.auditing import tell_about
from twosource.web.security.people import require
from twosource.web.watching.telling import RHYTHMS, move_words, show_ask, show_rhythm
from twosource.web.watching.trying import Trial, Tried, read_trial, usual_trial
from twosource.web.watching.watch_forms import (
    LINES,
    LISTS,
    SWITCHES,
    TRIGGERS,
    Typed,
    left_of_search,
    read_watch,
    type_watch,
    watch_of_incident,
    watch_of_search,
)

_SHOWN: Final = 10


def show_watches(request: Request) -> Response:
    """List the watches, what each waits for, and what it raised last."""
    with desk_of(request).ledger() as ledger:
        counts = {one.watch: one for one in ledger.alerts.counts()}
        rows = [(one.watch, counts.get(one.key), _last(ledger, one.watch)) for one in ledger.watches.kept()]
        return render(request, "watches.html", {"page": "alerts", "rows": rows, **_words()})


def show_watch(request: Request) -> Response:
    """Show one watch and what it raised; where it is gone, what it raised stays in the list of alerts."""
    name = _named(request)
    with desk_of(request).ledger() as ledger:
        watch = ledger.watches.get(name)
        alerts = ledger.alerts.list(AlertFilter(watch=watch.name, limit=_SHOWN))
        values = {"page": "alerts", "watch": watch, "alerts": alerts, "move_words": move_words, **_words()}
        return render(request, "watch.html", values)


def show_new(request: Request) -> Response:
    """Show the form of a new watch: empty, or of a search, or round an incident."""
    require(request, Role.REVIEWER)
    with desk_of(request).ledger() as ledger:
        watch, left = _begin(request, ledger)
        return _show_form(request, ledger, Sheet(typed=type_watch(watch), left=left))


def show_edit(request: Request) -> Response:
    """Show the form of a watch there is; raises Refused for one of the file."""
    require(request, Role.REVIEWER)
    with desk_of(request).ledger() as ledger:
        watch = ledger.watches.get(_named(request))
        _refuse_filed(watch)
        return _show_form(request, ledger, Sheet(typed=type_watch(watch), was=watch.name))


def save_watch(request: Request) -> Response:
    """Keep a watch, or try it over the past first and show what it would have raised."""
    require(request, Role.REVIEWER)
    was, typed = field_of(request, "was"), _typed(request)
    watch, wrong = read_watch(typed, _sites(request))
    trial, wrong_trial = read_trial(field_of(request, "try_days"), field_of(request, "try_until"))
    tries = field_of(request, "do") == "try"
    wrong |= wrong_trial if tries else {}
    tell_about(request, f"watch {typed.line('name')}" + (", tried" if tries else ""))
    with desk_of(request).ledger() as ledger:
        if watch is not None and not tries and not was and ledger.watches.find(watch.name) is not None:
            wrong["name"] = "A watch of this name is there already."
        if watch is None or wrong:
            return _show_form(request, ledger, Sheet(typed=typed, was=was, wrong=wrong, trial=trial))
        if tries:
            tried = _try(ledger, watch, trial)
            return _show_form(request, ledger, Sheet(typed=typed, was=was, trial=trial, tried=tried))
        _keep(ledger, watch, was)
    return redirect(request, "watch", query=urlencode({"name": watch.name}), said=_say_kept(watch, was))


def pause_watch(request: Request) -> Response:
    """Let a watch raise nothing until it is resumed."""
    return _change(
        request,
        lambda ledger, name, now: ledger.watches.pause(name, now),
        "raises nothing until it is resumed",
    )


def resume_watch(request: Request) -> Response:
    """Let a paused watch look again, from now on."""
    return _change(
        request, lambda ledger, name, now: ledger.watches.resume(name, now), "looks again from now on"
    )


def remove_watch(request: Request) -> Response:
    """Forget a watch; its alerts stay."""
    return _change(
        request, lambda ledger, name, _: ledger.watches.remove(name), "is gone; what it raised stays"
    )


def _change(request: Request, do: Callable[[Ledger, str, datetime], None], said: str) -> Response:
    require(request, Role.REVIEWER)
    name = field_of(request, "name")
    tell_about(request, f"watch {name}")
    with desk_of(request).ledger() as ledger:
        watch = ledger.watches.get(name)
        do(ledger, watch.name, datetime.now(UTC))
        is_there = ledger.watches.find(name) is not None
    words = f"{watch.name} {said}."
    if is_there:
        return redirect(request, "watch", query=urlencode({"name": watch.name}), said=words)
    return redirect(request, "watches", said=words)


# --- the form ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the form shows: what is typed, what is wrong, what was tried; ``was`` is the watch that it changes."""

    typed: Typed
    was: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    trial: Trial | None = None
    tried: Tried | None = None


def _show_form(request: Request, ledger: Ledger, sheet: Sheet) -> Response:
    now = datetime.now(UTC)
    config = desk_of(request).settings.config
    values = {
        "page": "alerts",
        "sheet": sheet,
        "trial": sheet.trial or usual_trial(ledger, now),
        "sites": config.sites,
        "channels": _offered((one.name for one in config.channels), sheet.typed.all("channels")),
        "feeds": _offered((one.feed.name for one in ledger.feeds.all()), sheet.typed.all("feeds")),
        "kinds": load_kinds(),
        "triggers": TRIGGERS,
        "rhythms": RHYTHMS,
        "move_words": move_words,
    }
    return render(request, "watch_form.html", values, status=422 if sheet.wrong else 200)


def _offered(known: Iterable[str], chosen: Iterable[str]) -> tuple[str, ...]:
    """Return what can be chosen: what there is, and what was chosen before and is not there now."""
    return tuple(dict.fromkeys((*known, *chosen)))


def _typed(request: Request) -> Typed:
    return Typed(
        lines={name: field_of(request, name) for name in LINES},
        lists={name: fields_of(request, name) for name in (*LISTS, *SWITCHES)},
    )


def _begin(request: Request, ledger: Ledger) -> tuple[Watch, tuple[str, ...]]:
    """Return the watch that an address begins with, and what of its search no watch can wait for."""
    incident = request.query_params.get("incident")
    if incident is not None:
        found = ledger.cards_by_id([ledger.incident_id(incident)])
        if not found:
            raise HTTPException(404, "this incident stands no longer")
        return watch_of_incident(found[0]), ()
    asked = replace(read_view(request.query_params.multi_items()).asked, lens=PLAIN)
    return watch_of_search(asked), left_of_search(asked)


def _keep(ledger: Ledger, watch: Watch, was: str) -> None:
    """Keep a watch; one that is changed stays paused if it was, and keeps its name."""
    if was:
        before = ledger.watches.get(was)
        _refuse_filed(before)
        watch = replace(watch, name=before.name, paused=before.paused)
    ledger.watches.save(watch, datetime.now(UTC))


def _try(ledger: Ledger, watch: Watch, trial: Trial) -> Tried:
    since, until = trial.bounds(datetime.now(UTC))
    with ledger.snapshot():
        alerts = rehearse_watch(ledger, watch, since, until)
    newest_first = sorted(alerts, key=lambda one: one.raised_at, reverse=True)
    return Tried(since=since, until=until, alerts=tuple(newest_first))


def _say_kept(watch: Watch, was: str) -> str:
    return f"{watch.name} is changed." if was else f"{watch.name} looks from now on."


def _refuse_filed(watch: Watch) -> None:
    if watch.source == "file":
        raise Refused(
            f"the watch {watch.name!r} is kept in the configuration", hint="change it in twosource.toml"
        )


def _sites(request: Request) -> tuple[Site, ...]:
    return desk_of(request).settings.config.sites


def _named(request: Request) -> str:
    return request.query_params.get("name", "")


def _last(ledger: Ledger, watch: Watch) -> Alert | None:
    return next(iter(ledger.alerts.list(AlertFilter(watch=watch.name, limit=1))), None)


def _words() -> dict[str, Any]:
    return {"show_ask": show_ask, "show_rhythm": show_rhythm, "triggers": TRIGGERS}


ROUTES: Final = (
    Route("/watches", show_watches, name="watches", methods=["GET"]),
    Route("/watches", save_watch, name="watch_save", methods=["POST"]),
    Route("/watches/one", show_watch, name="watch"),
    Route("/watches/new", show_new, name="watch_new"),
    Route("/watches/edit", show_edit, name="watch_edit"),
    Route("/watches/pause", pause_watch, name="watch_pause", methods=["POST"]),
    Route("/watches/resume", resume_watch, name="watch_resume", methods=["POST"]),
    Route("/watches/remove", remove_watch, name="watch_remove", methods=["POST"]),
)
