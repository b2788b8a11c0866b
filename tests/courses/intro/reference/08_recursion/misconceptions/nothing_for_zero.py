"""0 for 0.

caught_by: test_small_factorials, test_many_factorials
costs: 40 %, because no factorial is right
ko: 0의 계승을 0이라고 했습니다. 그러면 모든 곱이 0이 됩니다.
en: The factorial of 0 is taken for 0, which makes every product 0.
"""


def factorial(n):
    return n * factorial(n - 1) if n else 0
