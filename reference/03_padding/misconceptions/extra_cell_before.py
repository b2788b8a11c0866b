"""The extra cell of an odd total goes before.

caught_by: test_same_padding_extra_cell, test_same_padding_random, test_conv2d_same_3x3, test_conv2d_same_even
ko: 덧댈 칸이 홀수일 때 남는 한 칸이 앞에 놓였습니다(SciPy의 'same'이 이렇게 합니다). 이 과제는 TensorFlow의 약속을 따릅니다. 과제 설명에서 남는 칸을 어느 쪽에 두는지 다시 읽어 보세요.
en: With an odd number of cells the extra one went before, as in SciPy's 'same'. This exercise follows TensorFlow. Read again on which side the statement puts it.
"""


def same_padding(size, kernel, stride=1):
    if min(size, kernel, stride) < 1:
        raise ValueError(f"size {size}, kernel {kernel}, stride {stride}")
    places = (size + stride - 1) // stride
    total = max((places - 1) * stride + kernel - size, 0)
    return total - total // 2, total // 2  # wrong
