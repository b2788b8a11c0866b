"""A model's outputs -> loss, classes and confusion, all in the grading process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

PROBES = 4


def probe_values(outputs: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Predictions `(4, outputs)` that no two losses judge alike, and labels for them."""
    rng = np.random.default_rng(outputs)
    if outputs == 1:
        return rng.uniform(0.1, 0.9, (PROBES, 1)).astype(np.float32), np.array([0, 1, 1, 0])
    raw = rng.uniform(0.05, 1, (PROBES, outputs))
    predictions = (raw / raw.sum(axis=1, keepdims=True)).astype(np.float32)
    return predictions, rng.integers(0, outputs, PROBES)


def cross_entropy(outputs: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """The mean cross entropy of outputs, be they probabilities or logits, for labels."""
    if outputs.shape[1] == 1:
        chance = outputs[:, 0]
        if chance.min() < 0 or chance.max() > 1:
            chance = 1 / (1 + np.exp(-np.clip(chance, -500, 500)))
        picked = np.where(labels == 1, chance, 1 - chance)
        return float(np.mean(-np.log(np.maximum(picked, 1e-7))))
    shares = _probabilities(outputs)
    return float(np.mean(-np.log(np.maximum(shares[np.arange(len(labels)), labels], 1e-7))))


def _probabilities(outputs: NDArray[np.float64]) -> NDArray[np.float64]:
    if outputs.min() >= 0 and np.allclose(outputs.sum(axis=1), 1, atol=1e-3):
        return outputs
    shares = np.exp(outputs - outputs.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def classes_of(outputs: NDArray[np.float64]) -> NDArray[np.int64]:
    """The class that each row of outputs speaks for."""
    if outputs.shape[1] == 1:
        return np.asarray(outputs[:, 0] > 0.5, np.int64)
    return np.asarray(outputs.argmax(axis=1), np.int64)


def confusion_of(
    outputs: NDArray[np.float64], renamed: NDArray[np.int64], labels: NDArray[np.int64]
) -> NDArray[np.int64]:
    """`[is, taken for]` counts, under the classes' own names."""
    own_names = np.argsort(renamed)
    taken_for = classes_of(outputs)
    counts = np.zeros((len(renamed), len(renamed)), np.int64)
    known = taken_for < len(renamed)  # a model may have more outputs than there are classes
    np.add.at(counts, (labels[known], own_names[taken_for[known]]), 1)
    return counts
