"""A kernel larger than the image is refused.

caught_by: test_same_padding_odd_kernels, test_same_padding_totals, test_conv2d_same_large_kernel
ko: 커널이 영상보다 크다고 ValueError가 났습니다. 덧대고 나면 그런 커널도 들어갑니다. 크기를 언제 견주는지 보세요.
en: A kernel larger than the image gave a ValueError. Once the image is padded such a kernel fits. See when you compare sizes.
"""


def same_padding(size, kernel, stride=1):
    if min(size, kernel, stride) < 1 or kernel > size:  # wrong
        raise ValueError(f"size {size}, kernel {kernel}, stride {stride}")
    places = (size + stride - 1) // stride
    total = max((places - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2
