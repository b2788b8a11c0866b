"""Exercise 09: the gradient check pays nothing where nothing is measured."""

import pytest

from grader.model import File, Submission

BLIND = """

def relative_error(a, b):
    return 0.0
"""

ZEROS = """

def conv_forward(x, kernels, bias, stride=1, padding=0):
    return 0 * _right_forward(x, kernels, bias, stride, padding)


def conv_backward(d_out, x, kernels, stride=1, padding=0):
    return tuple(0 * part for part in _right_backward(d_out, x, kernels, stride, padding))
"""


@pytest.mark.parametrize("more", [BLIND, ZEROS, ZEROS + BLIND], ids=["blind", "zeros", "both"])
def test_three_zeros_earn_nothing(course, grader, more):
    (exercise,) = (e for e in course.exercises if e.slug == "09_conv_layer")
    right = course.solution(exercise).read_text("utf-8")
    kept = "\n_right_forward, _right_backward = conv_forward, conv_backward\n"
    file = File(name="conv_layer.py", data=(right + kept + more).encode())

    (grade,) = grader.grade(Submission(student="zeros", files=(file,)))

    (check,) = (o for o in grade.outcomes if o.check == "test_gradient_check")
    assert check.status == "failed"
