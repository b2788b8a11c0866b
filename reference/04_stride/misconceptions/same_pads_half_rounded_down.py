"""The word "same" pads (kernel - 1) // 2 cells on every side.

caught_by: test_worked_same, test_same_with_strides, test_same_with_stride_1
replaces: around
ko: "same"에서 커널 크기에서 1을 뺀 값의 절반을 사방에 똑같이 덧댄 결과와 같습니다. 짝수 크기 커널에서는
한 칸이 모자라고, 보폭이 있으면 자리가 어긋납니다. 앞과 뒤에 덧댈 칸의 수가 언제 서로 다른지 보세요.
en: Your "same" pads half of the kernel's size less 1 on every side. With kernels of even size one
cell is missing then, and with a stride the places are not right. See when the numbers of cells
before and after differ.
"""


def around(size, window, step, padding):
    if padding == "same":
        return (window - 1) // 2, (window - 1) // 2
    if padding == "valid":
        return 0, 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError("wrong padding")
    return padding, padding
