"""Losses, classes and bands as the grading process counts them."""

import numpy as np
import pytest

from grader.model import Band, Exercise, Text, Training, TrainingPlan
from grader.training import Conditions, TrainingRun
from grader.training.metrics import classes_of, confusion_of, cross_entropy, probe_values


def test_the_loss_of_even_chances_is_the_logarithm_of_their_number():
    assert cross_entropy(np.full((3, 10), 0.1), np.array([0, 5, 9])) == pytest.approx(np.log(10))


def test_logits_and_their_softmax_have_one_loss():
    logits = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, 1.0]])
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    labels = np.array([2, 1])

    assert cross_entropy(logits, labels) == pytest.approx(cross_entropy(shares, labels))


def test_one_output_is_the_chance_of_the_second_class():
    assert cross_entropy(np.array([[0.25], [0.75]]), np.array([0, 1])) == pytest.approx(
        -np.log(0.75)
    )
    assert classes_of(np.array([[0.25], [0.75]])).tolist() == [0, 1]


def test_confusion_is_told_under_the_classes_own_names():
    renamed = np.array([2, 0, 1])  # class 0 is called 2 in training, and so on
    outputs = np.eye(3)[[2, 2, 0, 1]]  # names that a model gave

    counts = confusion_of(outputs, renamed, np.array([0, 0, 1, 1]))

    assert counts.tolist() == [[2, 0, 0], [0, 1, 1], [0, 0, 0]]


def test_a_model_of_more_outputs_than_classes_is_counted_where_it_can_be():
    counts = confusion_of(np.eye(5)[[4, 0]], np.array([0, 1]), np.array([0, 0]))

    assert counts.tolist() == [[1, 0], [0, 0]]


@pytest.mark.parametrize("outputs", [1, 2, 4, 10])
def test_probes_are_chances_and_labels(outputs):
    predictions, labels = probe_values(outputs)

    assert predictions.min() > 0
    assert predictions.max() < 1
    assert labels.max() < max(outputs, 2)
    if outputs > 1:
        assert np.allclose(predictions.sum(axis=1), 1, atol=1e-6)


class NoProcess:
    """Stands for a student's process in studies that ask it nothing."""

    def beside(self, *_):
        return self


def study_with(retries=2):
    plan = TrainingPlan(epochs=1, seconds=1, bands={"accuracy": Band(least=0.9, margin=0.05)})
    exercise = Exercise(
        slug="x",
        title=Text(ko="", en=""),
        module="m",
        functions=("f",),
        points=1,
        training=Training(dataset="digits", plans={"digits": plan}),
    )
    return TrainingRun(NoProcess(), exercise, "secret", Conditions(retries=retries))


def reached(values, **how):
    """What comes of runs with these figures, and how many of them were made."""
    made = []

    def figure(retry):
        made.append(retry)
        return values[retry]

    value, _band = study_with(**how).reach("accuracy", figure)
    return value, len(made)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.95], (0.95, 1)),  # reached at once
        ([0.80], (0.80, 1)),  # too far below to be chance
        ([0.88, 0.93], (0.93, 2)),  # just below, and above at the second try
        ([0.88, 0.86, 0.91], (0.91, 3)),
        ([0.88, 0.87, 0.86], (0.88, 3)),  # the best counts, and it stays below
    ],
)
def test_a_run_just_below_a_band_is_repeated_and_the_best_counts(values, expected):
    assert reached(values) == expected


def test_a_calibration_repeats_nothing():
    assert reached([0.88, 0.99], retries=0) == (0.88, 1)


def test_what_was_measured_is_shown_beside_its_band():
    training_run = study_with()
    training_run.begin_check(lambda _function, _answer: None)

    training_run.reach("accuracy", lambda _retry: 0.97)

    (measured,) = training_run.take_exhibits().measured
    assert (measured.name, measured.value, measured.least) == ("accuracy", 0.97, 0.9)


def test_exhibits_are_taken_once():
    training_run = study_with()
    training_run.reach("accuracy", lambda _retry: 0.97)

    assert training_run.take_exhibits() is not None
    assert training_run.take_exhibits() is None
