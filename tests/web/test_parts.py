"""The parts that pages share: what they show, and what they never let a text become."""

from typing import Any

import pytest

from twosource.model import Status, Verdict
from twosource.web.addresses import is_outward
from twosource.web.rendering import environment


def part(words: str, **given: Any) -> str:
    """Fill a template of one line that may use the parts as ``ui``."""
    return environment().from_string(f'{{% import "parts.html" as ui %}}{words}').render(given).strip()


@pytest.mark.parametrize("status", Status)
def test_a_status_is_told_by_sign_and_word(status: Status) -> None:
    shown = part("{{ ui.status(status) }}", status=status)
    assert f"</span>{status}</span>" in shown
    assert f'class="status status-{status.split()[0]}"' in shown
    assert 'class="sign" aria-hidden="true"' in shown


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_is_told_by_sign_and_word(verdict: Verdict) -> None:
    assert f"</span>{verdict}</span>" in part("{{ ui.verdict(verdict) }}", verdict=verdict)


def test_the_three_numbers_are_read_out_in_words() -> None:
    shown = part("{{ ui.counts(1, 2, 1234) }}")
    assert '<span class="vh">1 voice, 2 newsrooms, 1,234 outlets</span>' in shown


def test_a_quote_marks_its_words_and_nothing_else() -> None:
    shown = part("{{ ui.quote(pieces, by='<b>') }}", pieces=[("a <i>", False), ("b", True)])
    assert "a &lt;i&gt;<mark>b</mark></blockquote>" in shown
    assert '<figcaption dir="auto">&lt;b&gt;</figcaption>' in shown


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//elsewhere.example",
        " https://a.example",
        "https://a\nb",
        "",
        "x",
    ],
)
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    assert not is_outward(address)
    assert "<a" not in part("{{ ui.outward(address) }}", address=address)


def test_a_link_out_tells_nobody_where_it_comes_from() -> None:
    shown = part("{{ ui.outward('https://a.example/?x=1&y=\"', 'A') }}")
    assert shown == (
        '<a href="https://a.example/?x=1&amp;y=&#34;" rel="noreferrer noopener nofollow" dir="auto">A</a>'
    )


@pytest.mark.parametrize(("share", "width"), [(-1, "0.00%"), (0.375, "37.50%"), (7, "100.00%")])
def test_a_bar_is_never_wider_than_its_room(share: float, width: str) -> None:
    assert f'width="{width}"' in part("{{ ui.bar(share, 'so much') }}", share=share)


def test_the_end_of_a_list_is_no_link() -> None:
    shown = part("{{ ui.pages('', '/x?after=1', '1-50 of 60') }}")
    assert '<span class="off">← Previous</span>' in shown
    assert '<a href="/x?after=1" rel="next">Next →</a>' in shown
