from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from twosource.config.channels import (
    CapFolder,
    Channel,
    Command,
    Email,
    Secret,
    Terminal,
    Webhook,
    parse_channels,
    read_secret,
)
from twosource.errors import ConfigError

HOOK = {"name": "hook", "kind": "webhook", "url": "https://hooks.lake.example/in"}
MAIL = {
    "name": "mail", "kind": "email", "host": "smtp.lake.example", "from": "watch@lake.example",
    "to": ["amina@lake.example"],
}  # fmt: skip
FOLDER = {"name": "cap", "kind": "cap-folder", "folder": "out", "sender": "desk@lake.example"}
COMMAND = {"name": "log", "kind": "command", "run": ["/usr/bin/logger", "-t", "watch"]}


@pytest.mark.parametrize(
    ("raw", "channel"),
    [
        ({"name": "here", "kind": "terminal"}, Channel(name="here", target=Terminal())),
        (HOOK, Channel(name="hook", target=Webhook(url="https://hooks.lake.example/in"))),
        (
            HOOK
            | {"secret_env": "HOOK", "second_secret_file": "old", "allow_private": True, "timeout": "5s", "tries": 3, "at_once": 1},
            Channel(
                name="hook", tries=3, at_once=1,
                target=Webhook(
                    url="https://hooks.lake.example/in", allow_private=True, timeout=timedelta(seconds=5),
                    secrets=(Secret(env="HOOK"), Secret(file=Path("/etc/watch/old"))),
                ),
            ),
        ),
        (
            MAIL | {"user": "watch", "password_env": "SMTP_PASSWORD", "desk": "https://desk.lake.example"},
            Channel(
                name="mail", desk="https://desk.lake.example",
                target=Email(
                    host="smtp.lake.example", port=587, sender="watch@lake.example", to=("amina@lake.example",),
                    user="watch", password=Secret(env="SMTP_PASSWORD"),
                ),
            ),
        ),
        (
            MAIL | {"security": "tls", "ca_file": "ca.pem"},
            Channel(
                name="mail",
                target=Email(
                    host="smtp.lake.example", port=465, sender="watch@lake.example", to=("amina@lake.example",),
                    security="tls", ca=Path("/etc/watch/ca.pem"),
                ),
            ),
        ),
        (
            COMMAND | {"keep": ["PAGER_KEY"]},
            Channel(name="log", target=Command(run=("/usr/bin/logger", "-t", "watch"), keep=("PAGER_KEY",))),
        ),
        (
            FOLDER | {"key_file": "k.pem", "certificate_file": "/c.pem", "addresses": ["Night desk"]},
            Channel(
                name="cap",
                target=CapFolder(
                    folder=Path("/etc/watch/out"), sender="desk@lake.example", addresses=("Night desk",),
                    key=Path("/etc/watch/k.pem"), certificate=Path("/c.pem"),
                ),
            ),
        ),
    ],
    ids=["terminal", "webhook", "webhook with secrets", "email", "email by tls", "command", "folder"],
)  # fmt: skip
def test_a_table_is_a_channel(raw: dict[str, Any], channel: Channel) -> None:
    assert parse_channels([raw], Path("/etc/watch")) == (channel,)
    assert channel.kind == raw["kind"]


@pytest.mark.parametrize(
    ("raw", "faults"),
    [
        ({"name": "x"}, ["channels[1].kind: is missing; it is one of webhook, email, command, terminal, cap-folder"]),
        ({"kind": "terminal"}, ['channels[1].name: is missing; give it: name = "..."']),
        (
            {"name": "x", "kind": "telegram"},
            ["channels[1].kind: 'telegram' is none of webhook, email, command, terminal, cap-folder"],
        ),
        (HOOK | {"url": "file:///etc/passwd"}, ["channels[1].url: 'file:///etc/passwd' only http and https addresses are asked"]),
        (
            HOOK | {"secret": "hunter2"},
            ["channels[1].secret: is not written here; name where it is kept with secret_env or secret_file"],
        ),
        (HOOK | {"secret_env": "hunter 2"}, ["channels[1].secret_env: is no name of an environment variable"]),
        (
            HOOK | {"secret_env": "A", "secret_file": "b"},
            ["channels[1].secret_file: stands beside secret_env; give one of them"],
        ),
        (HOOK | {"folder": "x"}, ["channels[1].folder: is no key here"]),
        (MAIL | {"to": []}, ['channels[1].to: names nobody; give to = ["desk@newsroom.example"]']),
        (
            MAIL | {"to": ["amina@lake.example, x@y.example"]},
            ["channels[1].to: 'amina@lake.example, x@y.example' is no e-mail address; write it as desk@newsroom.example"],
        ),
        (
            MAIL | {"user": "watch"},
            ["channels[1].user: needs password_env or password_file, and the other way round"],
        ),
        (
            MAIL | {"user": "w", "password_env": "P", "security": "none"},
            ["channels[1].security: none would send the password in the clear; take starttls or tls"],
        ),
        (
            COMMAND | {"run": "logger -t watch"},
            ["channels[1].run: must be a list, not 'logger -t watch'", "channels[1].run: is empty"],
        ),
        (
            FOLDER | {"sender": "Lake Desk, night"},
            ["channels[1].sender: 'Lake Desk, night' has a blank, comma, < or &, which CAP allows no sender"],
        ),
        (FOLDER | {"key_file": "k"}, ["channels[1].key_file: and certificate_file go together; give both or none"]),
        (FOLDER | {"language": "English!"}, ["channels[1].language: 'English!' is no language; write en or en-GB"]),
    ],
    ids=[
        "no kind", "no name", "unknown kind", "no web address", "a secret", "a secret as a name", "two places",
        "another kind's key", "nobody", "two in one", "half a login", "a login in the clear", "a shell's line",
        "sender", "half a pair", "language",
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(raw: dict[str, Any], faults: list[str]) -> None:
    with pytest.raises(ConfigError) as raised:
        parse_channels([raw])
    told = raised.value.faults
    assert [one.startswith(fault) for one, fault in zip(told, faults, strict=False)] == [True] * len(faults)
    assert "hunter" not in "".join(told)


def test_names_are_used_once() -> None:
    with pytest.raises(ConfigError, match="is the name of another channel"):
        parse_channels([HOOK, HOOK])


def test_nothing_is_no_channels() -> None:
    assert parse_channels(None) == ()


def test_secrets_are_read_where_they_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK", " from env \n")
    (tmp_path / "secret").write_text("from file\n")
    assert read_secret(Secret(env="HOOK")) == "from env"
    assert read_secret(Secret(file=tmp_path / "secret")) == "from file"


def test_a_secret_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOOK", raising=False)
    with pytest.raises(ConfigError, match="the environment variable HOOK holds no secret"):
        read_secret(Secret(env="HOOK"))
    with pytest.raises(ConfigError, match="can't be read"):
        read_secret(Secret(file=tmp_path / "none"))
