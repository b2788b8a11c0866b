"""Hidden checks of exercise 11: what training makes of each model, on images made for it."""

import numpy as np

from grader.checks import Network, check
from grader.checks.networks import assert_reaches, share_learnt
from grader.datasets import load_images
from grader.training import Sample

FOUR_CLASS = Network("build_four_class", (120, 60, 1), outputs=4)
DEEP = Network("build_deep", (28, 28, 1), outputs=10)
DENSE = Network("build_dense", (1000,), outputs=1)
LENET = Network("build_lenet", (28, 28, 1), outputs=10)
SMALL = Network("build_small", (28, 28, 1), outputs=10)


def split(name, inputs, labels, count, **how):
    """The first `count` to train on, the rest held back."""
    inputs, labels = inputs.astype(np.float32), labels.astype(np.int64)
    return Sample(name, inputs[:count], labels[:count], inputs[count:], labels[count:], **how)


def stripes(rng, count):
    """Stripes in four directions, a little noisy: `(count, 120, 60, 1)`."""
    rows, columns = np.mgrid[:120, :60]
    directions = np.stack([rows, columns, rows + columns, rows - columns])
    labels = rng.integers(0, 4, count)
    phases = rng.integers(0, 12, count)[:, np.newaxis, np.newaxis]
    images = (directions[labels] + phases) // 6 % 2 + rng.normal(0, 0.2, (count, 120, 60))
    return images[..., np.newaxis], labels


def features(rng, count):
    """Noise, of whose 1000 features fifty lean one way or the other: `(count, 1000)`."""
    labels = rng.integers(0, 2, count)
    values = rng.normal(size=(count, 1000))
    values[:, :50] += 0.4 * (2 * labels - 1)[:, np.newaxis]
    return values, labels


def digits(count, *, brightest):
    """Digits with values from 0 to `brightest`, and fifty more: `(count + 50, 28, 28, 1)`."""
    found = load_images("digits")
    images = found.images[: count + 50, :, :, np.newaxis] / 255 * brightest
    return images, found.labels[: count + 50]


@check(
    points=0.5,
    ko="네 클래스 모델이 학습하면 손실이 내려가야 합니다.",
    hint="learning",
    requires=["test_four_class_table", "test_four_class_loss"],
)
def test_four_class_learns(training_run, rng):
    """Training brings down the loss of the four-class model."""
    sample = split("stripes", *stripes(rng, 128), 96, epochs=4)

    assert_reaches(training_run, "four_class", FOUR_CLASS, share_learnt, sample)


@check(
    points=0.5,
    ko="배치 정규화를 쓴 깊은 모델이 학습하면 손실이 내려가야 합니다.",
    hint="learning",
    requires=["test_deep_table", "test_deep_loss"],
)
def test_deep_learns(training_run):
    """Training brings down the loss of the deep model with batch normalisation."""
    images, labels = digits(160, brightest=255)
    sample = split("digits", images, labels, 160, epochs=4, as_in_training=True)

    assert_reaches(training_run, "deep", DEEP, share_learnt, sample)


@check(
    points=0.5,
    ko="특성 1000개의 완전 연결 모델이 학습하면 손실이 내려가야 합니다.",
    hint="learning",
    requires=["test_dense_table", "test_dense_loss"],
)
def test_dense_learns(training_run, rng):
    """Training brings down the loss of the dense model on 1000 features."""
    sample = split("features", *features(rng, 450), 400, epochs=6)

    assert_reaches(training_run, "dense", DENSE, share_learnt, sample)


@check(
    points=0.5,
    ko="LeNet-5가 학습하면 손실이 내려가야 합니다.",
    hint="learning",
    requires=["test_lenet_table", "test_lenet_loss"],
)
def test_lenet_learns(training_run):
    """Training brings down the loss of LeNet-5."""
    sample = split("digits", *digits(400, brightest=1), 400, epochs=4)

    assert_reaches(training_run, "lenet", LENET, share_learnt, sample)


@check(
    points=0.5,
    ko="작은 합성곱 모델이 학습하면 손실이 내려가야 합니다.",
    hint="learning",
    requires=["test_small_table", "test_small_loss"],
)
def test_small_learns(training_run):
    """Training brings down the loss of the small convolutional model."""
    sample = split("digits", *digits(400, brightest=1), 400, epochs=4)

    assert_reaches(training_run, "small", SMALL, share_learnt, sample)
