"""The difference is divided by the first array alone.

caught_by: test_worked_relative_error, test_random_relative_errors
ko: 차이를 첫째 배열의 크기로만 나누었습니다. 두 배열의 순서를 바꾸면 값이 달라집니다. 공식의 분모에 무엇이 들어가는지 보세요.
en: The difference was divided by the size of the first array alone, so swapping the two changes it. See what the formula's denominator holds.
"""


def relative_error(a, b):
    a, b = np.array(a, dtype=np.float64), np.array(b, dtype=np.float64)
    if a.shape != b.shape or a.size == 0:
        raise ValueError(f"{a.shape} and {b.shape}")
    return float(np.max(np.abs(a - b) / np.maximum(np.abs(a), 1e-12)))
