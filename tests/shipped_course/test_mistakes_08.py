"""Exercise 08: a mistake in the forward pass is paid once, and what is no network earns nothing."""

import pytest

from grader.checks.case import Trial
from grader.model import File, Submission
from grader.sandbox.student_process import StudentProcess

NO_NETWORK = '''
import numpy as np


def vector(values, length):
    values = np.array(values, dtype=np.float64)
    if values.shape != (length,):
        raise ValueError("shape")
    return values


def forward(x, weights):
    """The outputs are two of the weights: there is nothing to send back."""
    x, weights = vector(x, 2), vector(weights, 8)
    return x + 1, 2 * x, weights[4:6] + 1, weights[4:6]


def total_error(o, targets):
    return 0.0


def output_gradients(x, targets, weights):
    vector(x, 2)
    return np.append(vector(weights, 8)[4:6] - vector(targets, 2), [0.0, 0.0])


def hidden_gradients(x, targets, weights):
    return 0 * output_gradients(x, targets, weights)


def step(x, targets, weights, learning_rate):
    slopes = np.append(np.zeros(4), output_gradients(x, targets, weights))
    return vector(weights, 8) - learning_rate * slopes


def train(x, targets, weights, learning_rate, steps):
    if steps < 0:
        raise ValueError("steps")
    errors = []
    for _ in range(steps):
        errors.append(np.sum((forward(x, weights)[3] - vector(targets, 2)) ** 2) / 2)
        weights = step(x, targets, weights, learning_rate)
    return np.array(errors)
'''

# the same slip on the way there and on the way back
SLIPS = {
    "weights_of_both_layers_in_another_order": [
        ("vector[:4].reshape(2, 2), vector[4:].reshape(2, 2)", "*vector.reshape(2, 2, 2).mT,"),
        ("np.outer(deltas, h).ravel()", "np.outer(deltas, h).T.ravel()"),
        ("np.outer(hidden_deltas, x).ravel()", "np.outer(hidden_deltas, x).T.ravel()"),
    ],
    "no_sigmoid_at_the_output": [
        ("o = sigmoid(z_out)", "o = z_out.copy()"),
        ("sigmoid_slope = o * (1.0 - o)", "sigmoid_slope = 1.0"),
    ],
}


@pytest.fixture
def hidden_checks_failed(course, grader):
    """Gives the hidden checks that a solution fails."""

    def failed(source):
        submission = Submission("kim", (File("backprop.py", source.encode()),))
        (grade,) = grader.grade(submission)
        return {
            o.check for o in grade.outcomes if o.visibility == "hidden" and o.status != "passed"
        }

    return failed


@pytest.fixture
def reference(course):
    return (course.reference / "08_backprop" / "backprop.py").read_text("utf-8")


def with_slip(source, name):
    for right, wrong in SLIPS[name]:
        assert right in source
        source = source.replace(right, wrong)
    return source


def test_swapped_weights_cost_the_forward_checks_alone(reference, hidden_checks_failed):
    source = with_slip(reference, "weights_of_both_layers_in_another_order")

    assert hidden_checks_failed(source) == {
        "test_random_hidden_layers",
        "test_random_output_layers",
    }


def test_a_missing_sigmoid_costs_the_output_check_alone(reference, hidden_checks_failed):
    source = with_slip(reference, "no_sigmoid_at_the_output")

    assert hidden_checks_failed(source) == {"test_random_output_layers"}


def test_slopes_that_do_not_fit_their_own_forward_are_wrong(reference, hidden_checks_failed):
    source = reference.replace("z_out = w_out @ h", "z_out = w_out.T @ h")

    failed = hidden_checks_failed(source)

    assert {"test_random_output_gradients", "test_random_hidden_gradients"} <= failed


def test_a_wrong_slope_costs_no_step(reference, hidden_checks_failed):
    source = reference.replace("error_slope = o - targets", "error_slope = 2 * (o - targets)")

    assert hidden_checks_failed(source) == {
        "test_random_output_gradients",
        "test_random_hidden_gradients",
    }


def test_what_agrees_with_itself_but_is_no_network_passes_nothing(course, hidden_checks_failed):
    checks = hidden_checks_failed("")  # nothing at all

    assert len(checks) == 16
    assert hidden_checks_failed(NO_NETWORK) == checks


@pytest.mark.attack
def test_a_wrong_slope_brings_no_other_questions(course, grader, reference, monkeypatch):
    """A worker that were asked for its forward after a wrong slope alone would know of it."""
    names = [check.id for check in grader.judge.checks("08_backprop")]
    chosen = [
        names.index(f"test_random_{name}")
        for name in ("output_gradients", "hidden_gradients", "steps")
    ]
    asked = []
    ask = StudentProcess._ask

    def noting(process, question):
        asked[-1].append(question.body)
        return ask(process, question)

    monkeypatch.setattr(StudentProcess, "_ask", noting)
    wrong = reference.replace("error_slope = o - targets", "error_slope = 2 * (o - targets)")
    earned = []
    for source in (reference, wrong):
        asked.append([])
        submission = Submission("kim", (File("backprop.py", source.encode()),))
        (grade,) = grader.grade(submission, Trial(order=chosen))
        earned.append(grade.score.earned)

    assert earned == [2.0, 0.5]
    assert len(asked[0]) > 10
    assert asked[0] == asked[1]
