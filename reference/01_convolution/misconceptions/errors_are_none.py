"""Wrong input is answered with None.

caught_by: test_kernel_that_does_not_fit, test_wrong_signals, test_wrong_images
ko: 잘못된 입력에 오류를 일으키지 않고 None을 돌려주었습니다. 부른 쪽은 None을 결과로 알고 계속
계산합니다. 값을 돌려주는 것과 예외를 일으키는 것(raise)의 차이를 다시 보세요.
en: Wrong input was answered with None. The caller takes it for a result and goes on computing.
Look again at the difference between returning a value and raising an exception.
"""


def none_if_wrong(function):
    def guarded(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except ValueError:
            return None

    return guarded


@none_if_wrong
def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    out = np.zeros(len(signal) - size + 1)
    for i in range(len(out)):
        out[i] = np.sum(signal[i : i + size] * kernel)
    return out


@none_if_wrong
def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out


@none_if_wrong
def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    out = bias
    for c in range(image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, c])
    return out


@none_if_wrong
def flipped_convolution2d(image, kernel):
    image, kernel = prepare(image, kernel, 2)
    return conv2d(image, kernel[::-1, ::-1])
