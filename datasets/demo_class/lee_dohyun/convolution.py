import numpy as np

def conv1d(signal, kernel):
    signal = np.asarray(signal, dtype=float)
    kernel = np.asarray(kernel, dtype=float)
    if signal.ndim != 1 or kernel.ndim != 1 or signal.size == 0 or kernel.size == 0:
        raise ValueError('입력 오류')
    if kernel.size > signal.size:
        raise ValueError('커널이 더 김')
    return np.array([signal[i:i+kernel.size] @ kernel for i in range(signal.size - kernel.size + 1)])

def conv2d(image, kernel, bias=0.0):
    image = np.asarray(image, dtype=float)
    kernel = np.asarray(kernel, dtype=float)
    if image.ndim != 2 or kernel.ndim != 2 or image.size == 0 or kernel.size == 0:
        raise ValueError('입력 오류')
    kh, kw = kernel.shape
    oh = image.shape[0] - kh + 1
    ow = image.shape[1] - kw + 1
    if oh < 1 or ow < 1:
        raise ValueError('커널이 더 큼')
    out = np.zeros((oh, ow)
    for y in range(oh):
        for x in range(ow):
            out[y, x] = np.sum(image[y:y+kh, x:x+kw] * kernel)
    return out + bias

def conv2d_channels(image, kernel, bias=0.0):
    image = np.asarray(image, dtype=float)
    kernel = np.asarray(kernel, dtype=float)
    if image.ndim != 3 or kernel.ndim != 3 or image.shape[2] != kernel.shape[2] or image.shape[2] == 0:
        raise ValueError('입력 오류')
    return sum(conv2d(image[..., c], kernel[..., c]) for c in range(image.shape[2])) + bias

def flipped_convolution2d(image, kernel):
    kernel = np.asarray(kernel, dtype=float)
    if kernel.ndim != 2:
        raise ValueError('입력 오류')
    return conv2d(image, np.flip(kernel))
