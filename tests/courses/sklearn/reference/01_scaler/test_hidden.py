"""Hidden checks of exercise 01."""

import numpy as np

from grader.checks import assert_close, check


@check(points=2, ko="새 자료도 학습한 값으로 표준화해야 합니다.", hint="fit")
def test_new_rows(student, reference, rng):
    """New rows are standardized by what was remembered."""
    for columns in (1, 3):
        known, new = rng.normal(3, 2, size=(20, columns)), rng.normal(size=(4, columns))
        own, right = student.Standardizer(), reference.Standardizer()
        own.fit(known)
        right.fit(known)
        assert_close(own.transform(new), right.transform(new))


@check(points=2, ko="값이 모두 같던 열은 1로 나누어야 합니다.", hint="constant")
def test_constant_column(student):
    """A column whose values were all the same is divided by 1."""
    known = np.column_stack([np.full(6, 4.0), np.arange(6.0) / 10])
    scaler = student.Standardizer()
    scaler.fit(known)
    wanted = ([[6.0, 1.0]] - known.mean(axis=0)) / [1.0, known[:, 1].std()]
    assert_close(scaler.transform([[6.0, 1.0]]), wanted)
