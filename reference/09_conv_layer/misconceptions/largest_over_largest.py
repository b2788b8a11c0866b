"""The largest difference is divided by the largest size.

caught_by: test_random_relative_errors
ko: 가장 큰 차이를 가장 큰 크기로 나누었습니다. 그러면 작은 기울기가 아무리 틀려도 드러나지 않습니다. 비율은 칸마다 먼저 구합니다.
en: The largest difference was divided by the largest size, which hides any fault in a small slope. The ratio is taken cell by cell first.
"""


def relative_error(a, b):
    a, b = np.array(a, dtype=np.float64), np.array(b, dtype=np.float64)
    if a.shape != b.shape or a.size == 0:
        raise ValueError(f"{a.shape} and {b.shape}")
    return float(np.max(np.abs(a - b)) / max(np.max(np.abs(a) + np.abs(b)), 1e-12))
