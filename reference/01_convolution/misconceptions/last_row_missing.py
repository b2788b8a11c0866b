"""The loops end one place early, so the last row and column are missing.

caught_by: test_worked_signal, test_worked_3x3, test_square_images, test_other_shapes
costs: 55 %, because no value of any of the four functions is right
ko: 마지막 행과 열이 빠졌습니다. 길이 H에 길이 kh인 커널이 놓이는 자리는 H - kh보다 많습니다.
커널이 영상과 같은 크기일 때 자리가 몇 군데인지 세어 보세요.
en: The last row and column are missing. A kernel of height kh has more than H - kh places in
height H. Count the places for a kernel as large as the image.
"""


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    out = np.zeros(len(signal) - size)
    for i in range(len(out)):
        out[i] = np.sum(signal[i : i + size] * kernel)
    return out


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh, image.shape[1] - kw))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out
