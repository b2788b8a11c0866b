"""The kernel is centred with kh // 2, which miscounts for even sizes.

caught_by: test_worked_3x3, test_other_shapes
ko: 커널 크기가 홀수일 때만 맞습니다. 식 (4.10)처럼 가운데를 기준으로 kh // 2만큼 양쪽을 보면 짝수
크기에서는 양쪽의 길이가 다릅니다. 커널의 왼쪽 위 모서리를 기준으로 자리를 세어 보세요.
en: This is right for odd kernels only. Looking kh // 2 to both sides of a centre, as in equation
(4.10), miscounts for even sizes. Count places from the kernel's top left corner.
"""


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    r = size // 2
    out = np.zeros(len(signal) - 2 * r)
    for i in range(r, len(signal) - r):
        out[i - r] = np.sum(signal[i - r : i - r + size] * kernel)
    return out


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    r, q = kh // 2, kw // 2
    height, width = image.shape
    out = np.zeros((max(height - 2 * r, 0), max(width - 2 * q, 0)))
    for j in range(r, height - r):
        for i in range(q, width - q):
            patch = image[j - r : j - r + kh, i - q : i - q + kw]
            out[j - r, i - q] = np.sum(patch * kernel) + bias
    return out
