"""The log: one line for each thing, whatever strangers write."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.watching.logs import Form, start_logging


@pytest.fixture(autouse=True)
def quiet_root() -> Iterator[None]:
    """Leave the logging of the test run as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def told(form: Form, event: str = "article", **fields: Any) -> str:
    stream = io.StringIO()
    start_logging(stream, form).tell(event, **fields)
    return stream.getvalue()


def test_text_names_each_value() -> None:
    line = told(
        "text", fate="added", address="https://lake.example/1", feed="Lake wires", incidents=("i_1", "i_2")
    )
    assert line.endswith(
        'level=info event=article fate=added address=https://lake.example/1 feed="Lake wires" incidents=i_1,i_2\n'
    )


def test_what_is_empty_is_left_out() -> None:
    assert told("text", fate="", address=None, incidents=()).endswith(" event=article\n")


def test_json_is_one_object_a_line() -> None:
    line = json.loads(told("json", fate="added", age_s=1.5))
    assert {name: line[name] for name in ("level", "event", "fate", "age_s")} == {
        "level": "info", "event": "article", "fate": "added", "age_s": 1.5,
    }  # fmt: skip


@pytest.mark.parametrize("form", ["text", "json"])
@settings(deadline=None, max_examples=40)
@given(words=st.text(min_size=1))
def test_no_words_can_forge_a_line_or_reach_the_terminal(form: Form, words: str) -> None:
    line = told(form, address=words)
    assert line.count("\n") == 1
    assert line[:-1].isprintable()
    assert line.isascii()


def test_values_without_end_are_cut() -> None:
    assert len(told("text", why="a" * 1_000_000)) < 1_200


def test_a_surprise_is_told_with_its_trace() -> None:
    stream = io.StringIO()
    log = start_logging(stream, "json")
    try:
        int("no such thing")
    except ValueError as error:
        log.surprise("page-not-read", error, job="abc")
    line = json.loads(stream.getvalue())
    assert (line["event"], line["job"]) == ("page-not-read", "abc")
    assert line["why"].startswith("ValueError: invalid literal")
    assert "Traceback" in line["trace"]


def test_what_libraries_warn_of_comes_out_in_the_same_form() -> None:
    stream = io.StringIO()
    start_logging(stream, "text")
    logging.getLogger("some.library").warning("it is %s", "late\nand more")
    assert 'event=library library=some.library why="it is late\\nand more"' in stream.getvalue()
