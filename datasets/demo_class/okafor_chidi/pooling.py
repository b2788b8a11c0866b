import numpy as np


def _shape(image, size, stride):
	x = np.asarray(image, dtype=float)
	if stride is None: stride = size
	if x.ndim not in (2, 3) or 0 in x.shape: raise ValueError("image")
	if size < 1 or stride < 1: raise ValueError("size, stride")
	if size > x.shape[0] or size > x.shape[1]: raise ValueError("window larger than image")
	flat = x.ndim == 2
	if flat: x = x[:, :, None]
	return x, stride, (x.shape[0] - size)//stride + 1, (x.shape[1] - size)//stride + 1, flat


def _run(image, size, stride, f):
	x, stride, H, W, flat = _shape(image, size, stride)
	out = np.zeros((H, W, x.shape[2]))
	for i in range(H):
		for j in range(W):
			for c in range(x.shape[2]):
				out[i, j, c] = f(x[i*stride:i*stride + size, j*stride:j*stride + size, c])
	return out[:, :, 0] if flat else out


def _max(window):
	best = 0
	for v in window.flat:
		if v > best: best = v
	return best


def _min(window):
	best = 255  # brightest pixel
	for v in window.flat:
		if v < best: best = v
	return best


def max_pool2d(image, size=2, stride=None):
	return _run(image, size, stride, _max)


def avg_pool2d(image, size=2, stride=None):
	return _run(image, size, stride, np.mean)


def min_pool2d(image, size=2, stride=None):
	return _run(image, size, stride, _min)


def global_avg_pool2d(image):
	x = np.asarray(image, dtype=float)
	if x.ndim != 3 or 0 in x.shape: raise ValueError("(H, W, C) please")
	return x.mean(axis=0).mean(axis=0)
