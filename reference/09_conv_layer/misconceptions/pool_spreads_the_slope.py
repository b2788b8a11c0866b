"""The slope is spread over the whole window, as by average pooling.

caught_by: test_worked_pool_slopes, test_random_pool_slopes, test_ties_are_paid_once
ko: 창의 모든 칸이 기울기를 나누어 받았습니다. 그것은 평균 풀링의 역전파입니다. 최댓값이 아닌 칸을 조금 바꾸면 출력이 달라지는지 생각해 보세요.
en: All cells of the window shared the slope. That is average pooling's way back. Does the output change when a cell other than the maximum changes a little?
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
        d_x[n, top : top + size, left : left + size, c] += d_out[n, i, j, c] / window.size
    return d_x
