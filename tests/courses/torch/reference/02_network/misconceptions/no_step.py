"""The optimizer never takes a step.

caught_by: test_losses, test_learns
costs: 50 %, because nothing is learnt
ko: `step`을 부르지 않아 매개변수가 그대로입니다.
en: `step` is never called, so the parameters stay as they were.
"""


def train(net, x, y, steps):
    optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(net(x), y)
        loss.backward()
        losses.append(loss.item())
    return losses
