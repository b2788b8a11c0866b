"""A kernel of 1 gives the size at once, before anything is checked.

caught_by: test_impossible_sizes, test_impossible_shapes_and_counts
ko: 커널이 1이면 다른 인수를 보지 않고 크기를 돌려준 것과 같습니다. 커널이 1이어도 음수 덧대기, 1보다 작은 보폭, 모르는 낱말은 ValueError입니다.
en: With a kernel of 1 the size comes back before the other arguments are looked at. A negative padding, a stride below 1 and an unknown word are a ValueError with this kernel as well.
"""


def conv_output_size(size, kernel, padding=0, stride=1):
    if kernel == 1 and padding != "same" and not (isinstance(padding, int) and padding > 0):
        return size if stride < 2 else (size - 1) // stride + 1
    require_positive(size, kernel, stride)
    if padding == "same":
        return (size + stride - 1) // stride
    if padding == "valid":
        padding = 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError(f"padding {padding!r} does not fit")
    if kernel > size + 2 * padding:
        raise ValueError(f"kernel {kernel} is larger than the padded side")
    return (size - kernel + 2 * padding) // stride + 1
