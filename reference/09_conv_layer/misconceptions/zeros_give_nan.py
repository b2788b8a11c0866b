"""Nothing keeps the denominator away from 0.

caught_by: test_worked_relative_error, test_random_relative_errors
ko: 두 값이 모두 0인 칸에서 0/0이 되었습니다. 0과 0은 같은 값이므로 오차는 0입니다. 분모의 아래쪽 한계를 공식에서 확인하세요.
en: Where both values are 0 it became 0/0. Two zeros are equal, so their error is 0. See the formula for the least value of the denominator.
"""


def relative_error(a, b):
    a, b = np.array(a, dtype=np.float64), np.array(b, dtype=np.float64)
    if a.shape != b.shape or a.size == 0:
        raise ValueError(f"{a.shape} and {b.shape}")
    return float(np.max(np.abs(a - b) / (np.abs(a) + np.abs(b))))
