"""The number of steps is rounded to the nearest integer.

caught_by: test_random_sizes, test_size_counts_positions, test_random_shapes
ko: 걸음의 수를 가까운 정수로 반올림한 것과 같습니다. 한 걸음에 모자라는 칸이 하나라도 있으면 그 걸음은 디딜 수 없습니다. 절반보다 많이 남은 경우를 그려 보세요.
en: The number of steps seems to be rounded to the nearest integer. A step for which even one cell is missing cannot be taken. Draw a case in which more than half of a step is left.
"""


def conv_output_size(size, kernel, padding=0, stride=1):
    require_positive(size, kernel, stride)
    if padding == "same":
        return (size + stride - 1) // stride
    if padding == "valid":
        padding = 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError(f"padding {padding!r} does not fit")
    if kernel > size + 2 * padding:
        raise ValueError(f"kernel {kernel} is larger than the padded side")
    return round((size - kernel + 2 * padding) / stride) + 1
