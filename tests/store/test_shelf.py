"""The register in memory follows the ledger, whoever writes to it, in whatever order."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOW
from tests.ledgers import open_ledger, spoil
from tests.store.crowd import Invented, invent, newest_first
from twosource.errors import LedgerUnavailable
from twosource.ids import IncidentId
from twosource.store import Filter, Ledger, register
from twosource.store.register import Register, empty_register
from twosource.store.shelf import Shelf

CROWD = [invent(number) for number in range(30)]


def listed(ledger: Ledger, wanted: Filter | None = None) -> list[IncidentId]:
    return [card.id for card in ledger.cards(wanted or Filter(), limit=100).cards]


def names(crowd: Sequence[Invented]) -> list[IncidentId]:
    return [one.id for one in newest_first(crowd)]


@pytest.mark.parametrize("words", [None, "police"])
def test_what_another_writes_is_seen_at_the_next_question(path: Path, words: str | None) -> None:
    wanted = Filter(words=words)
    with open_ledger(path) as one, open_ledger(path) as other:
        for at, each in enumerate(CROWD):
            each.keep(one if at % 2 else other)
            told = [which for which in CROWD[: at + 1] if words is None or words in which.words]
            assert listed(other if at % 2 else one, wanted) == names(told)


def test_what_is_taken_back_was_never_there(ledger: Ledger) -> None:
    CROWD[0].keep(ledger)
    with suppress(ZeroDivisionError), ledger.transaction():
        CROWD[1].keep(ledger)
        assert set(listed(ledger)) == {CROWD[0].id, CROWD[1].id}
        raise ZeroDivisionError

    assert listed(ledger) == [CROWD[0].id]
    CROWD[2].keep(ledger)
    assert set(listed(ledger)) == {CROWD[0].id, CROWD[2].id}


def test_a_snapshot_is_answered_while_others_write(path: Path) -> None:
    with open_ledger(path) as reader, open_ledger(path) as writer:
        CROWD[0].keep(writer)
        with reader.snapshot():
            assert listed(reader) == [CROWD[0].id]
            CROWD[1].keep(writer)
            assert len(listed(writer)) == 2
            assert reader.count(Filter()) in {1, 2}
        assert reader.count(Filter()) == 2


def test_what_a_snapshot_does_not_see_is_not_lost_to_others(path: Path) -> None:
    wanted = Filter(words="police")
    told = [one for one in CROWD if "police" in one.words][:3]
    with open_ledger(path) as reader, open_ledger(path) as writer:
        told[0].keep(writer)
        with reader.snapshot():
            assert reader.count(wanted) == 1
            told[1].keep(writer)
            assert writer.count(Filter()) == 2
            assert reader.count(wanted) in {1, 2}
            assert writer.count(wanted) == 2
        assert reader.count(wanted) == 2
        told[2].keep(writer)
        assert (reader.count(wanted), writer.count(wanted)) == (3, 3)


def test_a_ledger_made_anew_in_the_same_place_is_another(path: Path) -> None:
    with open_ledger(path) as ledger:
        CROWD[0].keep(ledger)
        assert listed(ledger) == [CROWD[0].id]
    spoil(  # the same ledger, with other contents
        path,
        "DELETE FROM facts; DELETE FROM changes; UPDATE members SET incident = NULL; DELETE FROM incidents",
    )
    with open_ledger(path) as ledger:
        replace(CROWD[1], changed=NOW.replace(year=2030)).keep(ledger)
        assert listed(ledger) == [CROWD[1].id]


@pytest.mark.sqlite_file("it can be taken away")
def test_a_ledger_whose_file_is_gone_says_so(ledger: Ledger) -> None:
    CROWD[0].keep(ledger)
    ledger.path.unlink()

    with pytest.raises(LedgerUnavailable, match="its file is gone"):
        ledger.count(Filter())


def test_threads_are_answered_alike(path: Path) -> None:
    with open_ledger(path) as ledger, ledger.transaction():
        for one in CROWD:
            one.keep(ledger)
    found: list[int] = []

    def ask() -> None:
        with open_ledger(path) as own:
            found.extend(own.count(Filter(words="police")) for _ in range(5))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {sum("police" in one.words for one in CROWD)}
    assert len(found) == 20


# --- registers -----------------------------------------------------------------------------------


class Row(tuple[object, ...]):
    """A row as a query gives it."""

    __slots__ = ()
    _fields = (
        "id", "reports", "kind", "country", "place", "actors", "sort_at", "latest", "lat", "lon", "radius_km",
        "voices", "statuses", "confirmed", "changed", "changed_at",
    )  # fmt: skip


def row(number: int, sort_at: int, *, reports: int = 1, changed: int = 0) -> Row:
    told = (
        f"i_{number:010x}",
        reports,
        f"kind {sort_at % 3}",
        None,
        "",
        "",
        sort_at,
        sort_at,
        None,
        None,
        None,
    )
    return Row((*told, 1, 0, 0, changed, 0))


def order_of(made: Register) -> list[str]:
    return made.names(made.newest)


rows = st.lists(st.builds(row, st.integers(0, 12), st.integers(0, 4), reports=st.integers(0, 1)), max_size=40)


@settings(deadline=None, max_examples=150)
@given(rows, st.integers(1, 5), st.sampled_from((0, 2_000)))
def test_a_register_renewed_bit_by_bit_is_the_one_made_at_once(told: list[Row], step: int, many: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(register, "_MANY", many)
        made = empty_register()
        for start in range(0, len(told), step):
            last = {one[0]: one for one in told[start : start + step]}
            made = made.renewed(list(last.values()))
    latest = {one[0]: one for one in told}
    standing = sorted((-int(str(one[6])), str(one[0])) for one in latest.values() if one[1])

    assert order_of(made) == [name for _, name in standing]
    assert [made["sort_at"][slot] for slot in made.newest] == [-key for key, _ in standing]


def test_a_register_is_not_changed_by_the_next_of_it() -> None:
    first = empty_register().renewed([row(1, 5), row(2, 3)])
    second = first.renewed([row(2, 9), row(3, 4), row(1, 5, reports=0)])

    assert (order_of(first), order_of(second)) == (
        ["i_0000000001", "i_0000000002"],
        ["i_0000000002", "i_0000000003"],
    )
    assert first["sort_at"].tolist() == [5, 3]


def test_a_shelf_reads_only_what_changed(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, read = Shelf(), list[int]()
    renewed = Register.renewed

    def counting(made: Register, rows: Sequence[object]) -> Register:
        read.append(len(rows))
        return renewed(made, rows)

    monkeypatch.setattr(Register, "renewed", counting)
    for one in CROWD[:3]:
        one.keep(ledger)
    for last in (CROWD[3], CROWD[4]):
        shelf.register(ledger._database)
        last.keep(ledger)
    shelf.register(ledger._database)

    assert read == [3, 1, 1]
