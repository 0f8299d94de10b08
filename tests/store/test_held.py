"""Which acts had been taken back at a moment: told from the acts by then, in their order."""

import pytest

from tests.builders import NOW
from twosource.ids import ActId
from twosource.store.acts import Act
from twosource.store.held import find_undone


def act(name: str, undoes: str | None = None) -> Act:
    taken = None if undoes is None else ActId(undoes)
    return Act(id=ActId(name), what="merge", by="Amina", at=NOW, reason="one attack", undoes=taken, body={})


@pytest.mark.parametrize(
    ("done", "undone"),
    [
        pytest.param([act("a"), act("b")], set(), id="nothing taken back"),
        pytest.param([act("a"), act("b", "a")], {"a"}, id="taken back"),
        pytest.param([act("a"), act("b", "a"), act("c", "b")], {"b"}, id="given back again"),
        pytest.param(
            [act("a"), act("b", "a"), act("c", "b"), act("d", "c")], {"a", "c"}, id="and taken back once more"
        ),
    ],
)
def test_an_act_counts_unless_it_was_taken_back(done: list[Act], undone: set[str]) -> None:
    assert find_undone(done) == undone
