"""Public checks of exercise 02."""

import pandas as pd

from grader.checks import assert_equal, check

CITIES = {"city": ["Seoul", "Busan", "Jeju"], "people": [9.4, 3.3, 0.7], "area": [605, 770, 1850]}


@check(points=1, ko="표를 읽어야 합니다.", hint="read")
def test_cities(student):
    """The table is read."""
    assert_equal(student.cities, pd.DataFrame(CITIES))


@check(points=2, ko="가장 넓은 도시가 나와야 합니다.", hint="cell")
def test_largest(student):
    """The city with the largest area."""
    assert_equal(student.largest, "Jeju")


@check(points=1, ko="인구의 평균이 나와야 합니다.", hint="read")
def test_mean(student):
    """The mean of the people."""
    assert_equal(student.mean_of("data/cities.csv", "people"), (9.4 + 3.3 + 0.7) / 3)
