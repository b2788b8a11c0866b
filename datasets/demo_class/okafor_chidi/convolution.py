"""Homework 01. C. Okafor

Convolution flips the kernel (Oppenheim & Schafer), otherwise it would be called correlation.
"""
import numpy as np


def _prepare(x, h, ndim):
	x = np.asarray(x, dtype=float); h = np.asarray(h, dtype=float)
	if x.ndim != ndim or h.ndim != ndim: raise ValueError("rank")
	if x.size == 0 or h.size == 0: raise ValueError("empty")
	if any(h.shape[k] > x.shape[k] for k in range(min(2, ndim))): raise ValueError("kernel larger than input")
	return x, h


def conv1d(signal, kernel):
	x, h = _prepare(signal, kernel, 1)
	return np.convolve(x, h, mode="valid")


def conv2d(image, kernel, bias=0.0):
	x, h = _prepare(image, kernel, 2)
	h = h[::-1, ::-1]  # time reversal in both directions
	M, N = h.shape
	y = np.empty((x.shape[0] - M + 1, x.shape[1] - N + 1))
	for m in range(y.shape[0]):
		for n in range(y.shape[1]):
			y[m, n] = (x[m:m + M, n:n + N] * h).sum() + bias
	return y


def conv2d_channels(image, kernel, bias=0.0):
	x, h = _prepare(image, kernel, 3)
	if x.shape[2] != h.shape[2]: raise ValueError("channels")
	return sum(conv2d(x[:, :, c], h[:, :, c]) for c in range(x.shape[2])) + bias


def flipped_convolution2d(image, kernel):
	# this is what the statement calls flipped, so it is simply conv2d
	return conv2d(image, kernel)
