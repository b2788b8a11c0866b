"""Everything is computed in float32.

caught_by: test_numbers_become_float64, test_float64_results
replaces: sigmoid, vector
ko: 값이 일곱째 자리쯤에서 어긋납니다. float32로 계산하면 그만큼만 정확합니다. 배열을 만들 때 준 dtype을 보세요.
en: Your values are off around the seventh digit, which is as far as float32 is right. Look at the dtype that you make your arrays with.
"""


def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(0.5 * z)


def vector(values, length):
    array = np.array(values, dtype=np.float32)
    if array.shape != (length,):
        raise ValueError(f"expected shape ({length},), got {array.shape}")
    return array
