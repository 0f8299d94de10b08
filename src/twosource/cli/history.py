"""``twosource show --history``: how each fact of an incident moved, by whose word, printed when."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from twosource.cli.lens import show_lens, with_lens
from twosource.cli.printing import print_json, print_json_list
from twosource.cli.screen import Column, Meaning, Piece, Screen, Words, open_screen
from twosource.cli.settings import Settings
from twosource.cli.wording import show_status
from twosource.errors import NoSuchRecord
from twosource.lens import Lens, look_back
from twosource.lens.history import FieldHistory, History, Move, Step
from twosource.model import Article, Claim, Status
from twosource.store import Ledger
from twosource.text import paragraphs, sentences
from twosource.wire import JsonObject, value_to_json, voice_to_json
from twosource.wording import (
    field_name,
    plural,
    short_id,
    show_instant,
    show_printed,
    show_published,
    show_speaker,
    show_value,
)

_MOVES: Final[dict[Move, tuple[str, Meaning]]] = {
    "told": ("", ""),
    "moved": ("> ", "changed"),
    "contradicted": ("! ", "bad"),
    "settled": ("= ", "good"),
}
_LATE: Final = timedelta(hours=1)  # what the ledger got sooner than this after it was printed, it got with it
_ONCE: Final = (
    Column(name="field", most=24), Column(name="value", most=40), Column(name="printed", whole=True),
    Column(name="said by"), Column(name="in"), Column(name="repeated by", numbers=True),
)  # fmt: skip


def print_histories(settings: Settings, ids: Sequence[str], lens: Lens) -> None:
    """Print the histories of incidents; raises NoSuchRecord."""
    with settings.open_ledger() as ledger:
        told = [_get_history(ledger, one, lens) for one in ids]
    if settings.json:
        lines = [with_lens(history_line(one), lens) for one in told]
        print_json(lines[0]) if len(lines) == 1 else print_json_list(lines)
        return
    screen = open_screen(settings)
    show_lens(screen, lens)
    for number, one in enumerate(told):
        if number:
            screen.blank()
        show_history(screen, one)


def _get_history(ledger: Ledger, given: str, lens: Lens) -> History:
    found = look_back(ledger, given, lens)
    if found is None:
        raise NoSuchRecord(f"nobody had told of {given} by then", hint="name a later moment with --as-of")
    return found


def show_history(screen: Screen, history: History) -> None:
    """Show the fields that moved with every step, and then those that were told once and stayed."""
    incident = history.incident
    screen.line(Piece(incident.headline, "heading"))
    together = _find_arrival(history)
    arrived = "" if together is None else f", all in this ledger since {show_instant(together)}"
    screen.line(Piece(incident.id, "id"), f", told in {plural(len(incident.articles), 'article')}{arrived}")
    moved = [one for one in history.fields if len(one.steps) > 1]
    screen.heading("What moved")
    if not moved:
        screen.line("Nothing: every fact stands as it was first told.")
    for number, one in enumerate(moved):
        if number:
            screen.blank()
        _show_course(screen, one)
        for step in one.steps:
            _show_step(screen, step, history)
    _show_once(screen, [one for one in history.fields if len(one.steps) == 1], history)
    screen.line(
        Piece(
            "> a new value, ! a word against it, = the contradiction is gone; repeated: by later articles",
            "aside",
        )
    )


def _show_course(screen: Screen, one: FieldHistory) -> None:
    """Show a field's values in one line: "killed: 2 > 4 > 7"."""
    course: list[str | Piece] = [Piece(field_name(one.fact.field, one.fact.scope), "heading"), ": "]
    for step in one.steps:
        sign, meaning = _MOVES[step.move]
        before = f" {sign}" if sign and len(course) > 2 else sign
        course += [Piece(before, meaning), Piece(show_value(step.value), "value")]
    screen.line(*course, " (", show_status(one.fact.status), ")")


