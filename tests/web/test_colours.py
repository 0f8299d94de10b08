"""The colours of the design keep the contrast of WCAG 2.2 AA, light and dark."""

import re
from importlib.resources import files

import pytest

CSS = files("twosource.web").joinpath("static", "css", "base.css").read_text("utf-8")
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\s*;")
_LIGHT, _DARK = (
    dict(_TOKEN.findall(block)) for block in re.findall(r":root \{(.*?)\n *\}", CSS, re.DOTALL)[:2]
)
THEMES = {"light": _LIGHT, "dark": {**_LIGHT, **_DARK}}
STATUSES = ("contradicted", "updated", "agreed", "compatible", "single", "unknown")
TEXT = 4.5
GRAPHIC = 3.0
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "ink-2", "ink-3", "link") for ground in ("paper", "paper-2")),
    *((ink, "paper-3", TEXT) for ink in ("ink", "ink-2")),
    *((status, ground, TEXT) for status in STATUSES for ground in ("paper", "paper-2", f"{status}-ground")),
    *(("ink", f"{status}-ground", TEXT) for status in STATUSES),
    *(("paper", status, TEXT) for status in STATUSES),
    ("marked-ink", "marked", TEXT),
    ("button-ink", "button", TEXT),
    *((edge, "paper", GRAPHIC) for edge in ("line-strong", "focus", "series-1", "series-2", "series-3", "series-4")),
]  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS, ids=[f"{a} on {b}" for a, b, _ in PAIRS])
def test_what_is_read_stands_out(theme: str, ink: str, ground: str, least: float) -> None:
    tokens = THEMES[theme]
    assert contrast(tokens[ink], tokens[ground]) >= least


def test_every_colour_has_its_dark_counterpart() -> None:
    assert set(_LIGHT) == set(_DARK)


def contrast(left: str, right: str) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21."""
    low, high = sorted((_luminance(left), _luminance(right)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
