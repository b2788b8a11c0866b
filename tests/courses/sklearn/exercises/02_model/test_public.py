"""Public checks of exercise 02."""

import numpy as np

from grader.checks import assert_close, assert_number, check, object_of

ROWS = np.array([[float(n)] for n in range(10)] + [[float(n)] for n in range(50, 60)])
LABELS = np.repeat([0, 1], 10)


@check(points=2, ko="두 무리를 나누어야 합니다.", hint="pipeline")
def test_two_groups(student):
    """Two groups far apart are told apart."""
    model = object_of(student.train, ROWS, LABELS)
    assert_close(model.predict([[4.0], [54.0]]), [0, 1])


@check(points=1, ko="4개 중 3개는 0.75입니다.", hint="share", requires=["test_two_groups"])
def test_worked_accuracy(student):
    """3 of 4 is 0.75."""
    model = object_of(student.train, ROWS, LABELS)
    rows, labels = np.array([[4.0], [54.0], [5.0], [55.0]]), np.array([0, 1, 0, 0])
    assert_number(student.accuracy(model, rows, labels), 0.75)
