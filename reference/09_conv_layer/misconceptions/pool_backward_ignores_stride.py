"""Pooling's backward pass takes the size for the stride.

caught_by: test_worked_pool_slopes, test_random_pool_slopes
ko: 풀링의 역전파에서 창이 size만큼 움직였습니다. 보폭이 따로 주어지면 창은 보폭만큼 움직입니다. 겹치는 창이 어디에서 시작하는지 그려 보세요.
en: On pooling's way back the windows moved by their size. When a stride is given, they move by it. Draw where overlapping windows begin.
"""


def max_pool_backward(d_out, x, size=2, stride=None):
    x, stride, rows, columns = pool_setup(x, size, stride)
    d_out = as_floats(d_out, 4)
    if d_out.shape != (len(x), rows, columns, x.shape[3]):
        raise ValueError(f"d_out of shape {d_out.shape}")
    d_x = np.zeros_like(x)
    for n, i, j, c in np.ndindex(d_out.shape):
        top, left = i * size, j * size
        window = x[n, top : top + size, left : left + size, c]
        row, column = np.unravel_index(window.argmax(), window.shape)
        d_x[n, top + row, left + column, c] += d_out[n, i, j, c]
    return d_x
