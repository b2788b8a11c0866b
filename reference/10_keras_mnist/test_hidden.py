"""Hidden checks of exercise 10: any images, arguments left alone, what convolution is good for."""

import numpy as np

from grader.checks import Network, assert_close, assert_true, assert_untouched, check
from grader.checks.networks import assert_reaches

DNN = Network("build_dnn", (28, 28, 1), outputs=10)
CNN = Network("build_cnn", (28, 28, 1), outputs=10)
STEPS = [(dy, dx) for dy in (-2, 0, 2) for dx in (-2, 0, 2) if dy or dx]


def moved(images):
    """Every image in eight copies, moved by two pixels: digits have a border at least as wide."""
    return np.concatenate([np.roll(images, step, axis=(1, 2)) for step in STEPS])


@check(points=1.5, ko="밝기와 장수가 다른 영상들도 똑같이 준비되어야 합니다.", hint="prepare")
def test_prepare_any_images(student, rng):
    """Images of any brightness and number are prepared alike."""
    for count, brightest, kind in [(1, 256, "uint8"), (5, 60, "int64"), (12, 256, "uint8")]:
        images = rng.integers(0, brightest, (count, 28, 28), dtype=np.uint8)
        labels = rng.integers(0, 10, count).astype(kind)

        prepared = student.prepare(images, labels)

        assert_true(
            isinstance(prepared, (tuple, list)) and len(prepared) == 2,
            en="The result should hold two things: images and labels.",
            ko="결과에는 영상과 레이블, 두 가지가 들어 있어야 합니다.",
            about_form=True,
        )
        expected = images[..., np.newaxis] / 255
        assert_close(prepared[0], expected, dtype=np.float32, atol=1e-6)
        assert_close(prepared[1], labels)
        assert_true(
            prepared[1].dtype.kind in "iu",
            en="Labels should be whole numbers.",
            ko="레이블은 정수여야 합니다.",
        )


@check(
    points=0.5,
    ko="prepare는 인수를 바꾸지 않고 새 배열을 돌려주어야 합니다.",
    hint="arguments",
    requires=["test_prepare_any_images"],
)
def test_prepare_leaves_arguments_alone(student, rng):
    """Your prepare leaves its arguments as they were and returns arrays of its own."""
    images = rng.integers(0, 256, (3, 28, 28), dtype=np.uint8)

    assert_untouched(student.prepare, images, np.array([1, 2, 3]))


@check(
    points=1,
    ko="두 칸씩 옮긴 영상에서는 CNN이 DNN보다 나아야 합니다.",
    hint="learning",
    requires=["test_cnn_learns", "test_dnn_learns"],
)
def test_cnn_beats_dnn(training_run):
    """On images moved by two pixels the CNN is better than the DNN."""
    data = training_run.data()
    images = moved(data.held_back_images[:1000])
    labels = np.tile(data.held_back_labels[:1000], len(STEPS))

    def lead(cnn):
        ahead = training_run.accuracies(cnn, images, labels) - training_run.accuracies(
            training_run.trained(DNN), images, labels
        )
        return float(ahead.min())

    assert_reaches(training_run, "cnn_over_dnn", CNN, lead)
