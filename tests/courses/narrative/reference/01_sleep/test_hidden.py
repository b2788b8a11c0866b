"""Hidden checks of exercise 01."""

from grader.checks import assert_number, check


@check(points=3, ko="여러 주에서 몫이 맞아야 합니다.", hint="share")
def test_many_shares(student, reference, rng):
    """The share in many weeks."""
    for count in (3, 7, 20):
        hours = [float(hour) for hour in rng.integers(4, 11, count)]
        assert_number(student.share_below(hours, 7.0), reference.share_below(hours, 7.0))


@check(points=1, ko="밤이 하나도 없으면 0입니다.", hint="share")
def test_no_night(student):
    """No night gives 0."""
    assert_number(student.share_below([], 7.0), 0.0)
