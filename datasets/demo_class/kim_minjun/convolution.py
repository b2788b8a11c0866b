# 딥러닝기초 과제 01 합성곱   김민준
import numpy as np


def conv1d(signal, kernel):
    z = np.array(signal, dtype=np.float64)
    u = np.array(kernel, dtype=np.float64)
    if z.ndim != 1 or u.ndim != 1:
        raise ValueError("1차원이어야 합니다")
    N = len(z)
    F = len(u)
    if N == 0 or F == 0:
        raise ValueError("빈 배열")
    if F > N:
        raise ValueError("커널이 신호보다 깁니다")
    s = np.zeros(N - F + 1)
    for i in range(N - F + 1):
        total = 0.0
        for x in range(F):
            total += z[i + x] * u[x]
        s[i] = total
    return s


def conv2d(image, kernel, bias=0.0):
    z = np.array(image, dtype=np.float64)
    u = np.array(kernel, dtype=np.float64)
    if z.ndim != 2 or u.ndim != 2:
        raise ValueError("2차원이어야 합니다")
    H, W = z.shape
    kh, kw = u.shape
    if H == 0 or W == 0 or kh == 0 or kw == 0:
        raise ValueError("빈 배열")
    if kh > H or kw > W:
        raise ValueError("커널이 영상보다 큽니다")
    out = np.zeros((H - kh + 1, W - kw + 1))
    for j in range(H - kh + 1):
        for i in range(W - kw + 1):
            total = 0.0
            for y in range(kh):
                for x in range(kw):
                    total += z[j + y, i + x] * u[y, x]
            # print(j, i, total)
            out[j, i] = total + bias
    return out


def conv2d_channels(image, kernel, bias=0.0):
    z = np.array(image, dtype=np.float64)
    u = np.array(kernel, dtype=np.float64)
    if z.ndim != 3 or u.ndim != 3:
        raise ValueError("3차원이어야 합니다")
    if z.shape[2] != u.shape[2]:
        raise ValueError("채널 수가 다릅니다")
    if z.shape[2] == 0:
        raise ValueError("채널이 없습니다")
    # 채널마다 conv2d 하고 더하기. 편향은 마지막에 한 번만!! (처음에 세 번 더해서 틀렸음)
    total = conv2d(z[:, :, 0], u[:, :, 0])
    for c in range(1, z.shape[2]):
        total = total + conv2d(z[:, :, c], u[:, :, c])
    return total + bias


def flipped_convolution2d(image, kernel):
    u = np.array(kernel, dtype=np.float64)
    if u.ndim != 2:
        raise ValueError("2차원이어야 합니다")
    kh, kw = u.shape
    flipped = np.zeros((kh, kw))
    for y in range(kh):
        for x in range(kw):
            flipped[y, x] = u[kh - 1 - y, kw - 1 - x]
    return conv2d(image, flipped)


# 확인용
print(conv1d([1, 3, 2, 5, 4], [1, 0, -2]))  # -3 -7 -6
print(conv2d([[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[1, 2], [3, 4]], 0.5))
print(flipped_convolution2d([[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[1, 2], [3, 4]]))
