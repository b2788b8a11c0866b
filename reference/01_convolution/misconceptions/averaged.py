"""The products are averaged instead of added.

caught_by: test_worked_signal, test_worked_3x3, test_worked_blur, test_worked_channels
costs: 55 %, because no value of any of the four functions is right
ko: 곱을 더하지 않고 평균 냈습니다. 값이 커널의 칸 수로 나눈 만큼 작습니다. 흐리게 하는 커널도
나눗셈은 이미 가중치 안에 들어 있습니다. 마지막 연산이 무엇인지 보세요.
en: The products were averaged: your values are too small by the number of kernel cells. Even a
blurring kernel has the division in its weights. See what your last operation is.
"""


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    out = np.zeros(len(signal) - size + 1)
    for i in range(len(out)):
        out[i] = np.mean(signal[i : i + size] * kernel)
    return out


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.mean(image[j : j + kh, i : i + kw] * kernel) + bias
    return out
