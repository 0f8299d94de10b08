import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.archive.stars import (
    Edges,
    find_roots,
    from_both_ends,
    label,
    large_star,
    look_up,
    small_star,
    unique_edges,
)

Pairs = list[tuple[int, int]]
numbers = st.integers(-(2**63), 2**63 - 1) | st.integers(-3, 12)
graphs = st.lists(st.tuples(numbers, numbers).filter(lambda pair: pair[0] != pair[1]), max_size=30)


def edges(pairs: Pairs) -> Edges:
    left, right = ([pair[end] for pair in pairs] for end in (0, 1))
    return np.array(left, dtype=np.int64), np.array(right, dtype=np.int64)


def pairs(found: Edges) -> Pairs:
    return [(int(left), int(right)) for left, right in zip(*found, strict=True)]


def components(graph: Pairs) -> dict[int, int]:
    """Return the smallest node that each node is connected with, by looking again and again."""
    smallest = {node: node for pair in graph for node in pair}
    for _ in graph:
        for left, right in graph:
            smallest[left] = smallest[right] = min(smallest[left], smallest[right])
    return smallest


@given(graphs)
def test_roots_are_the_smallest_of_each_component(graph: Pairs) -> None:
    assert dict(pairs(find_roots(*edges(graph)))) == components(graph)


@given(graphs)
def test_stars_keep_components_together_and_end_in_stars(graph: Pairs) -> None:
    found = edges(graph)
    for _ in range(len(graph) + 1):
        led = large_star(*from_both_ends(*found))
        assert len(led[0]) <= 2 * len(graph)
        found = small_star(*led)
    assert dict(pairs(found)) == {node: root for node, root in components(graph).items() if node != root}


@given(graphs, st.integers(0, 3))
def test_labels_and_what_is_loose_give_components_after_any_number_of_rounds(
    graph: Pairs, rounds: int
) -> None:
    found = edges(graph)
    found = unique_edges(np.maximum(*found), np.minimum(*found))
    for _ in range(rounds):
        found = small_star(*large_star(*from_both_ends(*found)))
    (nodes, led), loose = label(*from_both_ends(*found))
    roots = look_up(*find_roots(*loose), led)
    assert dict(pairs((nodes, roots))) == components(graph)


@given(graphs, st.integers(1, 5))
def test_a_round_is_the_same_in_any_number_of_buckets(graph: Pairs, buckets: int) -> None:
    node, other = from_both_ends(*edges(graph))
    spread = [large_star(node[here], other[here]) for here in (node % buckets == at for at in range(buckets))]
    together = unique_edges(*(np.concatenate(ends) for ends in zip(*spread, strict=True)))
    assert pairs(together) == pairs(large_star(node, other))


@pytest.mark.parametrize(("rounds", "ties"), [(1, 2), (2, 4), (3, 8), (4, 16)])
def test_each_round_settles_chains_of_twice_the_length(rounds: int, ties: int) -> None:
    assert [loose_after(rounds, length) > 0 for length in (ties, ties + 1)] == [False, True]


def loose_after(rounds: int, ties: int) -> int:
    found = edges([(at, at + 1) for at in range(ties)])
    for _ in range(rounds):
        found = small_star(*large_star(*from_both_ends(*found)))
    return len(label(*from_both_ends(*found))[1][0])


@pytest.mark.parametrize(
    ("known", "asked", "found"),
    [([], [3], [3]), ([(1, 7), (4, 8)], [0, 1, 3, 4, 9], [0, 7, 3, 8, 9])],
    ids=["none known", "some known"],
)
def test_what_is_not_known_stands_for_itself(known: Pairs, asked: list[int], found: list[int]) -> None:
    assert look_up(*edges(known), np.array(asked)).tolist() == found
