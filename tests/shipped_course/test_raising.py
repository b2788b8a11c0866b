"""What people get wrong most often raises: the idea behind it is named all the same."""

from pathlib import Path

import pytest

from grader.course import load_course
from grader.pipeline import Grader
from tests.conftest import submission_of

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT / "exercises")

CROPS_EACH_IMAGE = """
from right import *
import right

def conv_backward(d_out, x, kernels, stride=1, padding=0):
    x = np.array(x, dtype=float)
    sides = (0, 0), (padding, padding), (padding, padding), (0, 0)
    d_padded, d_kernels, d_bias = right.conv_backward(d_out, np.pad(x, sides), kernels, stride, 0)
    d_x = np.zeros(x.shape)
    for image in range(len(d_x)):
        d_x[image] = d_padded[image, padding:-padding, padding:-padding, :]
    return d_x, d_kernels, d_bias
"""
CHANNELS_FIRST = """
from right import *

def windows(x, size, stride):
    count, channels, height, width = np.asarray(x, float).shape
    rows, columns = (height - size[0]) // stride + 1, (width - size[1]) // stride + 1
    places = [(i, j) for i in range(rows) for j in range(columns)]
    cut = lambda i, j: x[:, :, i * stride:i * stride + size[0], j * stride:j * stride + size[1]]
    return rows, columns, [(i, j, cut(i, j)) for i, j in places]

def conv_forward(x, kernels, bias, stride=1, padding=0):
    x = np.pad(np.asarray(x, float), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    kernels = np.asarray(kernels, float)
    rows, columns, found = windows(x, kernels.shape[2:], stride)
    out = np.zeros((len(x), len(kernels), rows, columns))
    for i, j, window in found:
        out[:, :, i, j] = np.tensordot(window, kernels, axes=([1, 2, 3], [1, 2, 3])) + bias
    return out

def max_pool_forward(x, size=2, stride=None):
    x = np.asarray(x, float)
    rows, columns, found = windows(x, (size, size), stride or size)
    out = np.zeros((x.shape[0], x.shape[1], rows, columns))
    for i, j, window in found:
        out[:, :, i, j] = window.max(axis=3).max(axis=2)
    return out
"""
SQUARE_KERNELS = """
from right import *
import right

def conv_forward(x, kernels, bias, stride=1, padding=0):
    right.conv_forward(x, kernels, bias, stride, padding)  # its errors
    x, kernels, bias = np.array(x, float), np.array(kernels, float), np.array(bias, float)
    side = len(kernels)
    x = np.pad(x, ((0, 0), (padding,) * 2, (padding,) * 2, (0, 0)))
    rows = range(0, x.shape[1] - side + 1, stride)
    columns = range(0, x.shape[2] - side + 1, stride)
    out = np.empty((len(x), len(rows), len(columns), len(bias)))
    for i, top in enumerate(rows):
        for j, left in enumerate(columns):
            window = x[:, top:top + side, left:left + side]
            out[:, i, j] = np.tensordot(window, kernels, axes=3) + bias
    return out
"""
WHOLE_NUMBERS = """
from right import *
import right

def conv2d(image, kernel, bias=0.0):
    return right.conv2d(image, kernel, bias).astype(int)
"""


@pytest.mark.parametrize(
    ("slug", "source", "begins"),
    [
        ("09_conv_layer", CROPS_EACH_IMAGE, "It raises when the padding is 0"),
        ("09_conv_layer", CHANNELS_FIRST, "Arrays seem to be read with channels first"),
        ("09_conv_layer", SQUARE_KERNELS, "Kernels seem to be taken as square"),
        ("01_convolution", WHOLE_NUMBERS, "Results seem to be made integers always"),
    ],
    ids=["crop by -0", "channels first", "square kernels", "integers"],
)
def test_the_idea_of_a_common_mistake_is_the_only_one_named(slug, source, begins):
    (exercise,) = (e for e in COURSE.exercises if e.slug == slug)
    right = COURSE.solution(exercise).read_text("utf-8")
    files = {f"{exercise.module}.py": source, "right.py": right}

    with Grader(COURSE, (exercise,)) as grader:
        (grade,) = grader.grade(submission_of(files))

    named = {o.misconception.en for o in grade.outcomes if o.misconception is not None}
    assert len(named) == 1
    assert named.pop().startswith(begins)
