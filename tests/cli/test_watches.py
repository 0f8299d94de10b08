"""``twosource watches`` and ``twosource alerts`` on the command line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.alerting.making import make_alert
from tests.alerting.newsroom import Desk, open_desk
from tests.builders import NOW
from tests.ledgers import place_of
from twosource.cli import main
from twosource.watches import Watch

CONFIG = """
[[sites]]
name = "our office"
lat = -0.1
lon = 34.75

[[watches]]
name = "waiting"
places = ["KE"]

[[channels]]
name = "screen"
kind = "terminal"
"""


@dataclass(slots=True)
class Ask:
    """Runs a command; gives its status and what it printed and complained of."""

    path: Path
    config: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> tuple[int, str, str]:
        status = main(["--db", place_of(self.path), *words])
        printed = self.capsys.readouterr()
        return status, printed.out, printed.err


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = open_desk(tmp_path, Watch(name="office", kinds=("shooting",)))
    yield found
    found.ledger.close()


@pytest.fixture
def ask(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Ask:
    config = tmp_path / "twosource.toml"
    config.write_text(CONFIG, "utf-8")
    monkeypatch.setenv("TWOSOURCE_CONFIG", str(config))
    monkeypatch.delenv("TWOSOURCE_REVIEWER", raising=False)
    return Ask(path=desk.ledger.path, config=config, capsys=capsys)


def test_watches_are_listed_with_what_they_wait_for(ask: Ask, desk: Desk) -> None:
    desk.come("courier/a")

    status, out, _ = ask("watches")

    assert status == 0
    assert [line.split()[:2] for line in out.splitlines() if line.startswith("office")] == [
        ["office", "shooting"]
    ]
    assert "waiting stands in the configuration; twosource watch takes it over when it starts." in out


def test_a_watch_is_added_shown_paused_resumed_and_removed(ask: Ask) -> None:
    added = ask("watches", "add", "near", "--near", "our office", "--km", "5", "--channel", "screen")
    assert added == (0, "near looks from now on: within 5 km of our office.\n", "")
    assert "within 5 km of our office" in ask("watches", "show", "near")[1]
    assert "is paused" in ask("watches", "pause", "NEAR")[1]
    assert "paused" in ask("watches")[1]
    assert ask("watches", "resume", "near")[1] == "near looks again from now on.\n"
    assert ask("watches", "remove", "near")[1] == "near is forgotten; what it raised stays.\n"
    assert ask("watches", "show", "near")[0] == 1


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        (
            ("add", "x", "--near", "our ofice"),
            2,
            "--near: there is no site 'our ofice'; did you mean our office?",
        ),
        (
            ("add", "x", "--kind", "shootin"),
            2,
            "--kind: 'shootin' is no kind of incident; did you mean shooting?",
        ),
        (("add", "x", "--tell", "killed"), 2, '--tell: has "killed", which needs killed_at_least'),
        (("add", "x", "--zone", "UTC"), 2, "--zone needs --quiet FROM-TO"),
        (
            ("add", "x", "--quiet", "22:00"),
            2,
            "--quiet '22:00' is no stretch of hours: write it as 22:00-06:00",
        ),
        (("add", "x", "--quiet", "22:00-06:00", "--zone", "Nairobi"), 2, "did you mean Africa/Nairobi?"),
        (
            ("add", "x", "--channel", "mail"),
            2,
            "--channel: the configuration has no channel 'mail'; it has screen",
        ),
        (("remove", "x"), 1, "no watch is called 'x'"),
        (("try", "x"), 1, "no watch is called 'x'"),
        (("try",), 2, "say which watch: its NAME, or --file PATH"),
        (("try", "office", "--since", "2024-05-03", "--until", "2024-05-01"), 2, "is not before --until"),
        (("try", "--file", "none.toml"), 1, "none.toml: can't be read"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else None,
)
def test_bad_input_is_one_clear_line(ask: Ask, words: tuple[str, ...], status: int, complaint: str) -> None:
    code, out, err = ask("watches", *words)

    assert (code, out) == (status, "")
    assert complaint in err
    assert err.count("\n") == 1


def test_a_watch_is_tried_over_the_past(ask: Ask, desk: Desk, tmp_path: Path) -> None:
    desk.add("courier/a", "post/d")
    period = ("--since", "2024-05-01", "--until", "2024-05-03")
    file = tmp_path / "new.toml"
    file.write_text('[[watches]]\nname = "bombs"\nkinds = ["bombing"]\n', "utf-8")

    status, out, _ = ask("watches", "try", "office", *period)
    assert status == 0
    assert out.startswith("office would have raised 1 alert from 2024-05-01 to 2024-05-03.\n")
    tried = json.loads(ask("--json", "watches", "try", "--file", str(file), *period)[1])
    assert [(one["watch"], one["kind"], one["move"]) for one in tried] == [("bombs", "bombing", "alert")]
    assert desk.ledger.alerts.list() == ()


def test_one_of_the_configuration_is_tried_before_it_is_taken_over(ask: Ask, desk: Desk) -> None:
    desk.add("courier/a")

    status, out, _ = ask("watches", "try", "waiting", "--since", "2024-05-01", "--until", "2024-05-03")

    assert (status, out.splitlines()[0]) == (
        0,
        "waiting would have raised 1 alert from 2024-05-01 to 2024-05-03.",
    )


def test_alerts_are_listed_shown_and_taken_note_of(ask: Ask, desk: Desk) -> None:
    (alert,) = desk.come("courier/a")

    assert alert.id in ask("alerts")[1]
    assert ask("alerts", "ack", alert.id, "--by", "Amina")[1].startswith(
        f"Amina has taken note of {alert.id}"
    )
    assert ask("alerts", "--unacknowledged")[1] == "Nothing waits to be taken note of.\n"
    shown = ask("alerts", "show", alert.id)[1]
    assert "“Four”" in shown
    assert "Amina took note of it on" in shown
    code, _, err = ask("alerts", "ack", alert.id, "--as", "Ben")
    assert (code, err.partition(" already")[0]) == (1, f"twosource: Amina acknowledged alert {alert.id}")


def test_an_alert_is_let_go_to_the_public_and_printed_as_cap(ask: Ask, desk: Desk) -> None:
    (alert,) = desk.come("courier/a")
    before = ask("alerts", "show", alert.id, "--cap")[1]
    assert ask("alerts", "approve", alert.id, "--as", "Ben")[0] == 0

    assert "<scope>Public</scope>" not in before
    assert "<scope>Public</scope>" in ask("alerts", "show", alert.id, "--cap")[1]


def test_an_alert_is_sent_again_in_somebodys_name(ask: Ask, desk: Desk) -> None:
    (alert,) = desk.come("courier/a")

    assert "was never due to a channel" in ask("alerts", "resend", alert.id, "--by", "Amina")[2]
    code, out, _ = ask("alerts", "resend", alert.id, "--by", "Amina", "--channel", "screen")
    assert (code, out) == (0, f"{alert.id} is due again to screen.\n")
    acts = json.loads(ask("--json", "alerts", "show", alert.id)[1])["acts"]
    assert [(act["what"], act["by"], act["detail"]) for act in acts] == [("resend", "Amina", "screen")]


@pytest.mark.parametrize("act", ["ack", "approve", "resend"])
def test_who_does_it_must_be_said(ask: Ask, desk: Desk, act: str) -> None:
    desk.ledger.alerts.add(make_alert())

    code, _, err = ask("alerts", act, make_alert().id)

    assert code == 2
    assert "say who does it: --by NAME, or set TWOSOURCE_REVIEWER" in err


def test_a_watch_that_is_unknown_has_no_alerts_to_list(ask: Ask) -> None:
    assert ask("alerts", "--watch", "offise")[0] == 1
    assert ask("alerts", "--watch", "office", "--since", f"{NOW:%Y-%m-%d}")[1] == "No alert was raised.\n"
