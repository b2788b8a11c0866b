"""Hidden checks of the toy exercise 01."""

from grader.checks import assert_close, assert_untouched, check


@check(points=2, ko="임의의 배열의 두 배를 구합니다.", hint="twice")
def test_random_array(student, reference, rng):
    """Random arrays are doubled."""
    values = rng.normal(size=4)

    assert_close(student.double(values), reference.double(values))


@check(points=1, ko="받은 배열을 바꾸지 않습니다.", requires=["test_random_array"])
def test_argument_untouched(student, rng):
    """The argument is left as it was."""
    assert_untouched(student.double, rng.normal(size=4))
