"""Hidden checks of exercise 05."""

from grader.checks import assert_equal, check


@check(points=2, ko="여러 영수증이 나와야 합니다.", hint="free", requires=["test_example"])
def test_many(printed, typed, run_script, reference, rng):
    """Many receipts."""
    for price, count in (*rng.integers(1, 30, (3, 2)), (25, 2), (7, 7), (1, 1)):
        typed(f"{price}\n{count}")
        assert_equal(printed(run_script), printed(reference))
