"""Hidden checks of exercise 02."""

import numpy as np

from grader.checks import assert_close, assert_number, check, object_of


def drawn(rng, count):
    """Rows whose first column tells the label, and whose second is noise in large units."""
    labels = rng.integers(0, 2, count)
    return np.column_stack([labels + rng.normal(0, 0.4, count), rng.normal(0, 900, count)]), labels


@check(points=3, ko="단위가 다른 열에서도 기준 모델처럼 예측해야 합니다.", hint="pipeline")
def test_other_units(student, reference, rng):
    """Columns of other units do not matter."""
    rows, labels = drawn(rng, 80)
    new, _ = drawn(rng, 40)
    own, right = (object_of(one.train, rows, labels) for one in (student, reference))
    assert_close(own.predict_proba(new), right.predict_proba(new))
    assert_close(own.predict(new), right.predict(new))


@check(points=2, ko="비율을 바르게 구해야 합니다.", hint="share")
def test_accuracy_of_any_model(student, rng):
    """The share of what a model labels right, as the grader counts it."""
    rows, labels = drawn(rng, 60)
    new, truth = drawn(rng, 30)
    model = object_of(student.train, rows, labels)
    wanted = float(np.mean(model.predict(new) == truth))
    assert_number(student.accuracy(model, new, truth), wanted)
    assert_number(student.accuracy(model, new, 1 - truth), 1 - wanted)
