"""Digits -> characters: two rows of pixels in a line, by half blocks of five shades."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .images import Images

SHADES = " ░▒▓█"
PER_ROW = 2  # digits beside each other within 80 columns
GAP = "  "


def draw_digits(found: Images, count: int, seed: int) -> str:
    """Some training digits with their labels, two beside each other."""
    chosen = np.random.default_rng(seed).choice(len(found.images), count, replace=False)
    blocks = [
        [f"{found.labels[number]}".ljust(28), *draw_image(found.images[number])]
        for number in chosen
    ]
    rows = [blocks[start : start + PER_ROW] for start in range(0, count, PER_ROW)]
    return "\n\n".join("\n".join(_beside(row)) for row in rows)


def _beside(blocks: list[list[str]]) -> list[str]:
    return [GAP.join(parts).rstrip() for parts in zip(*blocks, strict=True)]


def draw_image(image: NDArray[np.uint8]) -> list[str]:
    """A grey image, 14 lines of 28 characters for 28x28: a character is as high as two pixels."""
    pairs = image.reshape(image.shape[0] // 2, 2, image.shape[1]).mean(axis=1)
    shades = np.minimum(pairs * len(SHADES) // 256, len(SHADES) - 1).astype(int)
    return ["".join(SHADES[shade] for shade in line) for line in shades]
