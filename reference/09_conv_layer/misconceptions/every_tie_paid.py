"""Every cell that equals the maximum gets the whole slope.

caught_by: test_ties_are_paid_once
ko: 최댓값과 같은 칸이 여럿일 때 모두가 기울기를 받았습니다. 창 하나의 기울기가 몇 배로 늘어난 셈입니다. 창마다 한 칸만 받아야 합니다.
en: Where several cells equal the maximum, all of them got the slope: one window's slope was multiplied. Only one cell of a window is paid.
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
        d_x[n, top : top + size, left : left + size, c] += d_out[n, i, j, c] * (
            window == window.max()
        )
    return d_x
