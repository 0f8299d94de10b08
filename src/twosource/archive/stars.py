"""Connected components by stars: edges are moved until each points from a node to the smallest of its component.

Large-star and small-star by turns, after Kiveris and others, "Connected Components in MapReduce and Beyond"
(SoCC 2014): each looks at one node and its neighbours alone, so that any bucket of nodes can be worked on by
itself, and never makes more edges than there were. Pure, over arrays of numbers; nothing here knows reports.
"""

from typing import Any, TypeAlias

import numpy as np

Numbers: TypeAlias = Any  # numpy's arrays of int64
Edges: TypeAlias = tuple[Numbers, Numbers]


def large_star(node: Numbers, other: Numbers) -> Edges:
    """Lead a node's larger neighbours to the smallest of them all.

    Every edge is given from both of its ends. Edges returned lead from the larger end to the smaller.
    """
    order = np.lexsort((other, node))
    node, other = node[order], other[order]
    smallest = np.minimum(_spread_first(node, other), node)
    chosen = other > node
    return unique_edges(other[chosen], smallest[chosen])


def small_star(node: Numbers, other: Numbers) -> Edges:
    """Lead a node and its smaller neighbours to the smallest of these.

    Every edge is given from its larger end alone. Edges returned lead from the larger end to the smaller.
    """
    order = np.lexsort((other, node))
    node, other = node[order], other[order]
    smallest = _spread_first(node, other)
    beside = other > smallest
    children = np.concatenate((node, other[beside]))
    return unique_edges(children, np.concatenate((smallest, smallest[beside])))


def from_both_ends(left: Numbers, right: Numbers) -> Edges:
    """Return every edge twice, once from each end."""
    return np.concatenate((left, right)), np.concatenate((right, left))


def unique_edges(left: Numbers, right: Numbers) -> Edges:
    """Return each edge once, ordered by its ends."""
    if not len(left):
        return left, right
    order = np.lexsort((right, left))
    left, right = left[order], right[order]
    fresh = np.concatenate(([True], (left[1:] != left[:-1]) | (right[1:] != right[:-1])))
    return left[fresh], right[fresh]


def find_roots(left: Numbers, right: Numbers) -> Edges:
    """Return every node of some edges, in order, with the smallest of its component.

    All edges are held: some 107 bytes each while it works (measured on a million).
    """
    nodes, ends = np.unique(np.concatenate((left, right)), return_inverse=True)
    ours, theirs = ends[: len(left)], ends[len(left) :]
    parent = np.arange(len(nodes))
    while len(ours):
        low = np.minimum(parent[ours], parent[theirs])
        np.minimum.at(parent, parent[ours], low)
        np.minimum.at(parent, parent[theirs], low)
        parent = _flatten(parent)
        apart = parent[ours] != parent[theirs]
        ours, theirs = ours[apart], theirs[apart]
    return nodes, nodes[parent]


def label(node: Numbers, other: Numbers) -> tuple[Edges, Edges]:
    """Return every node with the smallest neighbour it is led to, itself if that; and the edges that are no star's.

    Every edge is given from both of its ends. A node is loose that is led to two others, or is both led and led to.
    """
    order = np.lexsort((other, node))
    node, other = node[order], other[order]
    nodes, starts, degree = np.unique(node, return_index=True, return_counts=True)
    led = np.add.reduceat(other < node, starts) if len(node) else starts
    loose = np.repeat((led > 1) | ((led > 0) & (led < degree)), degree) & (other < node)
    return (nodes, np.minimum(nodes, other[starts])), (node[loose], other[loose])


def look_up(known: Numbers, values: Numbers, asked: Numbers) -> Numbers:
    """Return the value of each number asked for, itself where it is not among the known; these are in order."""
    if not len(known):
        return asked
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return np.where(known[at] == asked, values[at], asked)


def _flatten(parent: Numbers) -> Numbers:
    while True:
        above = parent[parent]
        if np.array_equal(above, parent):
            return parent
        parent = above


def _spread_first(node: Numbers, other: Numbers) -> Numbers:
    """Return for each row the ``other`` of the first row of its node; rows are ordered by node."""
    if not len(node):
        return other
    starts = np.flatnonzero(np.concatenate(([True], node[1:] != node[:-1])))
    return np.repeat(other[starts], np.diff(np.concatenate((starts, [len(node)]))))
