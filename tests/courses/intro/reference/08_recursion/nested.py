"""Functions that call themselves."""


def factorial(n):
    """The product of 1 to n. 1부터 n까지의 곱."""
    # BEGIN SOLUTION
    if n == 0:
        return 1
    return n * factorial(n - 1)
    # END SOLUTION


def total(numbers):
    """The sum of all numbers in a list of lists. 목록 안의 목록까지 모든 수의 합."""
    # BEGIN SOLUTION
    found = 0
    for item in numbers:
        found += total(item) if isinstance(item, list) else item
    return found
    # END SOLUTION
