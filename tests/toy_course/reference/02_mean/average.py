"""The mean and the spread of a list of numbers."""


# BEGIN SOLUTION helper
def _require_values(values):
    if not values:
        raise ValueError("no values")


# END SOLUTION


def mean(values):
    """Give the mean of the values; ValueError where there are none. 평균을 구합니다."""
    # BEGIN SOLUTION
    _require_values(values)
    return sum(values) / len(values)
    # END SOLUTION


def spread(values):
    """Give the largest value minus the smallest. 최댓값에서 최솟값을 뺍니다."""
    # BEGIN SOLUTION
    _require_values(values)
    return max(values) - min(values)
    # END SOLUTION
