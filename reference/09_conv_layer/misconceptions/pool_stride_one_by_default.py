"""Pooling windows move by 1 when no stride is given.

caught_by: test_worked_pool, test_worked_pool_slopes, test_random_pools, test_random_pool_slopes
replaces: pool_setup
ko: stride를 주지 않았을 때 창이 한 칸씩 움직였습니다. 합성곱과 달리 풀링의 기본 보폭은 창의 크기입니다. None을 무엇으로 바꾸는지 보세요.
en: With no stride given, the windows moved by 1. Other than in convolution, pooling's default stride is the size. See what None is turned into.
"""


def pool_setup(x, size, stride):
    x = as_floats(x, 4)
    stride = 1 if stride is None else stride
    if size < 1 or stride < 1 or size > min(x.shape[1:3]):
        raise ValueError(f"{x.shape}, size {size}, stride {stride}")
    return x, stride, (x.shape[1] - size) // stride + 1, (x.shape[2] - size) // stride + 1
