"""The statement's picture: one round of learning on the lecture's network."""

import numpy as np

from grader.pictures import Round, Words, learn

X, TARGETS = [0.1, 0.2], [0.4, 0.6]
WEIGHTS = [0.30, 0.25, 0.40, 0.35, 0.45, 0.40, 0.70, 0.60]
RATE = 0.5


def pictures(solution):
    """Name -> SVG."""
    made = solution("08_backprop")
    passed = made.forward(X, WEIGHTS)
    hidden = made.hidden_gradients(X, TARGETS, WEIGHTS)
    outer = made.output_gradients(X, TARGETS, WEIGHTS)
    figures = Round(
        x=X,
        targets=TARGETS,
        weights=WEIGHTS,
        forward=passed,
        error=made.total_error(passed[3], TARGETS),
        gradients=np.concatenate([hidden, outer]),
        new_weights=made.step(X, TARGETS, WEIGHTS, RATE),
        rate=RATE,
    )
    words = Words(
        "앞으로, 오차, 뒤로, 새 가중치",
        "Forward, the error, backward, new weights",
        "E = 0.02397…, ∂E/∂w5 = 0.02592…, w5 = 0.43703…",
    )
    return {"round": learn(figures, words)}
