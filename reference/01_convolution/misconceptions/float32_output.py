"""The sums are stored in a float32 array.

caught_by: test_lists_and_float64, test_worked_blur, test_signal_types, test_image_types
ko: 결과를 float32 배열에 담아 소수점 아래 일곱째 자리쯤부터 값이 다릅니다. 계산이 정확해도 담는
순간 자릿수를 잃고, 나중에 float64로 바꾸어도 돌아오지 않습니다. 결과 배열을 만들 때 쓴 dtype을
보세요.
en: Your results were stored in a float32 array, so they are off from about the seventh digit.
However exact the sum, storing it loses digits, and turning it into float64 later brings none
back. Look at the dtype of the array you store into.
"""


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    out = np.zeros(len(signal) - size + 1, dtype=np.float32)
    for i in range(len(out)):
        out[i] = np.sum(signal[i : i + size] * kernel)
    return out


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1), dtype=np.float32)
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out
