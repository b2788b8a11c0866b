"""The sum of a window is taken in the image's own type and wraps around.

caught_by: test_average_of_other_types, test_global_average_of_other_types
ko: uint8 값을 그대로 더해 255를 넘으면 0부터 다시 세는 결과와 같습니다. 평균은 작아 보여도 그 전의 합은 uint8에 들어가지 않습니다. 어느 자료형으로 더하고 있는지 출력해 보세요.
en: You add uint8 values as they are, and beyond 255 the sum begins again at 0. The average may be small, the sum before it does not fit. Print the type in which you add.
"""


def avg_pool2d(image, size=2, stride=None):
    checked(image, size, stride)
    own = np.asarray(image).dtype
    kind = own if own == np.uint8 else np.float64

    def add(window, axis):
        return window.astype(kind).sum(axis=axis, dtype=kind)  # wrong: wraps around

    return pool(image, size, stride, add) / size**2


def global_avg_pool2d(image):
    values = as_map(image)
    if values.ndim != 3:
        raise ValueError(f"image of shape {values.shape}")
    own = np.asarray(image).dtype
    kind = own if own == np.uint8 else np.float64
    total = values.astype(kind).sum(axis=(0, 1), dtype=kind)  # wrong: wraps around
    return total / (values.shape[0] * values.shape[1])
