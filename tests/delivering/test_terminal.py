import io

import pytest
from rich.console import Console

from tests.alert_making import make_alert, make_known, make_quoted
from tests.delivering.senders import make_message
from twosource.config.channels import Terminal
from twosource.delivering.terminal import show
from twosource.watches import Alert


def shown(alert: Alert, *, is_test: bool = False, colour: bool = False) -> str:
    console = Console(
        file=io.StringIO(), width=72, force_terminal=colour, highlight=False, markup=False, _environ={}
    )
    show(make_message(Terminal(), alert, is_test=is_test), console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_page_says_what_is_known() -> None:
    page = shown(make_alert(instructions=(make_quoted(),)))
    assert "Shooting" in page.splitlines()[0]
    assert "“Stay away from the ferry pier” (Kisumu police, in Lakeside" in page
    assert "Immediate · Severe · Observed · 2024-05-02 12:00 UTC" in page.splitlines()[-1]


def test_a_test_says_so() -> None:
    assert "TEST, nothing happened" in shown(make_alert(), is_test=True).splitlines()[0]


@pytest.mark.parametrize("sign", ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\r", "\x00", "\u202e"])
def test_no_word_of_the_press_moves_the_cursor(sign: str) -> None:
    page = shown(
        make_alert(
            headline=f"Blast{sign}here", known=(make_known("killed", f"4{sign}"),), links=(f"https://a.example/{sign}",)
        )
    )  # fmt: skip
    assert sign not in page


def test_words_in_brackets_are_words() -> None:
    assert "[red]Blast[/red]" in shown(make_alert(headline="[red]Blast[/red]"), colour=True)
