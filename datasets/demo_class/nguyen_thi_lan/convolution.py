import numpy as np

# Nguyen Thi Lan, HW 1

DEBUG = True

def check(a, b, n):
    a = np.asarray(a).astype(float)
    b = np.asarray(b).astype(float)
    if a.ndim != n or b.ndim != n:
        raise ValueError('wrong number of dimensions')
    if 0 in a.shape or 0 in b.shape:
        raise ValueError('empty')
    for i in range(min(n, 2)):
        if b.shape[i] > a.shape[i]:
            raise ValueError('kernel too big')
    return a, b

def conv1d(signal, kernel):
    a, b = check(signal, kernel, 1)
    return np.array([np.sum(a[i:i+len(b)] * b) for i in range(len(a) - len(b) + 1)])

def conv2d(image, kernel, bias=0.0):
    a, b = check(image, kernel, 2)
    if DEBUG:
        print('conv2d', a.shape, b.shape, bias)
    h = a.shape[0] - b.shape[0] + 1
    w = a.shape[1] - b.shape[1] + 1
    result = []
    for y in range(h):
        row = []
        for x in range(w):
            row.append(np.sum(a[y:y+b.shape[0], x:x+b.shape[1]] * b) + bias)
        result.append(row)
    return np.array(result)

def conv2d_channels(image, kernel, bias=0.0):
    a, b = check(image, kernel, 3)
    if a.shape[2] != b.shape[2]:
        raise ValueError('channels')
    h = a.shape[0] - b.shape[0] + 1
    w = a.shape[1] - b.shape[1] + 1
    result = np.zeros((h, w))
    for y in range(h):
        for x in range(w):
            result[y, x] = np.sum(a[y:y+b.shape[0], x:x+b.shape[1], :] * b) + bias
    return result

def flipped_convolution2d(image, kernel):
    a, b = check(image, kernel, 2)
    return conv2d(a, np.rot90(b, 2))
