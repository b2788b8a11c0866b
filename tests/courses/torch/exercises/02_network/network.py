"""A network and its training loop."""

import torch
from torch import nn


class Net(nn.Module):
    """Two linear layers with ReLU between them. 사이에 ReLU가 있는 선형층 두 개."""

    def __init__(self, inputs, hidden):
        super().__init__()
        # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
        raise NotImplementedError("__init__")

    def forward(self, x):
        """Rows to one number each. 행마다 수 하나."""
        # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
        raise NotImplementedError("forward")


def train(net, x, y, steps):
    """The losses of some steps of Adam. Adam의 걸음마다 손실."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("train")
