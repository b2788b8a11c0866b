# 과제 05 풀링   김민준
import numpy as np


def pool(image, size, stride, what):
    z = np.array(image, dtype=np.float64)
    if stride is None:
        stride = size
    if z.ndim != 2 and z.ndim != 3:
        raise ValueError("2차원이나 3차원")
    for n in z.shape:
        if n == 0:
            raise ValueError("빈 영상")
    if size < 1:
        raise ValueError("size는 1 이상")
    if stride < 1:
        raise ValueError("stride는 1 이상")
    if size > z.shape[0] or size > z.shape[1]:
        raise ValueError("창이 너무 큽니다")

    gray = z.ndim == 2
    if gray:
        z = z.reshape(z.shape[0], z.shape[1], 1)
    H, W, C = z.shape
    H2 = (H - size) // stride + 1
    W2 = (W - size) // stride + 1
    out = np.zeros((H2, W2, C))
    for i in range(H2):
        for j in range(W2):
            for c in range(C):
                values = []
                for a in range(size):
                    for b in range(size):
                        values.append(z[i * stride + a, j * stride + b, c])
                if what == "max":
                    out[i, j, c] = max(values)
                elif what == "min":
                    out[i, j, c] = min(values)
                else:
                    out[i, j, c] = sum(values) / len(values)
    if gray:
        return out[:, :, 0].copy()
    return out


def max_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, "max")


def avg_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, "avg")


def min_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, "min")


def global_avg_pool2d(image):
    z = np.array(image, dtype=np.float64)
    if z.ndim != 3:
        raise ValueError("3차원만 됩니다")
    H, W, C = z.shape
    if H == 0 or W == 0 or C == 0:
        raise ValueError("빈 영상")
    out = np.zeros(C)
    for c in range(C):
        total = 0.0
        for i in range(H):
            for j in range(W):
                total += z[i, j, c]
        out[c] = total / (H * W)
    return out


if __name__ == "__main__":
    x = [[110, 256, 153, 67], [12, 89, 88, 43], [10, 15, 50, 55], [23, 9, 49, 23]]
    print(max_pool2d(x, 2))
    print(max_pool2d(x, 2, 1))
    print(avg_pool2d([[1, 3, 2, 1], [2, 9, 1, 1], [1, 3, 2, 3], [5, 6, 1, 2]]))
