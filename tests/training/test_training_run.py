"""Bands: a run just below one is repeated, and its figure is kept as evidence."""

import pytest

from grader.model import Band, Exercise, Text, Training, TrainingPlan
from grader.training import Conditions
from grader.training.training_run import TrainingRun


class NoProcess:
    """Stands for a student's process in training runs that ask it nothing."""

    identity = ""

    def beside(self, *_):
        return self


def training_run_with(retries=2):
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
    """The figure that counts of these, and how many runs were made."""
    made = []

    def figure(retry):
        made.append(retry)
        return values[retry]

    value, _band = training_run_with(**how).reach("accuracy", figure)
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


def test_a_measured_figure_is_kept_beside_its_band():
    training_run = training_run_with()
    training_run.begin_check(lambda _function, _answer: None)

    training_run.reach("accuracy", lambda _retry: 0.97)

    (measured,) = training_run.take_evidence().measured
    assert (measured.name, measured.value, measured.least) == ("accuracy", 0.97, 0.9)


def test_evidence_is_taken_once():
    training_run = training_run_with()
    training_run.reach("accuracy", lambda _retry: 0.97)

    assert training_run.take_evidence() is not None
    assert training_run.take_evidence() is None
