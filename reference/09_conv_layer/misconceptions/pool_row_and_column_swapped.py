"""Row and column within the window are swapped.

caught_by: test_worked_pool_slopes, test_random_pool_slopes
ko: 창 안의 행과 열이 바뀌었습니다. 최댓값이 창의 오른쪽 위에 있으면 기울기가 왼쪽 아래로 갑니다. 창을 편 번호를 행과 열로 바꾸는 곳을 보세요.
en: Row and column within the window are swapped: a maximum at the top right pays the bottom left. Look where a number in the flattened window becomes row and column.
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
        column, row = np.unravel_index(window.argmax(), window.shape)
        d_x[n, top + row, left + column, c] += d_out[n, i, j, c]
    return d_x
