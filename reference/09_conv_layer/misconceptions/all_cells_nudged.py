"""All cells are nudged at once.

caught_by: test_worked_numerical_gradient, test_random_numerical_gradients
ko: 모든 칸을 한꺼번에 움직여 쟀습니다. 그러면 모든 칸의 기울기를 더한 값이 나옵니다. 한 칸씩 따로 움직여야 그 칸의 기울기를 알 수 있습니다.
en: All cells were nudged at once, which gives the sum of all slopes. Only by moving one cell can its own slope be seen.
"""


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    if x.size == 0 or h <= 0:
        raise ValueError(f"x of shape {x.shape}, h = {h}")
    slopes = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        ahead, behind = x.copy(), x.copy()
        ahead += h
        behind -= h
        slopes[index] = (f(ahead) - f(behind)) / (2 * h)
    return slopes
