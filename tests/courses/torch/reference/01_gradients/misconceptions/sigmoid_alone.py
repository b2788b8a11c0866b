"""σ(x) without the factor x.

caught_by: test_worked_swish, test_many_shapes
costs: 100 %, because the slope is that of swish
ko: σ(x)만 돌려주었습니다. x를 곱해야 합니다.
en: This is σ(x) alone. Multiply it by x.
"""


def swish(x):
    return torch.sigmoid(x)
