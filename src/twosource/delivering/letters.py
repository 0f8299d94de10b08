"""A message as an e-mail: plain words, and the same as HTML.

The HTML loads nothing from anywhere, holds no script, and is readable on a phone and in the dark. Every word of
the press in it is escaped; headers hold one line each, whatever is put into them. Nothing is sent here.
"""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from twosource.config.channels import Email
from twosource.delivering.messages import Message
from twosource.watches import Alert
from twosource.wire.alert_words import (
    DISCLAIMER,
    clean_words,
    count_of,
    event_of,
    facts_of,
    headline_of,
    quote_of,
    sources_of,
    standing_of,
    told_of,
)
from twosource.wire.cap import find_link
from twosource.wire.cap_degrees import find_degrees

if TYPE_CHECKING:
    from jinja2 import Template

_MOST_SUBJECT: Final = 150  # characters
_MOST_THREADS: Final = 20  # messages that References names; RFC 5322 3.6.4 lets go of the middle ones


def letter_of(message: Message, email: Email) -> EmailMessage:
    """Return a message as an e-mail whose id follows from the message's, so that a double is known as one."""
    letter = EmailMessage(policy=SMTP)
    host = email.sender.rpartition("@")[2]
    letter["From"] = Address("twosource", addr_spec=email.sender)
    letter["To"] = [Address(addr_spec=one) for one in email.to]
    letter["Subject"] = subject_of(message)
    letter["Date"] = format_datetime(message.at)
    letter["Message-ID"] = _named(message.id, host)
    if message.threads:
        letter["In-Reply-To"] = _named(message.threads[-1], host)
        letter["References"] = " ".join(_named(one, host) for one in message.threads[-_MOST_THREADS:])
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence is told to us
    letter["X-Auto-Response-Suppress"] = "All"
    letter["Twosource-Delivery"] = message.id
    letter.set_content(plain_of(message), cte="quoted-printable")
    letter.add_alternative(html_of(message), subtype="html")
    return letter


def subject_of(message: Message) -> str:
    """Return the subject: the headline, or how many alerts there are and the first of them."""
    test = "TEST: " if message.is_test else ""
    headline = headline_of(message.alerts[0], _MOST_SUBJECT)
    if len(message.alerts) == 1:
        return clean_words(f"{test}{headline}", _MOST_SUBJECT)
    return clean_words(f"{test}{count_of(len(message.alerts), 'alert')}: {headline}", _MOST_SUBJECT)


def plain_of(message: Message) -> str:
    """Return a message in plain words."""
    parts = ["\n\n".join(_plain(alert, message.channel.desk)) for alert in message.alerts]
    line = "\n\n" + "-" * 60 + "\n\n"
    marked = ["This is a test. Nothing happened.\n\n"] if message.is_test else []
    return "".join([*marked, line.join(parts), "\n"])


def _plain(alert: Alert, desk: str) -> list[str]:
    parts = [headline_of(alert), *told_of(alert)]
    if links := links_of(alert, desk):
        parts.insert(-1, "\n".join(links))
    return parts


def links_of(alert: Alert, desk: str) -> tuple[str, ...]:
    """Return where more is to be read, as addresses that may stand in a link: the desk first."""
    own = (f"{desk.rstrip('/')}/alerts/{alert.id}",) if desk else ()
    found = (find_link(link) for link in (*own, *alert.links[:5]))
    return tuple(link for link in found if link is not None)


def html_of(message: Message) -> str:
    """Return a message as a whole page of HTML."""
    alerts = [(alert, find_degrees(alert), links_of(alert, message.channel.desk)) for alert in message.alerts]
    return _template().render(
        message=message, alerts=alerts, subject=subject_of(message), disclaimer=DISCLAIMER
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only for e-mail

    environment = Environment(
        loader=PackageLoader("twosource.delivering", "letter_pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = (clean_words, event_of, facts_of, headline_of, quote_of, sources_of, standing_of)
    environment.filters |= {word.__name__: word for word in words}
    return environment.get_template("alert.html")


def _named(name: str, host: str) -> str:
    return f"<{name}@{host}>"
