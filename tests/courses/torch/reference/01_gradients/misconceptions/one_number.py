"""The slope of the sum, as one number.

caught_by: test_slopes
costs: 34 %, because only tensors of one cell hide it
ko: 기울기를 모두 더했습니다. 칸마다 하나씩 있어야 합니다.
en: All slopes are added up. There is one for each cell.
"""


def slope(x):
    own = x.detach().clone().requires_grad_()
    (found,) = torch.autograd.grad(swish(own).sum(), own)
    return found.sum().reshape(1)
