"""The ``[[channels]]`` tables: where alerts go, and how they get there.

Secrets are never written here: a channel names the environment variable or the file that holds one, and
:func:`read_secret` looks there when something is sent. Nothing here sends anything.
"""

import os
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

from twosource.config.tables import Faults, Table, tables_of
from twosource.errors import ConfigError, FetchError
from twosource.ingest.addresses import parse_url

Security = Literal["starttls", "tls", "none"]

_KINDS: Final = ("webhook", "email", "command", "terminal", "cap-folder")
_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}  # RFC 6409, RFC 8314, RFC 5321
_MAILBOX: Final = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9.-]{1,255}")
_CAP_NAME: Final = re.compile(r"[^\s,<&]{1,200}")  # CAP 1.2, 3.2.1: no blanks, commas, < or &
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")  # RFC 3066, as CAP asks
_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MOST_SECRET: Final = 10_000  # bytes of a file that holds one
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """Where a secret is kept: an environment variable, or a file. The secret itself is never held here."""

    env: str | None = None
    file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that is told by HTTP POST, signed with the first secret.

    A second secret signs too while receivers change from one to the other. ``allow_private`` lets the
    address lie in a private network.
    """

    url: str
    secrets: tuple[Secret, ...] = ()
    allow_private: bool = False
    timeout: timedelta = 15 * _SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """People who are told by e-mail through a server of one's own.

    ``ca`` is a file of certificates (PEM) to trust in place of the system's, for a server with its own.
    """

    host: str
    port: int
    sender: str
    to: tuple[str, ...]
    security: Security = "starttls"
    user: str | None = None
    password: Secret | None = None
    ca: Path | None = None
    timeout: timedelta = 30 * _SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A program that is given the alert on standard input; ``run`` is its path and arguments, no shell's line.

    ``keep`` are the environment variables that it may see beside PATH, HOME, LANG and TZ.
    """

    run: tuple[str, ...]
    timeout: timedelta = 30 * _SECOND
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """The terminal that the watch runs in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapFolder:
    """A folder of CAP 1.2 messages with an Atom feed of them, to be served by any web server.

    ``sender`` is the identifier of who sends, as CAP wants it: an address of yours, globally unique.
    ``addresses`` are whom a message of scope Private is meant for. ``base`` is where the folder is to be
    had on the web. ``newest`` is how many messages the feed lists. Messages are signed where a key and
    certificate (PEM) are given.
    """

    folder: Path
    sender: str
    sender_name: str = ""
    addresses: tuple[str, ...] = ()
    contact: str = ""
    language: str = "en"
    base: str = ""
    newest: int = 100
    key: Path | None = None
    certificate: Path | None = None


Target: TypeAlias = Webhook | Email | Command | Terminal | CapFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way to tell people. ``tries`` are made before a delivery is given up, to be sent again by hand.

    ``at_once`` is how many messages are under way at a time. ``desk`` is where the desk is on the web, for
    links; "" for no links to it.
    """

    name: str
    target: Target
    tries: int = 24
    at_once: int = 4
    desk: str = ""

    @property
    def kind(self) -> str:
        """What sort of channel it is, as the configuration says it."""
        return _KINDS[get_args(Target).index(type(self.target))]


def read_secret(secret: Secret) -> str:
    """Return a secret from where it is kept; raises ConfigError where it is not there or empty."""
    if secret.env is not None:
        found, where = os.environ.get(secret.env, ""), f"the environment variable {secret.env}"
    else:
        found, where = _read_file(secret.file or Path()), f"the file {secret.file}"
    if not found.strip():
        raise ConfigError(f"{where} holds no secret", hint="a channel of the configuration needs it")
    return found.strip()


