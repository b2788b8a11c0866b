"""The denominator is |a + b|.

caught_by: test_worked_relative_error, test_random_relative_errors
ko: 분모에서 먼저 더하고 절댓값을 구했습니다. 부호가 다르면 분모가 거의 0이 됩니다. 절댓값을 언제 구하는지 보세요.
en: In the denominator the values were added before taking the absolute value. With opposite signs it nearly vanishes. See when the absolute value is taken.
"""


def relative_error(a, b):
    a, b = np.array(a, dtype=np.float64), np.array(b, dtype=np.float64)
    if a.shape != b.shape or a.size == 0:
        raise ValueError(f"{a.shape} and {b.shape}")
    return float(np.max(np.abs(a - b) / np.maximum(np.abs(a + b), 1e-12)))
