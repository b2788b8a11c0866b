"""A kernel that does not fit gives an empty array.

caught_by: test_kernel_that_does_not_fit, test_wrong_signals, test_wrong_images
replaces: prepare
ko: 커널이 입력보다 큰데 빈 배열이 나왔습니다. 오류 없이 빈 값이 흘러가면 나중에 엉뚱한 곳에서
문제가 드러납니다. 과제 설명의 ValueError 목록에서 크기에 관한 줄을 다시 보세요.
en: A kernel larger than the input gave an empty array. Emptiness that goes on without an error
shows up later in the wrong place. Read the line about sizes in the list of ValueErrors again.
"""


def prepare(image, kernel, rank):
    image = np.asarray(image, dtype=float)
    kernel = np.asarray(kernel, dtype=float)
    if image.ndim != rank or kernel.ndim != rank:
        raise ValueError("wrong rank")
    if image.size == 0 or kernel.size == 0:
        raise ValueError("empty array")
    if rank == 3 and image.shape[2] != kernel.shape[2]:
        raise ValueError("channels differ")
    return image, kernel


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    out = np.zeros(max(len(signal) - size + 1, 0))
    for i in range(len(out)):
        out[i] = np.sum(signal[i : i + size] * kernel)
    return out


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((max(image.shape[0] - kh + 1, 0), max(image.shape[1] - kw + 1, 0)))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out
