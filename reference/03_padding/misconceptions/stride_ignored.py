"""The stride does not enter the padding.

caught_by: test_same_padding_strides, test_same_padding_totals, test_same_padding_random
ko: 보폭이 얼마든 보폭 1일 때의 값이 나옵니다. 보폭이 크면 자리의 수가 줄어 필요한 칸도 달라집니다. 마지막 자리의 커널이 어디에서 끝나는지 그려 보세요.
en: Whatever the stride, your values are those of stride 1. A larger stride has fewer places and needs other padding. Draw where the kernel of the last place ends.
"""


def same_padding(size, kernel, stride=1):
    if min(size, kernel, stride) < 1:
        raise ValueError(f"size {size}, kernel {kernel}, stride {stride}")
    total = kernel - 1  # wrong with a stride
    return total // 2, total - total // 2
