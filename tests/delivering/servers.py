"""A web server on loopback that takes webhooks, and a mail server that takes, refuses and delays letters."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True, slots=True)
class Got:
    """One request that came in."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Hook:
    """What a test sees of the web server, and what it answers: a status with headers and a body each time."""

    root: str = ""
    got: list[Got] = field(default_factory=list)
    answers: list[tuple[int, Mapping[str, str], bytes]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    hangs: bool = False

    def answer(self) -> tuple[int, Mapping[str, str], bytes]:
        return self.answers.pop(0) if self.answers else (204, {}, b"")


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of these tests."""


@contextmanager
def hook_server() -> Iterator[Hook]:
    """Take POSTs on loopback."""
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.got.append(Got(self.path, dict(self.headers), body))
            if hook.hangs:
                hook.over.wait(10)
                return
            status, headers, words = hook.answer()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(words)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(words)

        do_GET = do_POST  # noqa: N815 - named by http.server

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with _Server(("127.0.0.1", 0), Handler) as server:
        hook.root = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield hook
        finally:
            hook.over.set()
            server.shutdown()
            thread.join()


@dataclass(slots=True)
class Post:
    """What a test sees of the mail server: letters with who they were for, and whom it refuses with what."""

    port: int = 0
    letters: list[tuple[EmailMessage, Sequence[str]]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, _server: object, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            letter = message_from_bytes(envelope.content, _class=EmailMessage, policy=SMTP)
            self.letters.append((letter, tuple(envelope.rcpt_tos)))
        return answer


class _Controller(Controller):
    def _trigger_server(self) -> None:
        """Learn which port it was given, before it is asked for the first time."""
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        trigger: Any = super()._trigger_server
        trigger()


@contextmanager
def mail_server(post: Post | None = None, **settings: Any) -> Iterator[Post]:
    """Take letters on loopback."""
    taken = post or Post()
    controller = _Controller(taken, hostname="127.0.0.1", port=0, **settings)
    controller.start()
    taken.port = controller.port
    try:
        yield taken
    finally:
        controller.stop()


def lets_in(user: str, password: str) -> Callable[..., AuthResult]:
    """Return who may send, for aiosmtpd."""

    def check(server: object, session: object, envelope: object, mechanism: str, given: object) -> AuthResult:
        assert isinstance(given, LoginPassword)
        is_right = (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=is_right, handled=is_right)

    return check
