"""A loop in place of the call.

caught_by: test_factorial_calls_itself
ko: 반복문으로 풀었습니다. 자기 자신을 호출해야 합니다.
en: This is solved by a loop. It should call itself.
"""


def factorial(n):
    product = 1
    for factor in range(2, n + 1):
        product *= factor
    return product
