"""The encoder as an ONNX graph, built node by node from its weights; no PyTorch, no tracing.

Weights of the large products are 7-bit integers with a scale per output; what flows into them is
8-bit with a scale per window. So no sum of two products leaves 16 bits, and processors with and
without wide integer instructions give the same numbers. Attention, norms and heads are in float32.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[Any]
Weights = Mapping[str, Array]
#: Contributed operators of onnxruntime: fused forms that its CPU kernels have.
CONTRIB = "com.microsoft"
OPSET = 17
EPSILON = 1e-12  # BERT's, in its normalisations
LONGEST = 256  # pieces of a window; positions beyond are not kept
#: The largest weight: 255 x 64 x 2 is below 2^15.
_LARGEST = 64


@dataclass(slots=True)
class Graph:
    """A graph in the making."""

    nodes: list[Any] = field(default_factory=list)
    constants: list[Any] = field(default_factory=list)
    _names: dict[tuple[str, tuple[int, ...], bytes], str] = field(default_factory=dict)

    def constant(self, array: Array) -> str:
        """Keep an array and return its name; equal arrays are kept once."""
        array = np.ascontiguousarray(array)
        name = self._names.setdefault(
            (str(array.dtype), array.shape, array.tobytes()), f"c{len(self.constants)}"
        )
        if name == f"c{len(self.constants)}":
            self.constants.append(numpy_helper.from_array(array, name))
        return name

    def add(self, operator: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: Any) -> Any:
        """Add a node and return the name of its output, or names of its ``outputs``."""
        names = [f"n{len(self.nodes)}_{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names


def build(weights: Weights, *, heads: int) -> bytes:
    """Return the file of a BERT with ``heads`` attention heads and the linear layer ``heads.*`` above it."""
    graph = Graph()
    rows = _embed(graph, weights)
    layers = sum(name.endswith("attention.self.query.weight") for name in weights)
    for number in range(layers):
        rows = _layer(graph, _part(weights, f"encoder.layer.{number}."), rows, heads)
    rows = graph.add("Squeeze", rows, graph.constant(np.array([0])))
    rows = graph.add(
        "Gemm", rows, graph.constant(weights["heads.weight"]), graph.constant(weights["heads.bias"]), transB=1
    )
    graph.nodes.append(helper.make_node("Identity", [rows], ["heads"]))
    return _save(graph, len(weights["heads.bias"]))


def _save(graph: Graph, columns: int) -> bytes:
    given = helper.make_tensor_value_info("pieces", TensorProto.INT64, [1, "T"])
    made = helper.make_tensor_value_info("heads", TensorProto.FLOAT, ["T", columns])
    whole = helper.make_graph(graph.nodes, "encoder", [given], [made], graph.constants)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    file = helper.make_model(whole, opset_imports=opsets, ir_version=8, producer_name="twosource")
    onnx.checker.check_model(file)
    content: bytes = file.SerializeToString(deterministic=True)
    return content


def _part(weights: Weights, stem: str) -> Weights:
    return {name.removeprefix(stem): array for name, array in weights.items() if name.startswith(stem)}


def _embed(graph: Graph, weights: Weights) -> str:
    """Add up word and position; the first type is in every position."""
    table, scales = quantise(weights["embeddings.word_embeddings.weight"], 127)
    places = weights["embeddings.position_embeddings.weight"][:LONGEST]
    places = places + weights["embeddings.token_type_embeddings.weight"][0]
    found = graph.add("Cast", graph.add("Gather", graph.constant(table), "pieces"), to=TensorProto.FLOAT)
    scale = graph.add("Gather", graph.constant(scales[:, None]), "pieces")
    length = graph.add("Slice", graph.add("Shape", "pieces"), *_numbers(graph, [1], [2], [0]))
    place = graph.add(
        "Slice", graph.constant(places), graph.constant(np.array([0])), length, *_numbers(graph, [0])
    )
    summed = graph.add("Add", graph.add("Mul", found, scale), place)
    return _norm(graph, weights, "embeddings.LayerNorm", summed)


def _numbers(graph: Graph, *lists: list[int]) -> tuple[str, ...]:
    return tuple(graph.constant(np.array(one)) for one in lists)


def _layer(graph: Graph, weights: Weights, rows: str, heads: int) -> str:
    asked = [_times(graph, weights, f"attention.self.{name}", rows) for name in ("query", "key", "value")]
    mixed = graph.add("MultiHeadAttention", *asked, domain=CONTRIB, num_heads=heads)
    out = _times(graph, weights, "attention.output.dense", mixed)
    rows = _norm(graph, weights, "attention.output.LayerNorm", graph.add("Add", rows, out))
    return _norm(graph, weights, "output.LayerNorm", graph.add("Add", rows, _forward(graph, weights, rows)))


def _forward(graph: Graph, weights: Weights, rows: str) -> str:
    """Add the feed-forward half.

    [CLS] goes through it by itself: its numbers are several times the others' (28 to their 10), and
    in one scale with it they would lose two bits.
    """
    first, rest, last, axis = _numbers(graph, [0], [1], [LONGEST], [1])
    parts = graph.add("Slice", rows, first, rest, axis), graph.add("Slice", rows, rest, last, axis)
    return str(graph.add("Concat", *(_expand(graph, weights, part) for part in parts), axis=1))


def _expand(graph: Graph, weights: Weights, rows: str) -> str:
    up = _times(graph, weights, "intermediate.dense", rows, bias=False)
    bias = graph.constant(weights["intermediate.dense.bias"])
    return _times(graph, weights, "output.dense", graph.add("FastGelu", up, bias, domain=CONTRIB))


def _norm(graph: Graph, weights: Weights, name: str, rows: str) -> str:
    """Normalise rows; the sum before is a node of its own, as the fused operator's kernel is five times slower."""
    norm = _part(weights, f"{name}.")
    scale, shift = graph.constant(norm["weight"]), graph.constant(norm["bias"])
    return str(graph.add("LayerNormalization", rows, scale, shift, axis=-1, epsilon=EPSILON))


def _times(graph: Graph, weights: Weights, name: str, rows: str, *, bias: bool = True) -> str:
    """Multiply rows with a linear layer's weights and add its bias."""
    table, scales = quantise(weights[f"{name}.weight"], _LARGEST)
    given = [rows, graph.constant(table.T), graph.constant(scales)]
    given += ["", graph.constant(weights[f"{name}.bias"])] if bias else []
    return str(graph.add("DynamicQuantizeMatMul", *given, domain=CONTRIB))


def quantise(table: Array, largest: int) -> tuple[Array, Array]:
    """Return a table's rows as integers in [-largest, largest] and the scale of each row."""
    scales = np.maximum(np.abs(table).max(axis=1), np.finfo(np.float32).tiny) / np.float32(largest)
    return np.rint(table / scales[:, None]).astype(np.int8), scales.astype(np.float32)