def _show_step(screen: Screen, step: Step, history: History) -> None:
    sign, meaning = _MOVES[step.move]
    is_disputed = step.status is Status.CONTRADICTED and step.move in {"told", "moved"}
    mark: tuple[str | Piece, ...] = (" ", show_status(step.status)) if is_disputed else ()
    screen.line(
        f"{_printed(step, history)}: ",
        Piece(f"{sign}{show_value(step.value)}", meaning or "value"),
        mark,
        indent=2,
    )
    screen.line(Piece(f"“{find_sentence(step.article, step.claim)}”", "quote"), indent=6)
    screen.line(*_origin(step), *_afterwards(step, history), indent=6)


def _printed(step: Step, history: History) -> str:
    """Write when a step's article was printed as it stands, all in the zone of the first."""
    article = step.article
    zone = next(one.at.tzinfo for field in history.fields for one in field.steps)
    if article.updated is not None:
        return f"{show_instant(article.updated.astimezone(zone))} (updated)"
    if article.published is None or article.published_precision == "day":
        return show_published(article)
    return show_instant(article.published.astimezone(zone))


def _find_arrival(history: History) -> datetime | None:
    """Return when the ledger got the articles, where it got all of them together."""
    arrivals = sorted(history.arrived_at.values())
    return arrivals[-1] if arrivals and arrivals[-1] - arrivals[0] < _LATE else None


def _origin(step: Step) -> Iterator[str | Piece]:
    yield f"{show_speaker(step.claim)}, {step.claim.certainty.value}. {show_printed(step.article)} "
    yield Piece(short_id(step.article.id), "id")


def _afterwards(step: Step, history: History) -> Iterator[str]:
    """Yield how often it was repeated, and when the ledger got it where that was later."""
    if step.repeated:
        yield f"; repeated by {plural(step.repeated, 'article')}"
    arrived = history.arrived_at.get(step.article.id)
    if arrived is not None and arrived - step.at > _LATE and _find_arrival(history) is None:
        yield f"; arrived {show_instant(arrived)}"


def _show_once(screen: Screen, told: Sequence[FieldHistory], history: History) -> None:
    if not told:
        return
    screen.heading("Told once, and unchanged")
    rows: list[Sequence[Words]] = []
    for one in told:
        (step,) = one.steps
        rows.append(
            (
                field_name(one.fact.field, one.fact.scope),
                Piece(show_value(step.value), "value"),
                _printed(step, history),
                show_speaker(step.claim),
                f"{show_printed(step.article)} {short_id(step.article.id)}",
                str(step.repeated),
            )
        )
    screen.table(_ONCE, rows)


def find_sentence(article: Article, claim: Claim) -> str:
    """Return the sentence that holds the words of a claim, else those words."""
    span = claim.evidence.span
    around = (
        one for line in paragraphs(article.text) if span in line for one in sentences(article.text, line)
    )
    found = next((one for one in around if span in one), span)
    return " ".join(found.of(article.text).split())


# --- for machines -----------------------------------------------------------------------------------


def history_line(history: History) -> JsonObject:
    """Return a history as JSON: each field that ever had a value, with its steps, oldest first."""
    return {
        "id": history.incident.id,
        "headline": history.incident.headline,
        "fields": [_field_line(one, history) for one in history.fields],
    }


def _field_line(one: FieldHistory, history: History) -> JsonObject:
    return {
        "field": one.fact.field,
        "scope": one.fact.scope,
        "value": None if one.fact.value is None else value_to_json(one.fact.value),
        "status": one.fact.status.value,
        "steps": [_step_line(step, history) for step in one.steps],
    }


def _step_line(step: Step, history: History) -> JsonObject:
    arrived = history.arrived_at.get(step.article.id)
    return {
        "move": step.move,
        "at": step.at.isoformat(),
        "arrived_at": None if arrived is None else arrived.isoformat(),
        "value": value_to_json(step.value),
        "status": step.status.value,
        "claim": step.claim.id,
        "voice": voice_to_json(step.claim.voice),
        "via": list(step.claim.via),
        "certainty": step.claim.certainty.value,
        "article": step.article.id,
        "newsroom": step.article.newsroom,
        "outlet": step.article.outlet,
        "sentence": find_sentence(step.article, step.claim),
        "repeated": step.repeated,
    }
