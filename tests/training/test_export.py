"""The export, with a small invented network; needs the training extra's onnx."""

import json
from collections.abc import Mapping
from math import erf
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from twosource.knowledge.encoder import Encoder, open_encoder

pytest.importorskip("onnx", reason="onnx is of the training extra")

from training.export import export, read_safetensors
from training.graph import quantise

WIDTH, INNER, LAYERS, HEADS, WORDS, COLUMNS = 32, 64, 2, 4, 200, 5
Weights = Mapping[str, NDArray[np.float32]]


def invent(seed: int) -> dict[str, NDArray[np.float32]]:
    """Return the weights of a small BERT drawn at random."""
    draw = np.random.default_rng(seed)

    def table(*shape: int) -> NDArray[np.float32]:
        return draw.normal(0, 1 / np.sqrt(shape[-1]), shape).astype(np.float32)

    def linear(name: str, rows: int, columns: int) -> dict[str, NDArray[np.float32]]:
        return {f"{name}.weight": table(rows, columns), f"{name}.bias": table(rows)}

    def norm(name: str) -> dict[str, NDArray[np.float32]]:
        return {f"{name}.weight": 1 + table(WIDTH), f"{name}.bias": table(WIDTH)}

    made = {f"embeddings.{name}_embeddings.weight": table(rows, WIDTH) for name, rows in
            (("word", WORDS), ("position", 300), ("token_type", 2))}  # fmt: skip
    made |= norm("embeddings.LayerNorm") | linear("heads", COLUMNS, WIDTH)
    for number in range(LAYERS):
        stem = f"encoder.layer.{number}."
        for name in ("query", "key", "value"):
            made |= linear(f"{stem}attention.self.{name}", WIDTH, WIDTH)
        made |= linear(f"{stem}attention.output.dense", WIDTH, WIDTH) | norm(
            f"{stem}attention.output.LayerNorm"
        )
        made |= linear(f"{stem}intermediate.dense", INNER, WIDTH) | linear(
            f"{stem}output.dense", WIDTH, INNER
        )
        made |= norm(f"{stem}output.LayerNorm")
    return made


def write(weights: Weights, folder: Path) -> None:
    """Write a folder as training leaves it."""
    header, content = {}, b""
    for name, array in weights.items():
        ends = [len(content), len(content) + array.nbytes]
        header[name] = {"dtype": "F32", "shape": array.shape, "data_offsets": ends}
        content += array.tobytes()
    head = json.dumps({"__metadata__": {"format": "pt"}, **header}).encode()
    (folder / "weights.safetensors").write_bytes(len(head).to_bytes(8, "little") + head + content)
    labels = {"columns": {"all": [0, COLUMNS]}, "labels": [], "thresholds": {"place": 0.4}}
    (folder / "labels.json").write_text(json.dumps(labels))


def reckon(weights: Weights, pieces: list[int]) -> NDArray[np.float64]:
    """Work out a BERT's heads in the plainest way (Devlin et al. 2019)."""

    def times(name: str, rows: NDArray[Any]) -> NDArray[Any]:
        made: NDArray[Any] = rows @ weights[f"{name}.weight"].T.astype(np.float64) + weights[f"{name}.bias"]
        return made

    def norm(name: str, rows: NDArray[Any]) -> NDArray[Any]:
        centred = rows - rows.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12)
        made: NDArray[Any] = centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]
        return made

    table = weights["embeddings.word_embeddings.weight"][pieces].astype(np.float64)
    table = table + weights["embeddings.position_embeddings.weight"][: len(pieces)]
    rows = norm("embeddings.LayerNorm", table + weights["embeddings.token_type_embeddings.weight"][0])
    for number in range(LAYERS):
        stem = f"encoder.layer.{number}."
        query, key, value = (
            times(f"{stem}attention.self.{name}", rows).reshape(len(pieces), HEADS, -1).transpose(1, 0, 2)
            for name in ("query", "key", "value")
        )
        scores = np.exp(query @ key.transpose(0, 2, 1) / np.sqrt(WIDTH / HEADS))
        mixed = scores / scores.sum(axis=2, keepdims=True) @ value
        out = times(f"{stem}attention.output.dense", mixed.transpose(1, 0, 2).reshape(len(pieces), WIDTH))
        rows = norm(f"{stem}attention.output.LayerNorm", rows + out)
        up = times(f"{stem}intermediate.dense", rows)
        up = up * (1 + np.vectorize(erf)(up / np.sqrt(2))) / 2
        rows = norm(f"{stem}output.LayerNorm", rows + times(f"{stem}output.dense", up))
    return times("heads", rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("weights")
    write(invent(7), made)
    export(made, made, heads=HEADS)
    return made


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Encoder:
    return open_encoder(folder)


def test_what_is_exported_gives_what_the_weights_give(encoder: Encoder) -> None:
    weights = invent(7)
    for length in (1, 2, 30, 256):
        pieces = [(7 * at + length) % WORDS for at in range(length)]
        (rows,) = encoder.run([pieces])
        wanted = reckon(weights, pieces)
        assert rows.shape == wanted.shape
        assert np.abs(rows - wanted).mean() < 0.04 * wanted.std()


def test_the_description_says_layout_and_thresholds(encoder: Encoder) -> None:
    assert (encoder.columns, encoder.thresholds) == ({"all": (0, COLUMNS)}, {"place": 0.4})


def test_the_same_weights_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    export(folder, tmp_path, heads=HEADS)
    for name in ("encoder.onnx", "encoder.json"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(st.integers(0, WORDS - 1), min_size=1, max_size=256), min_size=1, max_size=4))
def test_a_window_gives_the_same_bits_alone_among_others_and_on_two_threads(
    folder: Path, encoder: Encoder, windows: list[list[int]]
) -> None:
    alone = [encoder.run([window])[0].tobytes() for window in windows]
    assert [rows.tobytes() for rows in encoder.run(windows)] == alone
    assert [rows.tobytes() for rows in open_encoder(folder, threads=2).run(windows[::-1])] == alone[::-1]


def test_integers_are_at_most_as_large_as_asked_and_near_the_weights() -> None:
    table = np.array([[0.5, -1.0, 0.25], [0.0, 0.0, 0.0]], dtype=np.float32)
    integers, scales = quantise(table, 64)
    assert integers.tolist() == [[32, -64, 16], [0, 0, 0]]
    assert (integers * scales[:, None]).tolist() == table.tolist()


def test_tensors_are_read_with_their_shapes(folder: Path) -> None:
    found = read_safetensors(folder / "weights.safetensors")
    assert {name: array.tolist() for name, array in found.items()} == {
        name: array.tolist() for name, array in invent(7).items()
    }
