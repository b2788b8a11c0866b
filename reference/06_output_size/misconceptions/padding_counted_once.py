"""The padding is counted at one end only.

caught_by: test_worked_sizes, test_worked_shape, test_random_sizes, test_size_counts_positions
ko: 출력 크기가 덧대기를 한쪽에만 붙인 것과 같습니다. 덧대기 P는 그 변의 양쪽 끝에 각각 P칸씩 붙습니다. 덧댄 뒤의 길이를 그림으로 다시 세어 보세요.
en: Your sizes are those of padding at one end only. A padding of P puts P cells on each of the two ends of a side. Draw the padded side and count its cells again.
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
    return (size - kernel + padding) // stride + 1
