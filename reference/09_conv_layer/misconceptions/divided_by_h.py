"""The difference over 2h is divided by h.

caught_by: test_worked_numerical_gradient, test_random_numerical_gradients
ko: 기울기가 두 배입니다. 앞뒤로 h씩 움직였으면 두 점은 얼마나 떨어져 있나요? 나누는 수를 보세요.
en: Your slopes are twice too large. With h to either side, how far apart are the two points? Look at what you divide by.
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
        slopes[index] = (f(ahead) - f(behind)) / h
    return slopes
