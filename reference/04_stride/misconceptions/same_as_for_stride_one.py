"""The word "same" pads what stride 1 needs, then moves by the stride.

caught_by: test_worked_same, test_same_with_strides, test_same_in_two_directions
replaces: around
ko: "same"에서 보폭 1에 필요한 만큼 덧댄 결과와 같습니다. 모양은 맞을 때가 많지만 커널이 어긋난 자리에
놓입니다. 덧댈 칸의 합에 보폭이 들어 있는지 한 줄짜리 예제로 확인해 보세요.
en: Your "same" pads as much as stride 1 needs. The shape is often right, but the kernel lies in
other places. Check with the one-row example whether the stride is in your total.
"""


def around(size, window, step, padding):
    if padding == "same":
        total = window - 1
        return total // 2, total - total // 2
    if padding == "valid":
        return 0, 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError("wrong padding")
    return padding, padding
