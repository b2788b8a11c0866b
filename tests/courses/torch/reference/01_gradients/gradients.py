"""A function of tensors, and its slope."""

import torch


def swish(x):
    """x · σ(x), cell by cell. 칸마다 x · σ(x)."""
    # BEGIN SOLUTION
    return x * torch.sigmoid(x)
    # END SOLUTION


def slope(x):
    """The derivative of `swish` at each cell. 칸마다 `swish`의 도함수."""
    # BEGIN SOLUTION
    own = x.detach().clone().requires_grad_()
    (found,) = torch.autograd.grad(swish(own).sum(), own)
    return found
    # END SOLUTION
