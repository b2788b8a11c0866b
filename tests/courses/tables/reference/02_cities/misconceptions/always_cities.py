"""Always the cities.

caught_by: test_mean_of_towns
ko: 경로를 쓰지 않고 언제나 같은 표를 읽습니다.
en: The path is not used: it is always the table of cities.
"""


def mean_of(path, column):
    return float(cities[column].mean())
