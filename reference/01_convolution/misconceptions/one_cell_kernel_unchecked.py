"""A kernel of one cell skips the checks: nothing has to slide.

caught_by: test_wrong_signals, test_wrong_images, test_wrong_flipped, test_wrong_channels
replaces: prepare
ko: 칸이 하나뿐인 커널에서는 잘못된 영상도 그대로 계산합니다. 계산을 건너뛰는 지름길이라도 입력을 먼저
확인해야 합니다. 확인하는 줄과 돌아가는(return) 줄의 순서를 보세요.
en: With a kernel of one cell, a wrong image is computed all the same. A shortcut may skip the work,
not the checks. Look at the order of the lines that check and the line that returns.
"""


def prepare(image, kernel, rank):
    image = np.asarray(image, dtype=float)
    kernel = np.asarray(kernel, dtype=float)
    if kernel.size == 1:
        return image, kernel
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
    if kernel.size == 1:
        return signal * kernel.item()
    size = len(kernel)
    out = np.zeros(len(signal) - size + 1)
    for i in range(len(out)):
        out[i] = np.sum(signal[i : i + size] * kernel)
    return out


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    if kernel.size == 1:
        return image * kernel.item() + bias
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    if kernel.size == 1:
        return image.sum(axis=-1) * kernel.item() + bias
    out = bias
    for c in range(image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, c])
    return out


def flipped_convolution2d(image, kernel):
    image, kernel = prepare(image, kernel, 2)
    if kernel.size == 1:
        return image * kernel.item()
    return conv2d(image, kernel[::-1, ::-1])
