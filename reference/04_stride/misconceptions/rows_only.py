"""The stride is applied to the rows only; columns move by one.

caught_by: test_worked_stride_2, test_square_images, test_other_shapes, test_output_sizes, test_every_kth_cell
costs: 48 %, because every result with a stride has the wrong width
replaces: prepare
ko: 보폭이 행에만 쓰이고 열은 한 칸씩 움직인 결과와 같습니다. 영상은 방향이 둘이고 정수 보폭은 두 방향에 함께
쓰입니다. 결과의 열이 몇 개여야 하는지 세어 보세요.
en: Your values are those of a stride that moves the rows while columns go one by one. An image has
two directions, and a single stride holds for both. Count how many columns the result should have.
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
    if not isinstance(stride, (tuple, list)):
        sw = 1
    return z, u, sh, sw
