"""Doubles numbers and arrays."""


def double(x):
    """Give twice x. x의 두 배를 돌려줍니다."""
    # BEGIN SOLUTION
    return x * 2
    # END SOLUTION
