"""A table of cities."""

import pandas as pd

# BEGIN SOLUTION values
cities = pd.read_csv("data/cities.csv")
largest = cities.loc[cities["area"].idxmax(), "city"]
# END SOLUTION


def mean_of(path, column):
    """The mean of a column of a table. 표의 한 열의 평균."""
    # BEGIN SOLUTION
    return float(pd.read_csv(path)[column].mean())
    # END SOLUTION
