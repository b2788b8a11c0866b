"""The division leaves a float, and sometimes a fraction.

caught_by: test_worked_sizes, test_worked_shape, test_random_sizes
costs: 60 %, because nearly every size in the exercise is a float
ko: 출력 크기가 반올림하지 않은 나눗셈의 결과입니다. 크기는 칸의 개수이므로 13.0이나 5.5일 수 없고 정수 int여야 합니다. 나머지가 생길 때 어떤 개수가 맞는지도 함께 생각해 보세요.
en: Your sizes are the bare result of a division. A size counts cells: it cannot be 13.0 or 5.5, it has to be an int. Think too about which count is right when a remainder is left.
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
    return (size - kernel + 2 * padding) / stride + 1
