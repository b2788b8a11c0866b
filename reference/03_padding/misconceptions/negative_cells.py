"""The number of cells may become negative.

caught_by: test_same_padding_strides, test_same_padding_totals, test_same_padding_random
ko: 덧댈 칸의 수로 음수가 나왔습니다. 보폭이 커널보다 크면 덧댈 것이 없을 수 있습니다. 그때 답이 무엇이어야 하는지 과제 설명을 보세요.
en: The number of cells to add came out negative. With a stride beyond the kernel there may be nothing to add. Read what the answer is then.
"""


def same_padding(size, kernel, stride=1):
    if min(size, kernel, stride) < 1:
        raise ValueError(f"size {size}, kernel {kernel}, stride {stride}")
    places = (size + stride - 1) // stride
    total = (places - 1) * stride + kernel - size  # wrong: may be negative
    return total // 2, total - total // 2
