"""The number of places is rounded down.

caught_by: test_same_padding_strides, test_same_padding_totals, test_same_padding_random
ko: size가 보폭으로 나누어떨어지지 않을 때 덧댈 칸이 모자랍니다. 자리의 수를 내림한 것과 같습니다. 7칸에 보폭 3이면 자리가 몇 군데여야 하는지 세어 보세요.
en: Where the stride does not divide the size you add too little, as if the number of places were rounded down. Count the places for 7 cells at stride 3.
"""


def same_padding(size, kernel, stride=1):
    if min(size, kernel, stride) < 1:
        raise ValueError(f"size {size}, kernel {kernel}, stride {stride}")
    places = size // stride  # wrong
    total = max((places - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2
