"""The packaged encoder: numbers for the word pieces of a window, from an ONNX file checked by digest.

Each window is run by itself, so what comes out for it never depends on what else is read, nor on
how many threads there are. What the numbers mean is read/decoding.py's; how the file was made is
training/export.py's. Importing this module loads neither numpy nor onnxruntime.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twosource.errors import WeightsUnavailable
from twosource.knowledge.wordpieces import WordPieces, load_word_pieces

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

#: Names of the input (piece numbers, int64 [1, T]) and of the output (float32 [T, columns]) of the file.
INPUT, OUTPUT = "pieces", "heads"
#: The form of the description beside the weights; another form is another program's.
FORM = 1
_HINT = "install twosource again, or read with --reader rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What stands beside the weights (encoder.json).

    ``columns`` says where in a row of numbers each output stands, [first, end); ``thresholds`` from
    which probability on a word has a label; ``digest`` is the SHA-256 of the weights, in hex.
    """

    digest: str
    columns: Mapping[str, tuple[int, int]]
    thresholds: Mapping[str, float]


class Encoder:
    """The network of one file; safe to share between threads."""

    def __init__(self, description: Description, session: Any, pieces: WordPieces, threads: int = 1) -> None:
        """Take what :func:`open_encoder` reads; ``threads`` windows are run at a time."""
        self.version = f"model/1-{description.digest[:6]}"
        self.columns = description.columns
        self.thresholds = description.thresholds
        self.pieces = pieces
        self._session = session
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def run(self, windows: Iterable[Sequence[int]]) -> "list[NDArray[float32]]":
        """Return a row of numbers for each piece of each window, in order."""
        return list(self._pool.map(self._run, windows) if self._pool else map(self._run, windows))

    def _run(self, window: Sequence[int]) -> "NDArray[float32]":
        import numpy as np  # noqa: PLC0415  0.1 s, and needed here alone

        heads: NDArray[float32] = self._session.run([OUTPUT], {INPUT: np.array([window], dtype=np.int64)})[0]
        return heads


@cache
def load_encoder(threads: int = 1) -> Encoder:
    """Open the packaged encoder once; raises WeightsUnavailable where it is missing or wrong."""
    folder = files("twosource.knowledge").joinpath("encoder")
    return open_encoder(Path(str(folder)), threads=threads)


def open_encoder(folder: Path, *, threads: int = 1) -> Encoder:
    """Open the encoder of a folder with ``encoder.json`` and ``encoder.onnx``.

    Raises WeightsUnavailable where a file is missing, is not what the description says, or can't
    be run here.
    """
    description = _read_description(folder / "encoder.json")
    weights = _read(folder / "encoder.onnx")
    if sha256(weights).hexdigest() != description.digest:
        raise WeightsUnavailable(
            f"the trained reader's weights are damaged: {folder / 'encoder.onnx'}", hint=_HINT
        )
    return Encoder(
        description, _open_session(weights, folder / "encoder.onnx"), _load_pieces(folder), threads
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WeightsUnavailable(f"the trained reader's weights are missing: {path}", hint=_HINT) from error


def _read_description(path: Path) -> Description:
    content = _read(path)
    try:
        return _describe(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsUnavailable(
            f"the trained reader's weights are not described: {path}", hint=_HINT
        ) from error


def _describe(given: Mapping[str, Any]) -> Description:
    if given["form"] != FORM:
        raise ValueError(f"form {given['form']}")
    return Description(
        digest=str(given["sha256"]),
        columns={name: (int(first), int(end)) for name, (first, end) in given["columns"].items()},
        thresholds={label: float(least) for label, least in given["thresholds"].items()},
    )


def _load_pieces(folder: Path) -> WordPieces:
    try:
        return load_word_pieces()
    except (OSError, EOFError, ValueError) as error:
        path = folder / "vocab.txt.gz"
        raise WeightsUnavailable(
            f"the trained reader's vocabulary can't be read: {path}", hint=_HINT
        ) from error


def _open_session(weights: bytes, path: Path) -> Any:
    """Open a session that runs on the thread that asks it, and says nothing."""
    try:
        import onnxruntime  # noqa: PLC0415  0.1 s, and only the trained reader needs it
    except ImportError as error:
        raise WeightsUnavailable(f"the trained reader can't run: {error}", hint=_HINT) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.enable_mem_pattern = False  # windows differ in length
    options.enable_cpu_mem_arena = False  # an arena would keep what the longest window took
    options.graph_optimization_level = (
        onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    )  # built as it is run
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors share no base of their own
        raise WeightsUnavailable(f"the trained reader's weights can't be run: {path}", hint=_HINT) from error
