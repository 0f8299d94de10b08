import ssl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.delivering.senders import make_message
from tests.delivering.servers import Post, lets_in, mail_server
from tests.wire.test_cap_signing import make_keys
from twosource.config.channels import Email, Secret, Security
from twosource.delivering.mail import send_mail
from twosource.delivering.messages import Answer

AMINA, PETER = "amina@lake.example", "peter@lake.example"


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server() as server:
        yield server


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    made = make_keys(name="localhost")
    (tmp_path / "key.pem").write_bytes(made.key)
    (tmp_path / "cert.pem").write_bytes(made.certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    return tmp_path / "cert.pem", context


def email_to(port: int, *to: str, security: Security = "none", host: str = "127.0.0.1") -> Email:
    return Email(
        host=host, port=port, sender="watch@lake.example", to=to or (AMINA,), security=security,
        timeout=timedelta(seconds=5),
    )  # fmt: skip


def send(email: Email, *reached: str) -> Answer:
    return send_mail(make_message(email, reached=frozenset(reached)), email)


def test_a_letter_arrives(post: Post) -> None:
    assert send(email_to(post.port, AMINA, PETER)) == Answer(
        outcome="sent", detail="accepted", reached=(AMINA, PETER)
    )
    ((letter, to),) = post.letters
    assert to == (AMINA, PETER)
    assert letter["Message-ID"] == "<d_00000000000000aa@lake.example>"
    assert letter["Subject"] == "Four killed at Kisumu ferry pier"


def test_one_who_is_refused_for_good_keeps_the_letter_from_nobody(post: Post) -> None:
    post.refused[PETER] = "550 no such person"
    assert send(email_to(post.port, PETER, AMINA)) == Answer(
        outcome="sent", detail=f"{PETER} refused: 550 no such person", reached=(AMINA,)
    )


def test_one_who_is_refused_for_now_gets_it_later_and_the_others_only_once(post: Post) -> None:
    post.refused[PETER] = "451 greylisted, come again"
    email = email_to(post.port, AMINA, PETER)
    first = send(email)
    assert first == Answer(
        outcome="later", detail=f"{PETER} refused: 451 greylisted, come again", reached=(AMINA,)
    )
    post.refused.clear()
    assert send(email, *first.reached).reached == (AMINA, PETER)
    assert [to for _, to in post.letters] == [(AMINA,), (PETER,)]
    assert len({letter["Message-ID"] for letter, _ in post.letters}) == 1


def test_where_everybody_is_refused_for_good_it_is_never_sent(post: Post) -> None:
    post.refused[AMINA] = "550 no such person"
    assert send(email_to(post.port)) == Answer(outcome="never", detail=f"{AMINA} refused: 550 no such person")


def test_where_everybody_has_it_nobody_is_asked() -> None:
    assert send(email_to(9), AMINA) == Answer(outcome="sent", detail="everybody has it", reached=(AMINA,))


@pytest.mark.parametrize("answer", ["451 try later", "554 looks like spam"])
def test_a_server_that_takes_no_letter_is_asked_again(post: Post, answer: str) -> None:
    post.answers.append(answer)
    assert send(email_to(post.port)) == Answer(outcome="later", detail=f"the server said {answer}")


def test_a_server_that_is_not_there_is_told() -> None:
    answer = send(email_to(9))
    assert (answer.outcome, "127.0.0.1: [Errno 111] Connection refused" in answer.detail) == ("later", True)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_letters_travel_encrypted_with_a_login(
    security: Security, keys: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", "lake")
    certificate, context = keys
    settings: dict[str, Any] = (
        {"ssl_context": context} if security == "tls" else {"tls_context": context, "require_starttls": True}
    )
    login: dict[str, Any] = {
        "authenticator": lets_in("watch", "lake"),
        "auth_required": security != "tls",
        "auth_require_tls": security != "tls",
    }
    with mail_server(**settings, **login) as post:
        email = Email(
            host="localhost", port=post.port, sender="watch@lake.example", to=(AMINA,), security=security,
            user="watch", password=Secret(env="SMTP_PASSWORD"), ca=certificate, timeout=timedelta(seconds=5),
        )  # fmt: skip
        assert send(email).outcome == "sent"
        monkeypatch.setenv("SMTP_PASSWORD", "sea")
        assert send(email).outcome == "later"
    assert len(post.letters) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(keys: tuple[Path, ssl.SSLContext]) -> None:
    with mail_server(tls_context=keys[1]) as post:
        answer = send(email_to(post.port, security="starttls", host="localhost"))
    assert (answer.outcome, "certificate verify failed" in answer.detail) == ("later", True)
    assert post.letters == []


def test_a_server_without_tls_is_told_nothing_where_it_is_asked_for(post: Post) -> None:
    answer = send(email_to(post.port, security="starttls"))
    assert answer == Answer(outcome="later", detail="STARTTLS extension not supported by server.")
    assert post.letters == []
