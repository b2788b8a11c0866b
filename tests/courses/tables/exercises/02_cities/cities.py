"""A table of cities."""

import pandas as pd

# None을 알맞은 값으로 바꾸세요. Put the right values in place of None.
cities = None
largest = None


def mean_of(path, column):
    """The mean of a column of a table. 표의 한 열의 평균."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("mean_of")
