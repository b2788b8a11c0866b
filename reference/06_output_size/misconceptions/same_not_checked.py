"""'same' gives the size at once, before anything is checked.

caught_by: test_impossible_sizes, test_impossible_shapes_and_counts
ko: 'same'이면 커널을 보지 않고 크기를 돌려준 것과 같습니다. 'same'의 크기는 커널에 달려 있지 않지만, 1보다 작은 커널과 크기는 여기서도 ValueError입니다.
en: With 'same' the size comes back before the arguments are checked. The kernel does not decide the size there, but a kernel or a size below 1 is still a ValueError.
"""


def conv_output_size(size, kernel, padding=0, stride=1):
    if padding == "same" and stride > 0:
        return (size + stride - 1) // stride
    require_positive(size, kernel, stride)
    if padding == "valid":
        padding = 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError(f"padding {padding!r} does not fit")
    if kernel > size + 2 * padding:
        raise ValueError(f"kernel {kernel} is larger than the padded side")
    return (size - kernel + 2 * padding) // stride + 1
