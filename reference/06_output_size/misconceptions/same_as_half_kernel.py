"""'same' is taken to be a padding of half the kernel on both ends.

caught_by: test_same_at_any_stride
ko: 'same'의 출력 크기가 커널 크기의 절반을 양쪽에 똑같이 덧댄 것과 같습니다. 홀수 커널에서는 맞지만 짝수 커널에서는 한 칸이 어긋납니다. 짝수 커널이면 양쪽에 덧대는 칸의 수가 같아야만 하는지 생각해 보세요.
en: With 'same' your sizes are those of padding half the kernel on both ends. That works for odd kernels but is one cell off for even ones. Do both ends have to get the same number of cells?
"""


def conv_output_size(size, kernel, padding=0, stride=1):
    require_positive(size, kernel, stride)
    if padding == "same":
        padding = kernel // 2
    if padding == "valid":
        padding = 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError(f"padding {padding!r} does not fit")
    if kernel > size + 2 * padding:
        raise ValueError(f"kernel {kernel} is larger than the padded side")
    return (size - kernel + 2 * padding) // stride + 1
