"""``twosource sources``, as its users call it."""

import pytest

from tests.cli.conftest import Run


def test_the_list_tells_shares_or_that_cases_are_too_few(ask: Run) -> None:
    out = ask("sources").out

    assert "Lakeside Courier" in out
    assert "too few" in out


def test_a_source_is_told_as_json(ask: Run) -> None:
    (one,) = ask("sources", "--name", "Lakeside", "--json").json()

    assert (one["kind"], one["label"], one["incidents"], one["rating"]) == (
        "outlet",
        "Lakeside Courier",
        1,
        None,
    )


def test_one_source_is_shown_with_what_people_say_of_it(ask: Run) -> None:
    out = ask("sources", "show", "Lakeside Courier", "--kind", "outlet").out

    assert "tells of: 1 incidents" in out
    assert "Nobody has rated it." in out


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("show", "Nobody"), "no source is named 'Nobody'", 1),
        (("rate", "Nobody", "A", "--by", "Amina"), "say why with --reason", 2),
        (("rate", "Nobody", "A", "--reason", "why"), "say who rates", 2),
        (
            ("rate", "Lakeside Courier", "7", "--kind", "outlet", "--by", "Amina", "--reason", "why"),
            "no reliability",
            1,
        ),
        (("undo", "g_00000000", "--by", "Amina", "--reason", "why"), "is no rating", 1),
    ],
)
def test_a_wrong_call_is_told_in_one_line(
    ask: Run, words: tuple[str, ...], said: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TWOSOURCE_REVIEWER", raising=False)
    done = ask("sources", *words)

    assert said in done.err
    assert done.status == code


def test_global_options_may_stand_behind_what_is_asked_of_a_source(ask: Run) -> None:
    one = ask("sources", "show", "Lakeside Courier", "--kind", "outlet", "--json").json()
    assert one["name"] == "Lakeside Courier"
