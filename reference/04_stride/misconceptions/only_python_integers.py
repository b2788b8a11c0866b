"""A stride is taken for one number only if it is Python's own int.

caught_by: test_other_ways_to_call
replaces: prepare
ko: 보폭이 np.int64이면 정수로 알아보지 못합니다. NumPy로 계산한 정수는 np.int64입니다. 보폭이 수인지 쌍인지를
어떻게 가리는지 보세요.
en: A stride that is an np.int64 is not taken for an integer; what NumPy computes is one. Look at how
you tell a single stride from a pair.
"""


def prepare(image, kernel, stride):
    z = np.asarray(image, dtype=float)
    u = np.asarray(kernel, dtype=float)
    if z.ndim != 2 or u.ndim != 2:
        raise ValueError("wrong rank")
    if z.size == 0 or u.size == 0:
        raise ValueError("empty array")
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    if sh < 1 or sw < 1:
        raise ValueError("stride below 1")
    return z, u, sh, sw
