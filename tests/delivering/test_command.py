import asyncio
import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.delivering.senders import make_message
from twosource.config.channels import Command
from twosource.delivering.command import environment_of, run_command
from twosource.delivering.messages import Answer, body_of


def run(code: str, *arguments: str, seconds: float = 5, keep: tuple[str, ...] = ()) -> Answer:
    """Run a program of Python's that was written into a list of arguments."""
    command = Command(
        run=(sys.executable, "-c", code, *arguments), timeout=timedelta(seconds=seconds), keep=keep
    )
    return asyncio.run(run_command(make_message(command), command))


def test_a_program_gets_the_message_on_standard_input(tmp_path: Path) -> None:
    code = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    assert run(code, str(tmp_path / "got")) == Answer(outcome="sent", detail="ended well")
    got = (tmp_path / "got").read_bytes()
    assert got == body_of(make_message(Command(run=("x",))))
    assert json.loads(got)["alerts"][0]["headline"] == "Four killed at Kisumu ferry pier"


def test_arguments_are_never_a_shells(tmp_path: Path) -> None:
    code = "import sys; open(sys.argv[1], 'w').write(sys.argv[2])"
    run(code, str(tmp_path / "got"), "$(touch /tmp/x); echo `id`")
    assert (tmp_path / "got").read_text() == "$(touch /tmp/x); echo `id`"


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("import sys; sys.exit(3)", Answer(outcome="later", detail="ended with status 3")),
        (
            "import sys; print('the pager is\\n busy'); sys.exit(75)",
            Answer(outcome="later", detail="ended with status 75: the pager is busy"),
        ),
        ("import os; os.kill(os.getpid(), 9)", Answer(outcome="later", detail="was ended by signal 9")),
        ("pass", Answer(outcome="sent", detail="ended well")),
    ],
    ids=["a status", "a status and words", "a signal", "reads nothing"],
)
def test_what_a_program_ends_with_says_what_becomes_of_the_message(code: str, answer: Answer) -> None:
    assert run(code) == answer


def test_a_program_that_does_not_end_is_ended_with_what_it_started(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys, time; child = subprocess.Popen(['sleep', '60']);"
        " open(sys.argv[1], 'w').write(str(child.pid)); time.sleep(60)"
    )
    answer = run(code, str(tmp_path / "child"), seconds=1)
    assert answer == Answer(outcome="later", detail="did not end within 1 seconds")
    assert is_gone(int((tmp_path / "child").read_text()))


def is_gone(number: int) -> bool:
    """Whether a process ends soon, zombies that nobody waits for included."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


def test_a_program_that_prints_without_end_is_ended() -> None:
    answer = run("import sys\nwhile True: sys.stdout.write('x' * 1000)", seconds=2)
    assert answer.outcome == "later"
    assert len(answer.detail) < 400


def test_a_program_that_is_not_there_is_told() -> None:
    command = Command(run=("/nowhere/pager",))
    answer = asyncio.run(run_command(make_message(command), command))
    assert (answer.outcome, answer.detail.startswith("/nowhere/pager can't be run: ")) == ("later", True)


def test_a_program_sees_little_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", "lake")
    monkeypatch.setenv("PAGER_KEY", "k")
    code = "import json, os, sys; json.dump(dict(os.environ), open(sys.argv[1], 'w'))"
    run(code, str(tmp_path / "seen"), keep=("PAGER_KEY",))
    seen = json.loads((tmp_path / "seen").read_text())
    assert seen["TWOSOURCE_DELIVERY"] == "d_00000000000000aa"
    assert seen["PAGER_KEY"] == "k"
    assert "SMTP_PASSWORD" not in seen


def test_the_environment_is_made_of_what_is_named() -> None:
    variables = {"PATH": "/bin", "SECRET": "x", "KEY": "k"}
    assert environment_of(variables, Command(run=("x",), keep=("KEY", "OTHER")), "d_1") == {
        "PATH": "/bin", "KEY": "k", "TWOSOURCE_DELIVERY": "d_1",
    }  # fmt: skip
    assert os.environ.get("TWOSOURCE_DELIVERY") is None
