"""The ratios are averaged.

caught_by: test_worked_relative_error, test_random_relative_errors
ko: 칸마다의 비율을 평균했습니다. 한 칸만 크게 틀려도 다른 칸들에 묻힙니다. 가장 나쁜 칸을 찾는 것이 이 함수의 일입니다.
en: The ratios of the cells were averaged, so one bad cell drowns among the good ones. This function is to find the worst.
"""


def relative_error(a, b):
    a, b = np.array(a, dtype=np.float64), np.array(b, dtype=np.float64)
    if a.shape != b.shape or a.size == 0:
        raise ValueError(f"{a.shape} and {b.shape}")
    return float(np.mean(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-12)))
