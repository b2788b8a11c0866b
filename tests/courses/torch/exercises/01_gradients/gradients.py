"""A function of tensors, and its slope."""

import torch


def swish(x):
    """x · σ(x), cell by cell. 칸마다 x · σ(x)."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("swish")


def slope(x):
    """The derivative of `swish` at each cell. 칸마다 `swish`의 도함수."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("slope")
