"""With "same" the odd cell goes before the image, not after.

caught_by: test_worked_same, test_same_with_strides, test_same_with_stride_1
replaces: around
ko: "same"에서 덧댈 칸이 홀수일 때 남는 하나를 위와 왼쪽에 붙인 결과와 같습니다. 그러면 모든 자리가 한
칸씩 밀립니다. 남는 한 칸이 어느 쪽인지 규칙을 다시 읽어 보세요.
en: When the total for "same" is odd you put the extra cell above and on the left, which moves every
place by one. Read the rule again to see on which side it goes.
"""


def around(size, window, step, padding):
    if padding == "same":
        total = max((-(-size // step) - 1) * step + window - size, 0)
        return total - total // 2, total // 2
    if padding == "valid":
        return 0, 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError("wrong padding")
    return padding, padding
