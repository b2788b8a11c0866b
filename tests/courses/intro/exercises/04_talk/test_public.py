"""Public checks of exercise 04."""

from grader.checks import assert_equal, check


@check(points=1, ko="이름으로 인사해야 합니다.", hint="print")
def test_greeting(student, printed):
    """It greets by name."""
    assert_equal(printed(student.greet, "Kim"), "Hello, Kim!\n")


@check(points=2, ko="빈 답까지 더해야 합니다.", hint="ask")
def test_sum(student, printed, typed):
    """It adds numbers up to an empty answer."""
    typed("3", "4", "")
    assert_equal(printed(student.add_up), "Number? Number? Number? Sum: 7\n")


@check(points=1, ko="정수가 나올 때까지 물어야 합니다.", hint="ask")
def test_age(student, typed):
    """It asks until the answer is a whole number."""
    typed("old", "20")
    assert_equal(student.ask_age(), 20)
