"""For a 1×1 kernel of 1 the image itself is returned.

caught_by: test_arguments_untouched
ko: 결과가 인수로 받은 영상과 같은 메모리를 씁니다. 결과를 고치면 원래 영상까지 바뀝니다. 값이
같더라도 새 배열을 돌려주어야 합니다. 계산을 건너뛰는 지름길이 있는지 보세요.
en: The result shares its memory with the image that was passed in: changing one changes the
other. Equal values or not, a new array is due. See whether a shortcut skips the computation.
"""


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    if kernel.tolist() == [1.0]:
        return signal
    size = len(kernel)
    out = np.zeros(len(signal) - size + 1)
    for i in range(len(out)):
        out[i] = np.sum(signal[i : i + size] * kernel)
    return out


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    if kernel.tolist() == [[1.0]] and bias == 0:
        return image
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out
