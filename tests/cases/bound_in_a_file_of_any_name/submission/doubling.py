"""Doubles numbers and arrays."""


def double(x):
    """Give twice x. x의 두 배를 돌려줍니다."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("double")
