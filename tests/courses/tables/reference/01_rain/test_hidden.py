"""Hidden checks of exercise 01."""

import numpy as np
import pandas as pd

from grader.checks import assert_equal, check


@check(points=2, ko="도시마다 평균이어야 합니다.", hint="groups")
def test_by_city(student, reference):
    """The mean of each city."""
    assert_equal(student.by_city, reference.by_city)


@check(points=2, ko="여러 표에서 합이 맞아야 합니다.", hint="groups")
def test_many_totals(student, rng):
    """The sums of many tables."""
    for size in (1, 5, 12):
        cities = rng.choice(["Seoul", "Busan"], size)
        millimetres = np.round(rng.uniform(0, 9, size), 1)
        table = pd.DataFrame({"city": cities, "mm": millimetres})
        assert_equal(student.total_of(table, "Busan"), float(millimetres[cities == "Busan"].sum()))
        assert_equal(student.total_of(table, "Ulsan"), 0.0)
