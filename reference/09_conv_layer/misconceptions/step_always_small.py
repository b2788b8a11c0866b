"""The given h is not used.

caught_by: test_worked_numerical_gradient, test_random_numerical_gradients
ko: h를 주어도 정해진 작은 값으로 쟀습니다. h는 인수이고 1e-5는 기본값일 뿐입니다. 코드에서 h가 쓰이는 곳을 찾아보세요.
en: A fixed small step was used whatever h was given. h is an argument, and 1e-5 no more than its default. Find where your code uses it.
"""


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    if x.size == 0 or h <= 0:
        raise ValueError(f"x of shape {x.shape}, h = {h}")
    h = 1e-5
    slopes = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        ahead, behind = x.copy(), x.copy()
        ahead[index] += h
        behind[index] -= h
        slopes[index] = (f(ahead) - f(behind)) / (2 * h)
    return slopes
