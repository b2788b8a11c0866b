"""What a student may not see: `double` of an array."""

from grader.checks import assert_close, check


@check(points=2, ko="배열의 두 배입니다.")
def test_array(student, reference, rng):
    """Twice an array."""
    image = rng.normal(size=(2, 3))

    assert_close(student.double(image), reference.double(image))
