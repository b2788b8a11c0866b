"""The number is squared.

caught_by: test_three, test_random_array
ko: 제곱한 값과 같습니다.
en: Your values are squares, not doubles.
"""


def double(x):
    return x * x
