"""Whether the kernel fits is judged before the padding.

caught_by: test_random_sizes, test_impossible_sizes
ko: 덧대기 전의 크기보다 큰 커널을 모두 거절했습니다. 덧대기를 하면 커널이 놓일 자리가 넓어집니다. 커널이 들어가는지를 어느 때의 크기와 비교해야 하는지 다시 보세요.
en: You refuse every kernel that is larger than the side before padding. Padding makes more room for the kernel. Look again at which size decides whether it fits.
"""


def conv_output_size(size, kernel, padding=0, stride=1):
    require_positive(size, kernel, stride)
    if padding == "same":
        return (size + stride - 1) // stride
    if padding == "valid":
        padding = 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError(f"padding {padding!r} does not fit")
    if kernel > size:
        raise ValueError(f"kernel {kernel} is larger than the padded side")
    return (size - kernel + 2 * padding) // stride + 1
