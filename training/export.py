"""Write trained weights as the package carries them: ``python -m training.export WEIGHTS_DIR OUT_DIR``.

Reads ``weights.safetensors`` (names of Hugging Face's BERT, with ``heads.weight`` and ``heads.bias``)
and ``labels.json``; writes ``encoder.onnx`` and ``encoder.json``. The same weights give the same bytes.
"""

import argparse
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.graph import build

_TYPES = {"F32": np.float32, "I64": np.int64}
#: Attention heads of the base encoder (its config.json).
HEADS = 12


def main() -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="folder with weights.safetensors and labels.json")
    parser.add_argument("out", type=Path, help="folder for encoder.onnx and encoder.json")
    given = parser.parse_args()
    export(given.weights, given.out)


def export(weights: Path, out: Path, *, heads: int = HEADS) -> None:
    """Write the encoder of a folder with trained weights; thresholds are those of labels.json, if any."""
    layout = json.loads((weights / "labels.json").read_text(encoding="utf-8"))
    content = build(read_safetensors(weights / "weights.safetensors"), heads=heads)
    description = {
        "form": 1,
        "sha256": sha256(content).hexdigest(),
        "columns": layout["columns"],
        "thresholds": layout.get("thresholds", {}),
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "encoder.onnx").write_bytes(content)
    (out / "encoder.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")


def read_safetensors(path: Path) -> dict[str, NDArray[Any]]:
    """Read a file of tensors (eight bytes of length, a header in JSON, the numbers), as safetensors lays it down."""
    content = path.read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    header.pop("__metadata__", None)
    return {
        name: np.frombuffer(
            content[start + one["data_offsets"][0] : start + one["data_offsets"][1]], _TYPES[one["dtype"]]
        ).reshape(one["shape"])
        for name, one in header.items()
    }


if __name__ == "__main__":
    main()
