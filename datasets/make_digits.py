"""scikit-learn's 8x8 handwritten digits -> `digits.npz`, in the layout of Keras's `mnist.npz`.

    pip install scikit-learn
    python datasets/make_digits.py

Each pixel (0 to 16) becomes a square of 3x3 (0 to 255) with a border of 2, which makes 28x28. The
images are shuffled once, with a fixed seed: the collection lists them by writer. scikit-learn is
needed here alone.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

TRAINING_IMAGES = 1400
SEED = 20221128


def main() -> None:
    """Writes the file beside this one."""
    digits = load_digits()
    grey = np.rint(digits.images * 255 / 16).astype(np.uint8)
    enlarged = np.pad(np.kron(grey, np.ones((1, 3, 3), np.uint8)), ((0, 0), (2, 2), (2, 2)))
    order = np.random.default_rng(SEED).permutation(len(enlarged))
    images, labels = enlarged[order], digits.target[order].astype(np.uint8)
    np.savez_compressed(
        Path(__file__).with_name("digits.npz"),
        x_train=images[:TRAINING_IMAGES],
        y_train=labels[:TRAINING_IMAGES],
        x_test=images[TRAINING_IMAGES:],
        y_test=labels[TRAINING_IMAGES:],
    )


if __name__ == "__main__":
    main()
