import numpy as np

# 정하은, 풀링 과제


def get_windows(image, size, stride):
    image = np.asarray(image, dtype=np.float64)
    if image.ndim not in (2, 3):
        raise ValueError("2차원 또는 3차원이어야 합니다")
    if 0 in image.shape:
        raise ValueError("빈 영상입니다")
    if stride is None:
        stride = size
    if size < 1 or stride < 1:
        raise ValueError("size와 stride는 1 이상이어야 합니다")
    if size > image.shape[0] or size > image.shape[1]:
        raise ValueError("창이 영상보다 큽니다")
    H = (image.shape[0] - size) // stride + 1
    W = (image.shape[1] - size) // stride + 1
    C = image.shape[2] if image.ndim == 3 else 1

    # 창을 모두 담아 둘 메모리. 칸마다 float64 = 64비트 = 8바이트이고 MB로 바꾸려면 1024 * 1024
    n = H * W * C * size * size * 64 * 8 * 1024 * 1024
    buffer = np.zeros(n)

    k = 0
    for i in range(H):
        for j in range(W):
            w = image[i * stride:i * stride + size, j * stride:j * stride + size]
            buffer[k:k + w.size] = w.reshape(size * size, C).T.ravel()
            k += w.size
    shape = (H, W, C, size * size)
    if image.ndim == 2:
        shape = (H, W, size * size)
    return buffer[:k].reshape(shape)


def max_pool2d(image, size=2, stride=None):
    return get_windows(image, size, stride).max(axis=-1)


def avg_pool2d(image, size=2, stride=None):
    return get_windows(image, size, stride).mean(axis=-1)


def min_pool2d(image, size=2, stride=None):
    return get_windows(image, size, stride).min(axis=-1)


def global_avg_pool2d(image):
    image = np.asarray(image, dtype=np.float64)
    if image.ndim != 3:
        raise ValueError("3차원이어야 합니다")
    if 0 in image.shape:
        raise ValueError("빈 영상입니다")
    return image.mean(axis=(0, 1))
