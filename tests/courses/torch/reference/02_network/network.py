"""A network and its training loop."""

import torch
from torch import nn


class Net(nn.Module):
    """Two linear layers with ReLU between them. 사이에 ReLU가 있는 선형층 두 개."""

    def __init__(self, inputs, hidden):
        super().__init__()
        # BEGIN SOLUTION
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, 1)
        # END SOLUTION

    def forward(self, x):
        """Rows to one number each. 행마다 수 하나."""
        # BEGIN SOLUTION
        return self.second(torch.relu(self.first(x)))
        # END SOLUTION


def train(net, x, y, steps):
    """The losses of some steps of Adam. Adam의 걸음마다 손실."""
    # BEGIN SOLUTION
    optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
    # END SOLUTION
