"""The output takes the image's integer type, so that fractions are cut off.

caught_by: test_worked_blur, test_worked_bias, test_lists_and_float64
replaces: prepare
ko: 결과의 소수 부분이 잘렸습니다. 결과를 담는 배열이 영상의 자료형(정수)을 물려받으면, 넣는
값마다 소수 부분이 버려집니다. 결과 배열을 어떤 dtype으로 만들었는지 확인하세요.
en: The fractions of your results are cut off. An output array that inherits the image's integer
type drops them at every assignment. Check the dtype with which you made it.
"""


def prepare(image, kernel, rank):
    image, kernel = np.asarray(image), np.asarray(kernel, dtype=float)
    if image.ndim != rank or kernel.ndim != rank:
        raise ValueError("wrong rank")
    if image.size == 0 or kernel.size == 0:
        raise ValueError("empty array")
    for n, f in zip(image.shape[:2], kernel.shape[:2]):
        if f > n:
            raise ValueError("kernel does not fit")
    if rank == 3 and image.shape[2] != kernel.shape[2]:
        raise ValueError("channels differ")
    return image, kernel


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    out = np.zeros(len(signal) - size + 1, dtype=signal.dtype)
    for i in range(len(out)):
        out[i] = np.sum(signal[i : i + size] * kernel)
    return out


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1), dtype=image.dtype)
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    out = np.zeros_like(conv2d(image[:, :, 0], kernel[:, :, 0]))
    for c in range(image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, c])
    return (out + bias).astype(image.dtype)
