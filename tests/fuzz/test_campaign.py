import pytest
from fuzz.__main__ import main
from fuzz.bounds import Outcome, try_input
from fuzz.campaign import nth_input, run_here
from fuzz.mutating import LONGEST
from fuzz.targets import TARGETS

from twosource.errors import UnreadableInput

RUNS = 25


@pytest.mark.parametrize("name", TARGETS)
def test_no_reader_is_broken_by_wrong_input(name: str) -> None:
    tally = run_here(TARGETS[name], seed=7, numbers=range(RUNS))

    assert [str(finding) for finding in tally.findings] == []
    assert tally.inputs == RUNS


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_themselves_are_read(name: str) -> None:
    for seed in TARGETS[name].seeds:
        assert try_input(TARGETS[name].read, seed).wrong is None


@pytest.mark.parametrize("name", TARGETS)
def test_the_same_seed_makes_the_same_inputs(name: str) -> None:
    first, again, other = (
        [nth_input(TARGETS[name], seed, number) for number in range(20)] for seed in (1, 1, 2)
    )

    assert first == again
    assert first != other
    assert max(map(len, first)) <= LONGEST


def test_what_is_raised_outside_the_tree_is_a_finding_with_its_place() -> None:
    def read(content: bytes) -> int:
        return content[10]

    wrong = try_input(read, b"short").wrong
    assert wrong is not None
    assert wrong[0] == "raised"
    assert wrong[1].startswith("IndexError: 'index out of range' at test_campaign.py:")


def test_an_error_of_ours_is_a_refusal() -> None:
    def read(content: bytes) -> int:
        raise UnreadableInput("is no feed")

    outcome = try_input(read, b"")
    assert (outcome.refused, outcome.wrong) == (True, None)


def test_giving_many_times_what_was_read_is_a_finding() -> None:
    assert try_input(lambda _: 10**9, b"short").wrong == (
        "gave too much", "1,000,000,000 characters for 5 bytes",
    )  # fmt: skip


def test_holding_much_is_a_finding_where_it_is_measured() -> None:
    def read(content: bytes) -> int:
        return len(bytearray(300_000_000)) // 10**6

    outcome: Outcome = try_input(read, b"x", measure_held=True)
    assert outcome.wrong is not None
    assert outcome.wrong[0] == "held too much"


def test_the_command_counts_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--target", "cap", "--runs", "5"]) == 0
    assert "5 inputs, 0 findings" in capsys.readouterr().out


def test_one_input_can_be_made_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--target", "jsonl", "--only", "3"]) == 0
    assert "bytes: " in capsys.readouterr().out
