"""The library's function, and backward."""

import torch


def swish(x):
    return torch.nn.functional.silu(x)


def slope(x):
    own = torch.tensor(x.numpy(), requires_grad=True)
    swish(own).backward(torch.ones_like(own))
    return own.grad
