"""Public checks of exercise 01."""

import pandas as pd

from grader.checks import assert_equal, check

RAIN = {"city": ["Seoul", "Seoul", "Busan"], "mm": [3.0, 5.0, 7.0]}


@check(points=2, ko="값이 없는 행이 없어야 합니다.", hint="rows")
def test_clean(student):
    """The rows that have a value."""
    wanted = {"city": ["Seoul", "Busan", "Seoul", "Jeju"], "mm": [3.5, 7.0, 1.5, 9.0]}
    assert_equal(student.clean, pd.DataFrame(wanted))


@check(points=1, ko="비가 가장 많은 도시가 나와야 합니다.", hint="groups")
def test_wettest(student):
    """The city with the most rain."""
    assert_equal(student.wettest, "Jeju")


@check(points=1, ko="서울의 합은 8이어야 합니다.", hint="groups")
def test_worked_total(student):
    """Seoul has 8 mm."""
    assert_equal(student.total_of(pd.DataFrame(RAIN), "Seoul"), 8.0)
