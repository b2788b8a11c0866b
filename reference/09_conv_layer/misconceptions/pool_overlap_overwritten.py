"""Where pooling windows overlap, the last one overwrites.

caught_by: test_worked_pool_slopes, test_random_pool_slopes
ko: 여러 창의 최댓값인 칸에 마지막 창의 기울기만 남았습니다. 창마다 받은 기울기는 더해져야 합니다.
en: A cell that is the maximum of several windows kept the last one's slope only. What it gets from each window adds up.
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
        row, column = np.unravel_index(window.argmax(), window.shape)
        d_x[n, top + row, left + column, c] = d_out[n, i, j, c]
    return d_x
