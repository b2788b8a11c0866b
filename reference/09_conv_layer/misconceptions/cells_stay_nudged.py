"""A cell is not put back before the next one moves.

caught_by: test_random_numerical_gradients
ko: 앞 칸이 움직인 채로 다음 칸을 쟀습니다. 칸들이 서로 곱해지는 함수에서 드러납니다. 한 번에 한 칸만 처음 값에서 벗어나 있어야 합니다.
en: The next cell was measured while the one before was still nudged, which shows in functions that multiply cells. Only one cell at a time may be off its first value.
"""


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    if x.size == 0 or h <= 0:
        raise ValueError(f"x of shape {x.shape}, h = {h}")
    slopes = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        ahead, behind = x.copy(), x.copy()
        ahead[index] += h
        behind[index] -= h
        x[index] += h
        slopes[index] = (f(ahead) - f(behind)) / (2 * h)
    return slopes
