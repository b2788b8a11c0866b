"""Hidden checks of exercise 02."""

from grader.checks import assert_equal, check


@check(points=1, ko="다른 표도 읽어야 합니다.", hint="read")
def test_mean_of_towns(student, reference):
    """The mean of another table."""
    for column in ("people", "area"):
        wanted = reference.mean_of("data/towns.csv", column)
        assert_equal(student.mean_of("data/towns.csv", column), wanted)
