"""Stride 1 by Fourier transforms first; the stride then picks cells of that result."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def _correlate(image: NDArray[np.float64], kernel: NDArray[np.float64]) -> NDArray[np.float64]:
    """The places where the kernel fits: (H - kh + 1, W - kw + 1)."""
    full = tuple(a + b - 1 for a, b in zip(image.shape, kernel.shape))
    spectrum = np.fft.rfft2(image, full) * np.fft.rfft2(kernel[::-1, ::-1], full)
    kh, kw = kernel.shape
    return np.fft.irfft2(spectrum, full)[kh - 1 : image.shape[0], kw - 1 : image.shape[1]]


def _checked(values: ArrayLike) -> NDArray[np.float64]:
    array = np.array(values, dtype=np.float64)
    if array.ndim != 2 or 0 in array.shape:
        raise ValueError(f"shape {array.shape}")
    return array


def conv2d_strided(
    image: ArrayLike,
    kernel: ArrayLike,
    stride: int | tuple[int, int] | list[int] = 1,
    padding: int | str = 0,
) -> NDArray[np.float64]:
    z, u = _checked(image), _checked(kernel)
    steps = list(stride) if isinstance(stride, (list, tuple)) else [stride] * 2
    if any(step < 1 for step in steps):
        raise ValueError(f"stride {stride}")
    if isinstance(padding, str) and padding not in {"same", "valid"}:
        raise ValueError(f"padding {padding}")

    amount = []
    for size, window, step in zip(z.shape, u.shape, steps):
        if padding == "same":
            last = (size - 1) // step * step  # where the last window begins, before the padding
            total = max(last + window - size, 0)
            before = total // 2
            amount.append((before, total - before))
        else:
            side = 0 if padding == "valid" else padding
            if side < 0 or size + 2 * side < window:
                raise ValueError(f"padding {padding} with a window of {window} on {size}")
            amount.append((side, side))
    dense = _correlate(np.pad(z, amount), u)
    return dense[:: steps[0], :: steps[1]].copy()
