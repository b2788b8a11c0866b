"""The word "same" pads half the kernel on every side.

caught_by: test_worked_same, test_same_with_strides, test_same_with_stride_1
replaces: around
ko: "same"에서 커널 크기의 절반을 앞뒤로 똑같이 덧댄 결과와 같습니다. 그 값은 커널이 홀수이고 보폭이 1일
때에만 맞습니다. 짝수 크기 커널에서 출력이 몇 칸이 되는지 세어 보세요.
en: Your "same" pads half the kernel both before and after. That is right only for odd kernels with
stride 1. Count the cells of the output for a kernel of even size.
"""


def around(size, window, step, padding):
    if padding == "same":
        return window // 2, window // 2
    if padding == "valid":
        return 0, 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError("wrong padding")
    return padding, padding
