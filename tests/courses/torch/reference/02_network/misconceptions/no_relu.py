"""No ReLU between the layers.

caught_by: test_forward, test_learns
costs: 50 %, because such a network is one line only
replaces: Net
ko: 층 사이에 ReLU가 없습니다. 두 선형층은 하나와 같습니다.
en: There is no ReLU between the layers, and two linear layers are one.
"""


class Net(nn.Module):
    def __init__(self, inputs, hidden):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, 1)

    def forward(self, x):
        return self.second(self.first(x))
