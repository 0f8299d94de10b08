import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.errors import TwosourceError, WeightsUnavailable
from twosource.knowledge.encoder import Encoder, load_encoder, open_encoder

PACKAGED = Path(__file__).parents[2] / "src" / "twosource" / "knowledge" / "encoder"
needs_weights = pytest.mark.skipif(
    not (PACKAGED / "encoder.onnx").is_file(), reason="the weights are not in this checkout"
)
WORD = st.integers(1000, 30_000)
WINDOW = st.lists(WORD, min_size=1, max_size=254).map(lambda pieces: [101, *pieces, 102])


def describe(folder: Path, content: bytes, **changed: object) -> None:
    """Lay out a folder whose description fits its weights, but for what is ``changed``."""
    description = {
        "form": 1,
        "sha256": sha256(content).hexdigest(),
        "columns": {},
        "thresholds": {},
        **changed,
    }
    (folder / "encoder.onnx").write_bytes(content)
    (folder / "encoder.json").write_text(json.dumps(description))


def test_importing_it_loads_neither_numpy_nor_onnxruntime() -> None:
    code = "import sys, twosource.knowledge.encoder; print({'numpy', 'onnxruntime'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_weights_that_are_missing_are_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsUnavailable, match=r"are missing: .*encoder\.json") as caught:
        open_encoder(tmp_path)
    assert isinstance(caught.value, TwosourceError)
    assert caught.value.hint == "install twosource again, or read with --reader rules"
    assert "\n" not in str(caught.value)


def test_a_description_without_weights_is_said(tmp_path: Path) -> None:
    describe(tmp_path, b"")
    (tmp_path / "encoder.onnx").unlink()
    with pytest.raises(WeightsUnavailable, match=r"are missing: .*encoder\.onnx"):
        open_encoder(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\x00" * 100], ids=["truncated", "other bytes"])
def test_weights_that_are_not_those_described_are_said(tmp_path: Path, content: bytes) -> None:
    describe(tmp_path, b"weights")
    (tmp_path / "encoder.onnx").write_bytes(content)
    with pytest.raises(WeightsUnavailable, match=r"are damaged: .*encoder\.onnx"):
        open_encoder(tmp_path)


def test_weights_that_no_network_is_made_of_are_said(tmp_path: Path) -> None:
    describe(tmp_path, b"no network")
    with pytest.raises(WeightsUnavailable, match=r"can't be run: .*encoder\.onnx"):
        open_encoder(tmp_path)


@pytest.mark.parametrize(
    "changed",
    [{"form": 2}, {"form": None}, {"columns": 3}, {"columns": {"a": [1]}}, {"thresholds": {"place": "much"}}],
    ids=["of another form", "of no form", "no columns", "half a column", "no threshold"],
)
def test_a_description_that_is_not_understood_is_said(tmp_path: Path, changed: dict[str, object]) -> None:
    describe(tmp_path, b"weights", **changed)
    with pytest.raises(WeightsUnavailable, match=r"are not described: .*encoder\.json"):
        open_encoder(tmp_path)


@pytest.mark.parametrize("content", [b"[]", b"null", b"{", b"\xff\xfe", b"{}"])
def test_a_description_that_is_none_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "encoder.json").write_bytes(content)
    with pytest.raises(WeightsUnavailable, match="are not described"):
        open_encoder(tmp_path)


def test_where_onnxruntime_is_missing_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    describe(tmp_path, b"weights")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(WeightsUnavailable, match=r"the trained reader can't run: .*onnxruntime"):
        open_encoder(tmp_path)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@needs_weights
def test_the_version_names_the_weights(encoder: Encoder) -> None:
    digest = sha256((PACKAGED / "encoder.onnx").read_bytes()).hexdigest()
    assert encoder.version == f"model/1-{digest[:6]}"


@needs_weights
def test_a_row_a_piece_and_a_column_an_output(encoder: Encoder) -> None:
    (rows,) = encoder.run([[101, 1996, 102]])
    assert rows.shape == (3, max(end for _, end in encoder.columns.values()))
    assert np.isfinite(rows).all()


@needs_weights
@settings(deadline=None, max_examples=6)
@given(st.lists(WINDOW, min_size=1, max_size=3))
def test_a_window_gives_the_same_bits_alone_among_others_and_on_two_threads(
    encoder: Encoder, windows: list[list[int]]
) -> None:
    alone = [encoder.run([window])[0].tobytes() for window in windows]
    assert [rows.tobytes() for rows in encoder.run(windows)] == alone
    assert [rows.tobytes() for rows in encoder.run(windows[::-1])] == alone[::-1]
    assert [rows.tobytes() for rows in load_encoder(threads=2).run(windows)] == alone


@needs_weights
def test_a_damaged_copy_of_the_packaged_weights_is_said(tmp_path: Path) -> None:
    copy = Path(copytree(PACKAGED, tmp_path / "encoder"))
    weights = bytearray((copy / "encoder.onnx").read_bytes())
    weights[len(weights) // 2] ^= 1
    (copy / "encoder.onnx").write_bytes(weights)
    with pytest.raises(WeightsUnavailable, match="are damaged"):
        open_encoder(copy)
