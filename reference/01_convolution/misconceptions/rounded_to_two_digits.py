"""The results are rounded to two decimals, as the slide prints them.

caught_by: test_signal_types, test_image_types, test_channels_types
ko: 결과가 소수 둘째 자리에서 반올림되었습니다. 슬라이드는 보기 좋게 두 자리만 적은 것이고, 함수는
계산한 값을 그대로 돌려주어야 합니다. 돌려주기 직전에 무엇을 하는지 보세요.
en: Your results are rounded to two decimals. The slide prints two for legibility; the function is
to return the value as computed. See what you do right before returning.
"""


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    out = np.zeros(len(signal) - size + 1)
    for i in range(len(out)):
        out[i] = np.sum(signal[i : i + size] * kernel)
    return np.round(out, 2)


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return np.round(out, 2)
