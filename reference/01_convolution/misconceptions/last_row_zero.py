"""The output has its size, but the loops end early and leave zeros.

caught_by: test_worked_signal, test_worked_3x3, test_square_images, test_random_signals
costs: 63 %, because no value of any of the four functions is right
ko: 결과의 크기는 맞지만 마지막 행과 열이 계산되지 않은 채 처음 값으로 남았습니다. 배열을 만들
때의 크기와 반복문의 끝값이 같은지 견주어 보세요.
en: The size is right, but the last row and column were never computed and keep their first value.
Compare the size of the array with the end of your loops.
"""


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    out = np.zeros(len(signal) - size + 1)
    for i in range(len(signal) - size):
        out[i] = np.sum(signal[i : i + size] * kernel)
    return out


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(image.shape[0] - kh):
        for i in range(image.shape[1] - kw):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out
