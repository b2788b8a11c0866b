"""Hidden checks of exercise 08."""

import math

from grader.checks import assert_equal, check, uses


@check(points=1, ko="더 큰 수의 계승이 나와야 합니다.", hint="smaller")
def test_many_factorials(student):
    """The factorials of larger numbers."""
    for n in (1, 2, 7, 20):
        assert_equal(student.factorial(n), math.factorial(n))


@check(points=2, ko="여러 목록에서 더해야 합니다.", hint="inside")
def test_many_totals(student):
    """The sums of other lists."""
    for numbers, wanted in (([], 0), ([[]], 0), ([[[[5]]], -2, [1, 1]], 5), ([0.5, [0.25]], 0.75)):
        assert_equal(student.total(numbers), wanted)


@check(points=1, ko="목록의 합도 자기 자신을 호출해서 풀어야 합니다.", hint="inside")
def test_total_calls_itself(student):
    """The sum of a list calls itself, too."""
    uses(student.total, recursion=True)
