"""Public checks of exercise 08."""

from grader.checks import avoids, check, uses


@check(points=1, ko="작은 수의 계승이 나와야 합니다.", hint="smaller")
def test_small_factorials(student):
    """The factorials of small numbers."""
    assert student.factorial(0) == 1
    assert student.factorial(4) == 24


@check(points=2, ko="자기 자신을 호출해서 풀어야 합니다.", hint="smaller")
def test_factorial_calls_itself(student):
    """It calls itself, without a loop."""
    avoids(student.factorial, loops=True, imports=["math"])
    uses(student.factorial, recursion=True)


@check(points=1, ko="목록 안의 목록까지 더해야 합니다.", hint="inside")
def test_worked_total(student):
    """The sum of a list with lists in it."""
    assert student.total([1, [2, [3]], 4]) == 10
