"""The slope is measured ahead only.

caught_by: test_worked_numerical_gradient, test_random_numerical_gradients
ko: 앞쪽으로만 움직여 기울기를 쟀습니다. 중앙 차분은 양쪽으로 같은 만큼 움직입니다. 굽은 함수에서 두 방법의 값이 어떻게 다른지 h = 1로 계산해 보세요.
en: The slope was measured ahead only. Central differences go as far to both sides. Work out with h = 1 how the two differ on a curve.
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
        slopes[index] = (f(ahead) - f(x)) / h
    return slopes
