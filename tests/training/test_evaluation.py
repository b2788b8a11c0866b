"""Losses, classes and confusion as the grading process counts them."""

import numpy as np
import pytest

from grader.training.evaluation import classes_of, confusion_of, cross_entropy, probe_values


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