def _read_file(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return stream.read(_MOST_SECRET).decode("utf-8", "replace")
    except OSError as error:
        raise ConfigError(
            f"{path}: can't be read: {error.strerror}", hint="a channel's secret is there"
        ) from None


def parse_channels(raw: object, beside: Path = Path()) -> tuple[Channel, ...]:
    """Return the channels of ``[[channels]]``; raises ConfigError. Paths are looked for ``beside`` the file."""
    faults = Faults()
    channels: list[Channel] = []
    for table in tables_of(raw, "channels", faults):
        channel = _read(table, beside)
        table.finish()
        if any(channel.name == other.name for other in channels):
            table.fault("name", f"{channel.name!r} is the name of another channel; each needs its own")
        channels.append(channel)
    faults.check()
    return tuple(channels)


def _read(table: Table, beside: Path) -> Channel:
    name = table.text("name", needed=True)
    kind = table.choice("kind", "terminal", _KINDS)
    if not table.has("kind"):
        table.fault("kind", f"is missing; it is one of {', '.join(_KINDS)}")
    return Channel(
        name=name,
        target=_target(kind, table, beside),
        tries=table.number("tries", 24, least=1, most=100),
        at_once=table.number("at_once", 4, least=1, most=50),
        desk=_address(table, "desk").rstrip("/"),
    )


def _target(kind: str, table: Table, beside: Path) -> Target:
    if kind == "webhook":
        return _webhook(table, beside)
    if kind == "email":
        return _email(table, beside)
    if kind == "command":
        return _command(table)
    return _cap_folder(table, beside) if kind == "cap-folder" else Terminal()


def _webhook(table: Table, beside: Path) -> Webhook:
    named = (_secret(table, key, beside) for key in ("secret", "second_secret"))
    return Webhook(
        url=_address(table, "url", needed=True),
        secrets=tuple(secret for secret in named if secret is not None),
        allow_private=table.flag("allow_private"),
        timeout=_timeout(table, 15),
    )


def _email(table: Table, beside: Path) -> Email:
    security: Any = table.choice("security", "starttls", get_args(Security))
    user, password = table.text("user") or None, _secret(table, "password", beside)
    if (user is None) != (password is None):
        table.fault("user", "needs password_env or password_file, and the other way round")
    if user is not None and security == "none":
        table.fault("security", "none would send the password in the clear; take starttls or tls")
    return Email(
        host=table.text("host", needed=True),
        port=table.number("port", _PORTS[security], least=1, most=65_535),
        sender=_mailbox(table, "from", table.text("from", needed=True)),
        to=_mailboxes(table),
        security=security,
        user=user,
        password=password,
        ca=_path(table, "ca_file", beside),
        timeout=_timeout(table, 30),
    )


def _mailboxes(table: Table) -> tuple[str, ...]:
    given = tuple(_mailbox(table, "to", one) for one in table.texts("to"))
    if not given:
        table.fault("to", 'names nobody; give to = ["desk@newsroom.example"]')
    return given


def _mailbox(table: Table, key: str, words: str) -> str:
    if words and not _MAILBOX.fullmatch(words):
        table.fault(key, f"{words!r} is no e-mail address; write it as desk@newsroom.example")
    return words


def _command(table: Table) -> Command:
    run = table.texts("run")
    if not run:
        table.fault(
            "run", 'is empty; give the program and its arguments: run = ["/usr/bin/logger", "-t", "watch"]'
        )
    return Command(run=run, timeout=_timeout(table, 30), keep=table.texts("keep"))


def _cap_folder(table: Table, beside: Path) -> CapFolder:
    sender, language = table.text("sender", needed=True), table.text("language", "en")
    if sender and not _CAP_NAME.fullmatch(sender):
        table.fault("sender", f"{sender!r} has a blank, comma, < or &, which CAP allows no sender")
    if not _LANGUAGE.fullmatch(language):
        table.fault("language", f"{language!r} is no language; write en or en-GB")
    key, certificate = _path(table, "key_file", beside), _path(table, "certificate_file", beside)
    if (key is None) != (certificate is None):
        table.fault("key_file", "and certificate_file go together; give both or none")
    return CapFolder(
        folder=_path(table, "folder", beside, needed=True) or Path(),
        sender=sender,
        sender_name=table.text("sender_name"),
        addresses=table.texts("addresses"),
        contact=table.text("contact"),
        language=language,
        base=_address(table, "base"),
        newest=table.number("newest", 100, least=1, most=1000),
        key=key,
        certificate=certificate,
    )


def _timeout(table: Table, seconds: int) -> timedelta:
    return table.duration("timeout", seconds * _SECOND, least=_SECOND, most=300 * _SECOND)


def _address(table: Table, key: str, *, needed: bool = False) -> str:
    words = table.text(key, needed=needed)
    if not words:
        return ""
    try:
        return str(parse_url(words))
    except FetchError as error:
        table.fault(key, f"{words!r} {error}")
        return ""


def _path(table: Table, key: str, beside: Path, *, needed: bool = False) -> Path | None:
    words = table.text(key, needed=needed)
    return beside / words if words else None


def _secret(table: Table, key: str, beside: Path) -> Secret | None:
    """Return where a secret is kept, by ``KEY_env`` or ``KEY_file``; None where neither is given."""
    env, file = table.text(f"{key}_env") or None, _path(table, f"{key}_file", beside)
    if table.has(key):
        _ = table.raw(key)
        table.fault(key, f"is not written here; name where it is kept with {key}_env or {key}_file")
    if env is not None and file is not None:
        table.fault(f"{key}_file", f"stands beside {key}_env; give one of them")
    if env is not None and not _VARIABLE.fullmatch(env):
        table.fault(
            f"{key}_env", "is no name of an environment variable"
        )  # it may be the secret itself: not shown
        return None
    return None if env is None and file is None else Secret(env=env, file=file)
