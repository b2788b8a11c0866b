"""The array that came in is nudged, and put back by arithmetic.

caught_by: test_arguments_untouched
ko: 받은 배열을 직접 움직였고, h를 더했다가 빼는 동안 마지막 자리가 달라졌습니다. 부동소수점에서 더하고 빼면 꼭 처음 값이 되지는 않습니다. 무엇을 움직이는지 보세요.
en: The array that came in was nudged itself, and adding and taking off h changed last digits. In floating point that need not lead back. See what it is that you nudge.
"""


def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=np.float64)
    if x.size == 0 or h <= 0:
        raise ValueError(f"x of shape {x.shape}, h = {h}")
    slopes = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += h
        ahead = f(x)
        x[index] -= 2 * h
        behind = f(x)
        x[index] += h
        slopes[index] = (ahead - behind) / (2 * h)
    return slopes
