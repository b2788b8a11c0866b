"""Sizes, kernels and strides below 1 are not refused.

caught_by: test_wrong_numbers
ko: size, kernel, stride 가운데 1보다 작은 수가 있어도 값이 나옵니다. 칸이 없는 줄이나 0칸씩 옮기는 커널은 없습니다. 세 수를 계산 전에 확인하세요.
en: A size, kernel or stride below 1 gives a value. There is no row without cells and no kernel that moves by 0. Look at the three numbers before you compute.
"""


def same_padding(size, kernel, stride=1):
    places = -(-size // max(stride, 1))  # wrong: nothing is refused
    total = max((places - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2
