"""The gradients of all steps add up.

caught_by: test_learns
ko: 기울기를 지우지 않아 걸음마다 더해집니다.
en: The gradients are never cleared, so those of all steps add up.
"""


def train(net, x, y, steps):
    optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
    losses = []
    for _ in range(steps):
        loss = nn.functional.mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
