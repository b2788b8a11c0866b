"""The kernel moves by one cell whatever the stride.

caught_by: test_worked_stride_2, test_worked_stride_3, test_worked_pair, test_square_images, test_output_sizes
costs: 68 %, because every result with a stride is wrong
replaces: prepare
ko: 보폭이 얼마이든 커널이 한 칸씩 움직인 결과와 같습니다. 받은 stride가 계산에 쓰이지 않습니다. 커널을
놓는 자리와 출력의 크기, 두 곳에서 보폭을 찾아보세요.
en: Your kernel moves by one cell whatever the stride: the argument has no part in the computation.
Look for the stride in two places, where the kernel is laid down and where the size is worked out.
"""


def prepare(image, kernel, stride):
    z = np.asarray(image, dtype=float)
    u = np.asarray(kernel, dtype=float)
    if z.ndim != 2 or u.ndim != 2:
        raise ValueError("wrong rank")
    if z.size == 0 or u.size == 0:
        raise ValueError("empty array")
    sh, sw = stride if isinstance(stride, (tuple, list)) else (stride, stride)
    if sh < 1 or sw < 1:
        raise ValueError("stride below 1")
    sh = sw = 1
    return z, u, sh, sw
