"""The mean and the spread of a list of numbers."""


def mean(values):
    """Give the mean of the values; ValueError where there are none. 평균을 구합니다."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    if not values:
        raise ValueError("no values")
    return sum(values) / len(values)
    raise NotImplementedError("mean")


def spread(values):
    """Give the largest value minus the smallest. 최댓값에서 최솟값을 뺍니다."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    # raise NotImplementedError("spread")
    return max(values) - min(values)
