"""'same' drops the cells that the stride leaves over.

caught_by: test_worked_same, test_same_at_any_stride
ko: 'same'의 출력 크기가 입력 크기를 보폭으로 나누고 나머지를 버린 것과 같습니다. 'same'은 모자라는 칸을 덧대어 채우므로 남는 칸도 자리를 얻습니다. 7칸을 보폭 2로 지나갈 때 커널이 놓이는 자리를 그려 보세요.
en: With 'same' your sizes drop the remainder of the division by the stride. 'same' pads whatever cells are missing, so the cells left over get a place too. Draw the places of a kernel that crosses 7 cells at stride 2.
"""


def conv_output_size(size, kernel, padding=0, stride=1):
    require_positive(size, kernel, stride)
    if padding == "same":
        return size // stride
    if padding == "valid":
        padding = 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError(f"padding {padding!r} does not fit")
    if kernel > size + 2 * padding:
        raise ValueError(f"kernel {kernel} is larger than the padded side")
    return (size - kernel + 2 * padding) // stride + 1
