"""Cells that equal the maximum share the slope.

caught_by: test_ties_are_paid_once
ko: 최댓값과 같은 칸이 여럿일 때 기울기를 나누어 주었습니다. 합은 맞지만 이 과제의 약속은 한 칸이 모두 받는 것입니다. 설명의 동점 규칙을 보세요.
en: Cells that equal the maximum shared the slope. The sum is right, but here one cell gets all of it. See the rule for ties in the statement.
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
        ties = window == window.max()
        share = d_out[n, i, j, c] / ties.sum()
        d_x[n, top : top + size, left : left + size, c] += share * ties
    return d_x
