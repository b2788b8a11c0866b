"""The sums are stored in a float32 array.

caught_by: test_float64_result, test_square_images, test_worked_blur
ko: 결과를 float32 배열에 담아 소수점 아래 일곱째 자리쯤부터 값이 다릅니다. 계산이 정확해도 담는
순간 자릿수를 잃고, 나중에 float64로 바꾸어도 돌아오지 않습니다. 결과 배열을 만들 때 쓴 dtype을
보세요.
en: Your results were stored in a float32 array, so they are off from about the seventh digit.
However exact the sum, storing it loses digits, and turning it into float64 later brings none
back. Look at the dtype of the array you store into.
"""

import numpy as np


def prepare(image, kernel, rank):
    image = np.asarray(image, dtype=float)
    kernel = np.asarray(kernel, dtype=float)
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


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    out = bias
    for c in range(image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, c])
    return out


def flipped_convolution2d(image, kernel):
    image, kernel = prepare(image, kernel, 2)
    return conv2d(image, kernel[::-1, ::-1])
