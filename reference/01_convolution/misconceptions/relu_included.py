"""Negative results are set to zero.

caught_by: test_worked_signal, test_square_images, test_other_shapes, test_linear_and_shifted
costs: 45 %, because each function has many wrong values
ko: 음수인 결과가 모두 0이 되었습니다. ReLU 같은 활성화 함수는 합성곱 다음 단계이고, 합성곱 자체는
선형 연산이라 음수도 그대로 나옵니다. 계산 뒤에 한 일을 다시 보세요.
en: Every negative result became 0. An activation such as ReLU is the step after; convolution
itself is linear and gives negative values as they are. Look at what you do to the sum.
"""


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    out = np.zeros(len(signal) - size + 1)
    for i in range(len(out)):
        out[i] = np.sum(signal[i : i + size] * kernel)
    return np.maximum(out, 0.0)


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return np.maximum(out, 0.0)
