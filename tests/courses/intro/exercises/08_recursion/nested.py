"""Functions that call themselves."""


def factorial(n):
    """The product of 1 to n. 1부터 n까지의 곱."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("factorial")


def total(numbers):
    """The sum of all numbers in a list of lists. 목록 안의 목록까지 모든 수의 합."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("total")
