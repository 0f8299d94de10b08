"""A message as a page on the terminal that the watch runs in."""

import sys
from typing import Final

from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from twosource.delivering.messages import Answer, Message
from twosource.watches import Alert
from twosource.wire.alert_words import clean_words, event_of, headline_of, told_of
from twosource.wire.cap_degrees import find_degrees

_COLOURS: Final = {"Extreme": "red", "Severe": "red", "Moderate": "yellow"}


def show(message: Message, console: Console | None = None) -> Answer:
    """Print a message; what is printed can't move the cursor or change colours by itself."""
    shown = console or Console(file=sys.stdout, highlight=False, markup=False)
    for alert in message.alerts:
        shown.print(_page(alert, is_test=message.is_test))
    shown.file.flush()
    return Answer(outcome="sent", detail="printed")


def _page(alert: Alert, *, is_test: bool) -> Panel:
    degrees = find_degrees(alert)
    title = "TEST, nothing happened" if is_test else event_of(alert)
    parts = [Text(headline_of(alert), style="bold")]
    parts.extend(Text(f"\n{words}") for words in told_of(alert))
    parts.extend(Text(f"\n{clean_words(link, 300)}", style="dim") for link in alert.links[:3])
    subtitle = (
        f"{degrees.urgency} · {degrees.severity} · {degrees.certainty} · {alert.raised_at:%Y-%m-%d %H:%M %Z}"
    )
    return Panel(
        Group(*parts),
        title=Text(title),
        subtitle=Text(subtitle),
        border_style=_COLOURS.get(degrees.severity, "cyan"),
        title_align="left",
    )
