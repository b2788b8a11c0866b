"""The padding is that which keeps the size at any stride.

caught_by: test_same_padding_strides, test_same_padding_totals, test_same_padding_random
ko: 보폭이 2여도 출력의 크기가 입력과 같아지도록 덧댄 것과 같습니다. 'same'은 보폭이 s일 때 크기를 ⌈size/s⌉로 만듭니다. 자리의 수를 먼저 구해 보세요.
en: You add as much as keeps the output as large as the input at any stride. With stride s, 'same' gives ⌈size/s⌉ cells. Find the number of places first.
"""


def same_padding(size, kernel, stride=1):
    if min(size, kernel, stride) < 1:
        raise ValueError(f"size {size}, kernel {kernel}, stride {stride}")
    total = max((size - 1) * stride + kernel - size, 0)  # wrong: size places at any stride
    return total // 2, total - total // 2
