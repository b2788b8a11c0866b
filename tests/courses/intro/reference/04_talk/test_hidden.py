"""Hidden checks of exercise 04."""

from grader.checks import assert_equal, check


@check(points=1, ko="여러 수를 더해야 합니다.", hint="ask")
def test_many_sums(student, reference, printed, typed, rng):
    """Sums of many numbers."""
    for size in (0, 1, 5):
        typed(*map(str, rng.integers(-50, 50, size)), "")
        assert_equal(printed(student.add_up), printed(reference.add_up))


@check(points=1, ko="여러 이름으로 인사해야 합니다.", hint="print")
def test_many_greetings(student, reference, printed):
    """Greetings of many names."""
    for name in ("", "Ada Lovelace", "김민준"):
        assert_equal(printed(student.greet, name), printed(reference.greet, name))


@check(points=1, ko="0은 나이가 아닙니다.", hint="ask")
def test_stubborn_age(student, typed):
    """It goes on asking."""
    typed("", "-3", "0", "1.5", "1")
    assert_equal(student.ask_age(), 1)
