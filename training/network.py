"""The encoder and its heads in PyTorch: MiniLM's layers (Wang et al. 2020) and one linear layer above.

The layout of the outputs is ``columns()``'s, which the export writes beside the weights. The
lowest layers and the embeddings are kept as they came: their outputs are worked out once.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from twosource.read.decoding import lay_out

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
LINK_WIDTH = 64


def columns() -> dict[str, tuple[int, int]]:
    """Return where each output stands in a row, by name: [first, end)."""
    return lay_out(LINK_WIDTH)


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, dropout: float) -> None:
        """Make the layer; ``dropout`` is a share in [0, 1)."""
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm_output = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, rows: Tensor, mask: Tensor | None) -> Tensor:
        """Return [B, T, WIDTH]; ``mask`` [B, 1, 1, T] is added to attention, None where all rows count."""
        batch, length, _ = rows.shape
        query, key, value = self.qkv(rows).view(batch, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        rows = self.norm_attention(rows + self.dropout(self.out(mixed)))
        return self.norm_output(rows + self.dropout(self.down(functional.gelu(self.up(rows)))))


class Network(nn.Module):
    """Embeddings, layers and heads; ``frozen`` counts the lowest layers that stay as they came."""

    def __init__(self, dropout: float, frozen: int) -> None:
        """Make the network without weights; see :func:`load_base`."""
        super().__init__()
        self.words = nn.Embedding(30_522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.Linear(WIDTH, max(end for _, end in columns().values()))
        self.frozen = frozen

    def train(self, mode: bool = True) -> "Network":
        """Switch dropout on or off; the frozen part never has any."""
        super().train(mode)
        for layer in self.layers[: self.frozen]:
            layer.eval()
        return self

    @torch.no_grad()
    def below(self, pieces: Tensor, mask: Tensor | None) -> Tensor:
        """Return what the frozen part gives for pieces [B, T]."""
        places = torch.arange(pieces.shape[1])
        rows = self.norm(self.words(pieces) + self.places(places) + self.types.weight[0])
        for layer in self.layers[: self.frozen]:
            rows = layer(rows, mask)
        return rows  # type: ignore[no-any-return]

    def forward(self, rows: Tensor, mask: Tensor | None) -> Tensor:
        """Return the heads [B, T, N] above what :meth:`below` gave."""
        for layer in self.layers[self.frozen :]:
            rows = layer(rows, mask)
        return self.heads(self.dropout(rows))  # type: ignore[no-any-return]

    def learning(self) -> Iterator[tuple[str, nn.Parameter]]:
        """Yield the parameters above the frozen part."""
        for number, layer in enumerate(self.layers):
            if number >= self.frozen:
                yield from ((f"layers.{number}.{name}", one) for name, one in layer.named_parameters())
        yield from ((f"heads.{name}", one) for name, one in self.heads.named_parameters())


_NAMES = {
    "norm_attention": "attention.output.LayerNorm",
    "out": "attention.output.dense",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm_output": "output.LayerNorm",
}
_QKV = ("query", "key", "value")
_EMBEDDINGS = {
    "words.weight": "embeddings.word_embeddings.weight",
    "places.weight": "embeddings.position_embeddings.weight",
    "types.weight": "embeddings.token_type_embeddings.weight",
    "norm.weight": "embeddings.LayerNorm.weight",
    "norm.bias": "embeddings.LayerNorm.bias",
}


def load_base(network: Network, file: Path) -> None:
    """Fill a network with weights under the names of Hugging Face's BERT; heads are filled where the file has them."""
    _fill(network, load_file(file), file)


def load_mean(network: Network, files: Sequence[Path]) -> None:
    """Fill a network with the mean of the weights of several files that :func:`save_base` wrote."""
    given = [load_file(file) for file in files]
    mean = {name: sum(one[name] for one in given) / len(given) for name in given[0]}
    _fill(network, mean, files[0])


def _fill(network: Network, given: dict[str, Tensor], file: Path) -> None:
    ours = {name: given[theirs] for name, theirs in _EMBEDDINGS.items()}
    for number in range(LAYERS):
        stem = f"encoder.layer.{number}."
        for part in ("weight", "bias"):
            parts = [given[f"{stem}attention.self.{name}.{part}"] for name in _QKV]
            ours[f"layers.{number}.qkv.{part}"] = torch.cat(parts)
            for name, theirs in _NAMES.items():
                ours[f"layers.{number}.{name}.{part}"] = given[f"{stem}{theirs}.{part}"]
    ours |= {name: given[name] for name in ("heads.weight", "heads.bias") if name in given}
    missing, unexpected = network.load_state_dict(ours, strict=False)
    if unexpected or set(missing) - {"heads.weight", "heads.bias"}:
        raise ValueError(f"{file} has no weights for {missing} {unexpected}")


def save_base(network: Network, file: Path) -> None:
    """Write a network's weights under the names of Hugging Face's BERT, and the heads' under their own."""
    ours = network.state_dict()
    theirs = {name: ours[mine] for mine, name in _EMBEDDINGS.items()}
    for number in range(LAYERS):
        stem = f"encoder.layer.{number}."
        for part in ("weight", "bias"):
            for name, piece in zip(_QKV, ours[f"layers.{number}.qkv.{part}"].chunk(3), strict=True):
                theirs[f"{stem}attention.self.{name}.{part}"] = piece.clone()
            for name, name_theirs in _NAMES.items():
                theirs[f"{stem}{name_theirs}.{part}"] = ours[f"layers.{number}.{name}.{part}"]
    theirs |= {f"heads.{part}": ours[f"heads.{part}"] for part in ("weight", "bias")}
    save_file({name: tensor.contiguous() for name, tensor in theirs.items()}, file)
