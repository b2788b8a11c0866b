"""The kernel is flipped before it slides, in every function.

caught_by: test_worked_signal, test_worked_3x3, test_square_images, test_other_shapes
costs: 38 %, because three functions slide a kernel and all do it wrong
ko: 값이 커널을 뒤집어 계산한 것과 같습니다. 그것은 신호 처리에서 쓰는 합성곱이고, 신경망의
합성곱은 커널을 놓인 그대로 씁니다. 첫 칸에서 어느 값과 어느 값이 곱해지는지 다시 보세요.
en: Your values are those of a flipped kernel. That is the convolution of signal processing;
neural networks use the kernel as it lies. Look again at which values meet in the first cell.
"""


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    out = np.zeros(len(signal) - size + 1)
    for i in range(len(out)):
        out[i] = np.sum(signal[i : i + size] * kernel[::-1])
    return out


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel[::-1, ::-1]) + bias
    return out


def flipped_convolution2d(image, kernel):
    image, kernel = prepare(image, kernel, 2)
    return conv2d(image, kernel)
