"""Arrays of any rank are accepted.

caught_by: test_wrong_signals, test_wrong_images, test_wrong_channels
replaces: prepare
ko: 축의 수가 맞지 않는 입력에서도 어떤 값이 나왔습니다. NumPy는 모양이 다르면 값을 늘려 맞추기도
하므로(broadcasting) 오류가 저절로 나지 않습니다. 영상과 커널의 ndim을 둘 다 확인하는지 보세요.
en: Input of the wrong rank still gave some value. NumPy stretches arrays that do not match
(broadcasting), so no error comes by itself. See whether the number of axes is checked, of both
arguments.
"""


def prepare(image, kernel, rank):
    image = np.asarray(image, dtype=float)
    kernel = np.asarray(kernel, dtype=float)
    if image.size == 0 or kernel.size == 0:
        raise ValueError("empty array")
    for n, f in zip(image.shape[:2], kernel.shape[:2]):
        if f > n:
            raise ValueError("kernel does not fit")
    if rank == 3 and image.shape[2:] != kernel.shape[2:3]:
        raise ValueError("channels differ")
    return image, kernel


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape[:2]
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    # Patch and kernel are multiplied with all their channels at once.
    return conv2d(image, kernel, bias)
