"""float32 inputs are multiplied and added in float32.

caught_by: test_signal_types, test_image_types, test_channels_types, test_flipped_types
ko: float32 입력을 그대로 곱하고 더해 값이 소수점 아래 일곱째 자리쯤에서 어긋납니다. 결과만
float64로 바꾸면 잃은 자릿수가 돌아오지 않습니다. 곱하기 전의 자료형을 보세요.
en: float32 inputs were multiplied and added as they came, so the seventh digit or so is off.
Turning the result into float64 brings no digits back. Look at the type before the product.
"""

import numpy as np


def prepare(image, kernel, rank):
    image, kernel = np.asarray(image), np.asarray(kernel)
    if image.dtype != np.float32:
        image = image.astype(float)
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
    out = np.zeros(len(signal) - size + 1)
    for i in range(len(out)):
        out[i] = np.sum(signal[i : i + size] * kernel)
    return out


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
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
