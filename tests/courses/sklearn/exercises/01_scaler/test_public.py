"""Public checks of exercise 01."""

from grader.checks import assert_close, attribute_of, check


@check(points=2, ko="1과 3의 평균은 2, 표준편차는 1입니다.", hint="fit")
def test_worked_fit(student):
    """The mean of 1 and 3 is 2, the standard deviation 1."""
    scaler = student.Standardizer()
    scaler.fit([[1.0], [3.0]])
    assert_close(attribute_of(scaler, "mean_"), [2.0])
    assert_close(attribute_of(scaler, "scale_"), [1.0])


@check(points=1, ko="5는 3이 됩니다.", hint="fit", requires=["test_worked_fit"])
def test_worked_transform(student):
    """5 becomes 3."""
    scaler = student.Standardizer()
    assert_close(scaler.fit([[1.0], [3.0]]).transform([[5.0]]), [[3.0]])
