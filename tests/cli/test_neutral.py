import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.cli.neutral import harmless, harmless_json


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b]0;owned\x07", "␛]0;owned␇", id="a title sequence"),
        pytest.param("a\r\nb\t c", "a b c", id="blanks"),
        pytest.param("\x9b31m", "\ufffd31m", id="an eight-bit escape"),
        pytest.param("abc\u202efdp.exe", "abc\ufffdfdp.exe", id="turned text"),
        pytest.param("Ḩadīthah: « oui », 時", "Ḩadīthah: « oui », 時", id="letters of all scripts"),
    ],
)
def test_control_characters_are_shown(text: str, shown: str) -> None:
    assert harmless(text) == shown


@given(st.text())
def test_nothing_shown_controls_a_terminal(text: str) -> None:
    shown = harmless(text)

    assert not any(ord(sign) < 0x20 or 0x7F <= ord(sign) < 0xA0 for sign in shown)
    assert harmless(shown) == shown


@given(st.dictionaries(st.text(), st.text()))
def test_json_means_the_same_without_control_characters(data: dict[str, str]) -> None:
    line = harmless_json(json.dumps(data, ensure_ascii=False))

    assert json.loads(line) == data
    assert not any(0x7F <= ord(sign) < 0xA0 or sign in "\u202e\u2066\u2028" for sign in line)
