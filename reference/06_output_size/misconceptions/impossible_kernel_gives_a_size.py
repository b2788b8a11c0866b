"""A kernel that does not fit gets a size instead of an error.

caught_by: test_impossible_sizes, test_impossible_shapes_and_counts, test_impossible_layers
ko: 커널이 들어가지 않는데도 0이나 음수 같은 크기를 돌려주었습니다. 자리가 하나도 없으면 그런 층은 만들 수 없습니다. 공식에 넣기 전에 커널이 덧댄 변보다 큰지 살펴보세요.
en: A kernel that does not fit gets a size, such as zero or a negative one. With no place to put it the layer cannot be built. Before using the formula, see whether the kernel is larger than the padded side.
"""


def conv_output_size(size, kernel, padding=0, stride=1):
    require_positive(size, kernel, stride)
    if padding == "same":
        return (size + stride - 1) // stride
    if padding == "valid":
        padding = 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError(f"padding {padding!r} does not fit")
    return (size - kernel + 2 * padding) // stride + 1
