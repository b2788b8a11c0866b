"""What runs beside a student's network."""

import torch


def weights(student, inputs, hidden):
    """The shapes of a network's parameters, in order of their size."""
    shapes = [tuple(one.shape) for one in student.Net(inputs, hidden).parameters()]
    return sorted(shapes)


def by_hand(student, rows, inputs, hidden, seed):
    """What a seeded network answers, and what its own parameters give by hand."""
    torch.manual_seed(seed)
    net = student.Net(inputs, hidden)
    with torch.no_grad():
        named = sorted(net.parameters(), key=lambda one: (one.ndim, one.numel()))
        second, first = sorted((one for one in named if one.ndim == 2), key=lambda w: w.shape[0])
        bias_2, bias_1 = sorted((one for one in named if one.ndim == 1), key=lambda b: b.numel())
        wanted = torch.relu(rows @ first.T + bias_1) @ second.T + bias_2
        return net(rows), wanted


def losses(student, x, y, steps, seed):
    """The losses of a seeded training, and the error before and after it."""
    torch.manual_seed(seed)
    net = student.Net(x.shape[1], 16)
    before = _error(net, x, y)
    return student.train(net, x, y, steps), before, _error(net, x, y)


def _error(net, x, y):
    with torch.no_grad():
        return float(((net(x) - y) ** 2).mean())
