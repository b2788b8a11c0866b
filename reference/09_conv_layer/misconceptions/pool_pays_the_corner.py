"""The slope goes to the window's first cell.

caught_by: test_worked_pool_slopes, test_random_pool_slopes
ko: 기울기가 창의 왼쪽 위 칸으로 갔습니다. 출력을 정한 것은 그 칸이 아니라 가장 큰 칸입니다. 창 안에서 찾은 자리를 더했는지 보세요.
en: The slope went to the window's top left cell. It is the largest cell that decided the output. See that the place found within the window is added.
"""


def max_pool_backward(d_out, x, size=2, stride=None):
    x, stride, rows, columns = pool_setup(x, size, stride)
    d_out = as_floats(d_out, 4)
    if d_out.shape != (len(x), rows, columns, x.shape[3]):
        raise ValueError(f"d_out of shape {d_out.shape}")
    d_x = np.zeros_like(x)
    for n, i, j, c in np.ndindex(d_out.shape):
        top, left = i * stride, j * stride
        window = x[n, top : top + size, left : left + size, c]
        d_x[n, top, left, c] += d_out[n, i, j, c]
    return d_x
