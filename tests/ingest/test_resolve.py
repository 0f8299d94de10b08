import pytest

from twosource.ingest.resolve import Remembered


def test_a_name_is_looked_up_once_in_a_while() -> None:
    asked: list[str] = []

    def lookup(host: str) -> list[str]:
        asked.append(host)
        return [f"192.0.2.{len(asked)}"]

    names = Remembered(lookup)
    assert [names("a.example"), names("b.example"), names("a.example")] == [
        ["192.0.2.1"],
        ["192.0.2.2"],
        ["192.0.2.1"],
    ]
    at_once = Remembered(lookup, lasts_s=0.0)
    assert at_once("a.example") != at_once("a.example")


def test_few_names_are_remembered() -> None:
    asked: list[str] = []

    def lookup(host: str) -> list[str]:
        asked.append(host)
        return ["192.0.2.1"]

    names = Remembered(lookup, most=2)
    for host in ("a", "b", "c", "b", "a"):
        names(host)
    assert asked == ["a", "b", "c", "a"]


def test_a_name_that_leads_nowhere_is_asked_for_again() -> None:
    asked: list[str] = []

    def lookup(host: str) -> list[str]:
        asked.append(host)
        raise OSError("no such name")

    names = Remembered(lookup)
    for _ in range(2):
        with pytest.raises(OSError, match="no such name"):
            names("a.example")
    assert len(asked) == 2
