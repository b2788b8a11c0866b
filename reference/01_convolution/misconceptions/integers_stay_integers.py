"""Integer input gives an integer result, which is right in value only.

caught_by: test_lists_and_float64
ko: 값은 맞지만 정수 입력의 결과가 정수 배열입니다. 결과의 자료형은 입력과 상관없이 float64여야,
다음 계산에서 소수가 잘리지 않습니다. 결과의 dtype을 출력해 보세요.
en: The values are right, but integer input gives an integer array. The result must be float64
whatever comes in, so that no fraction is lost later. Print the dtype of your result.
"""


def conv1d(signal, kernel):
    kinds = np.asarray(signal).dtype, np.asarray(kernel).dtype
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    out = np.zeros(len(signal) - size + 1)
    for i in range(len(out)):
        out[i] = np.sum(signal[i : i + size] * kernel)
    return out.astype(np.result_type(*kinds, np.int64))
