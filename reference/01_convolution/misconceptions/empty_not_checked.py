"""An empty kernel or an image without channels gives zeros.

caught_by: test_wrong_signals, test_wrong_images, test_wrong_channels
replaces: prepare
ko: 빈 배열에서 0으로 채워진 결과가 나왔습니다. 더할 것이 없는 합은 0이므로 NumPy는 오류를 내지
않습니다. 과제 설명은 어느 축이든 길이가 0인 배열을 잘못된 입력으로 봅니다. 길이 0도 시험해
보세요.
en: An empty array gave a result full of zeros. A sum of nothing is 0, so NumPy does not complain.
To the statement, any axis of length 0 is wrong input. Try lengths of 0 as well.
"""


def prepare(image, kernel, rank):
    image = np.asarray(image, dtype=float)
    kernel = np.asarray(kernel, dtype=float)
    if image.ndim != rank or kernel.ndim != rank:
        raise ValueError("wrong rank")
    for n, f in zip(image.shape[:2], kernel.shape[:2]):
        if f > n:
            raise ValueError("kernel does not fit")
    if rank == 3 and image.shape[2] != kernel.shape[2]:
        raise ValueError("channels differ")
    return image, kernel


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    out = np.zeros(np.subtract(image.shape, kernel.shape)[:2] + 1) + bias
    for c in range(image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, c])
    return out
