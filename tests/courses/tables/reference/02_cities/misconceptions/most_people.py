"""The most people.

caught_by: test_largest
costs: 40 %, because largest is all that is asked there
ko: 넓이가 아니라 인구가 가장 많은 도시입니다.
en: It is the city with the most people, not the largest one.
"""

import pandas as pd

cities = pd.read_csv("data/cities.csv")
largest = cities.loc[cities["people"].idxmax(), "city"]
