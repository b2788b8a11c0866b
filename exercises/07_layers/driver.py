"""What cannot cross into the worker as a value: a random generator, and warnings as errors.

The checks call these functions beside your module, which comes in as `student`.
"""

import warnings

import numpy as np


def dropout(student, x, rate, seed, **options):
    """Call your dropout with a generator that is made from a seed."""
    return student.dropout(x, rate, np.random.default_rng(seed), **options)


def dropout_twice(student, x, rate, seed):
    """Call your dropout two times with one and the same generator."""
    rng = np.random.default_rng(seed)
    return [student.dropout(x, rate, rng), student.dropout(x, rate, rng)]


def sigmoid(student, x):
    """Call your sigmoid; a RuntimeWarning is an error, as in the next three."""
    with runtime_warnings_as_errors():
        return student.sigmoid(x)


def tanh(student, x):
    """Call your tanh."""
    with runtime_warnings_as_errors():
        return student.tanh(x)


def elu(student, x, alpha):
    """Call your elu."""
    with runtime_warnings_as_errors():
        return student.elu(x, alpha)


def softmax(student, logits):
    """Call your softmax."""
    with runtime_warnings_as_errors():
        return student.softmax(logits)


def runtime_warnings_as_errors():
    """Make overflow, division by zero and the like an error for a while."""
    return warnings.catch_warnings(action="error", category=RuntimeWarning)
