"""Every result is cut to whole numbers, whatever went in.

caught_by: test_worked_blur, test_worked_bias
ko: 결과를 언제나 정수로 바꾼 것과 같습니다(`dtype=int`, `.astype(int)`). 커널과 편향은 소수일 수 있으므로 결과도 소수입니다. 결과 배열의 dtype을 어디에서 정하는지 보세요.
en: Results seem to be made integers always (`dtype=int` or `.astype(int)`). Kernels and biases may have fractions, so results have them, too. See where you set the dtype of the result.
"""


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    return np.correlate(signal, kernel, "valid").astype(int)


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1), dtype=int)
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out
