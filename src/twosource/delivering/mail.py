"""Sending e-mail by SMTP (RFC 5321), with STARTTLS (RFC 3207) or TLS (RFC 8314) and certificates checked.

Of several receivers each is asked for by itself: who has the message is noted, and only the others are tried
again. Blocking; call it in a thread.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from twosource.config.channels import Email, read_secret
from twosource.delivering.letters import letter_of
from twosource.delivering.messages import Answer, Message


def send_mail(message: Message, email: Email) -> Answer:
    """Send a message and return what the server answered; it raises only for a secret that is not there."""
    password = None if email.password is None else read_secret(email.password)
    waiting = [one for one in email.to if one not in message.reached]
    reached = tuple(one for one in email.to if one in message.reached)
    if not waiting:
        return Answer(outcome="sent", detail="everybody has it", reached=reached)
    try:
        with _open(email, password) as server:
            refused = _send(server, message, email, waiting)
    except (smtplib.SMTPResponseException, smtplib.SMTPNotSupportedError) as error:
        return Answer(outcome="later", detail=_said(error), reached=reached)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return Answer(
            outcome="later", detail=f"{email.host}: {error or type(error).__name__}", reached=reached
        )
    return _answer(refused, (*reached, *(one for one in waiting if one not in refused)))


@contextmanager
def _open(email: Email, password: str | None) -> Iterator[smtplib.SMTP]:
    seconds = email.timeout.total_seconds()
    context = ssl.create_default_context(cafile=email.ca)
    server = (
        smtplib.SMTP_SSL(email.host, email.port, timeout=seconds, context=context)
        if email.security == "tls"
        else smtplib.SMTP(email.host, email.port, timeout=seconds)
    )
    with server:
        if email.security == "starttls":
            server.starttls(context=context)
        if email.user is not None and password is not None:
            server.login(email.user, password)
        yield server


def _send(
    server: smtplib.SMTP, message: Message, email: Email, to: list[str]
) -> dict[str, tuple[int, bytes]]:
    """Return who was refused, with what was said."""
    letter = letter_of(message, email)
    try:
        return server.send_message(letter, from_addr=email.sender, to_addrs=to)
    except smtplib.SMTPRecipientsRefused as error:
        return dict(error.recipients)


def _answer(refused: dict[str, tuple[int, bytes]], reached: tuple[str, ...]) -> Answer:
    """Return what it comes to: who is refused for now (4xx) is tried again, who is for good (5xx) is not."""
    said = "; ".join(f"{one} refused: {code} {_words(text)}" for one, (code, text) in sorted(refused.items()))
    if any(400 <= code < 500 for code, _ in refused.values()):
        return Answer(outcome="later", detail=said, reached=reached)
    if not reached:
        return Answer(outcome="never", detail=said)
    return Answer(outcome="sent", detail=said or "accepted", reached=reached)


def _said(error: smtplib.SMTPException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the server said {error.smtp_code} {_words(error.smtp_error)}"
    return str(error)


def _words(text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(words.split())[:200]
