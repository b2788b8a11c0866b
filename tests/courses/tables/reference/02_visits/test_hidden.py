"""Hidden checks of exercise 02."""

from grader.checks import assert_equal, check


@check(points=2, ko="긴 것부터 있어야 합니다.", hint="total")
def test_sorted(probe, student, reference):
    """The longest comes first."""
    assert_equal(probe("list(visits['page'])"), list(reference.visits["page"]))
    assert_equal(probe("list(visits.index)"), [0, 1])
    assert_equal(probe("list(visits)"), ["page", "seconds"])


@check(points=1, ko="가장 긴 쪽의 이름이 나와야 합니다.", hint="total")
def test_longest(student):
    """The name of the longest page."""
    assert_equal(student.longest, "shop")
