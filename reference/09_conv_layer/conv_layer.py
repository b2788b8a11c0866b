"""A convolution and a pooling layer, forward and backward, and the tools that check their slopes.

x (N, H, W, C) ── conv_forward: kernels (kh, kw, C, K), bias (K,) ──► out (N, H', W', K)
d_x, d_kernels, d_bias ◄── conv_backward ──────────────────────────── d_out (N, H', W', K)
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


# BEGIN SOLUTION helper
def _floats(name: str, values: ArrayLike, axes: int) -> Floats:
    """Take `values` as float64, refusing another number of axes and empty arrays."""
    array = np.asarray(values, dtype=np.float64)  # before any product: uint8 would overflow
    if array.ndim != axes or array.size == 0:
        raise ValueError(f"{name} must have {axes} axes and not be empty, got {array.shape}")
    return array


def _at_least(name: str, number: int, least: int) -> None:
    """Refuse a number of cells that is too small."""
    if number < least:
        raise ValueError(f"{name} must be at least {least}, got {number}")


def _places(name: str, length: int, window: int, stride: int) -> int:
    """Count the places of a window along one side: floor((length - window) / stride) + 1."""
    if window > length:
        raise ValueError(f"{name} of length {window} does not fit into {length} cells")
    return (length - window) // stride + 1


def _met_by(
    window: tuple[int, int], places: tuple[int, int], stride: int
) -> list[tuple[int, int, tuple[slice, slice, slice]]]:
    """For each cell (a, b) of the window, give the cells (N, H', W', ...) that it ever lies on.

    At place (i, j) the window's cell (a, b) lies on row i * stride + a, column j * stride + b. Over
    all places that is one strided slice, and no cell occurs in it twice.
    """
    down = [slice(a, a + (places[0] - 1) * stride + 1, stride) for a in range(window[0])]
    right = [slice(b, b + (places[1] - 1) * stride + 1, stride) for b in range(window[1])]
    everything = slice(None)
    return [
        (a, b, (everything, rows, columns))
        for a, rows in enumerate(down)
        for b, columns in enumerate(right)
    ]


def _prepare_conv(
    x: ArrayLike, kernels: ArrayLike, stride: int, padding: int
) -> tuple[Floats, Floats, tuple[int, int]]:
    """Judge the arguments; give x padded with zeros, the kernels, and the places (H', W')."""
    z, u = _floats("x", x, 4), _floats("kernels", kernels, 4)
    _at_least("stride", stride, 1)
    _at_least("padding", padding, 0)
    if z.shape[3] != u.shape[2]:
        raise ValueError(f"x has {z.shape[3]} channels and the kernels have {u.shape[2]}")

    padded = np.pad(z, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    rows = _places("a kernel", padded.shape[1], u.shape[0], stride)
    columns = _places("a kernel", padded.shape[2], u.shape[1], stride)
    return padded, u, (rows, columns)


def _prepare_pool(
    x: ArrayLike, size: int, stride: int | None
) -> tuple[Floats, int, tuple[int, int]]:
    """Judge the arguments; give x, the step between windows, and the places (H', W')."""
    z = _floats("x", x, 4)
    step = size if stride is None else stride  # not `stride or size`: 0 is wrong, not absent
    _at_least("size", size, 1)
    _at_least("stride", step, 1)
    rows, columns = (_places("a window", length, size, step) for length in z.shape[1:3])
    return z, step, (rows, columns)


def _slopes_of(d_out: ArrayLike, shape: tuple[int, ...]) -> Floats:
    """Take `d_out` as float64, refusing another shape than that of the layer's output."""
    d = np.asarray(d_out, dtype=np.float64)
    if d.shape != shape:
        raise ValueError(f"d_out must have the output's shape {shape}, got {d.shape}")
    return d


# END SOLUTION
def conv_forward(
    x: ArrayLike, kernels: ArrayLike, bias: ArrayLike, stride: int = 1, padding: int = 0
) -> Floats:
    """Slide K kernels over a batch of images: K feature maps for each image (figure 4-10).

    영상 배치에 커널 K개를 적용하여 영상마다 특징 맵(feature map) K개를 만듭니다.

    x (N, H, W, C), kernels (kh, kw, C, K), bias (K,) -> new float64 (N, H', W', K), where
    H' = floor((H + 2 * padding - kh) / stride) + 1, W' alike. No flip; padding is with zeros.
    ValueError: another rank, an empty array, channels or a bias that do not fit, a stride below 1,
    a negative padding, a kernel larger than the padded image.
    """
    # BEGIN SOLUTION
    padded, u, places = _prepare_conv(x, kernels, stride, padding)
    c = _floats("bias", bias, 1)
    if c.size != u.shape[3]:
        raise ValueError(f"bias must have {u.shape[3]} values, one for each kernel, got {c.size}")

    out = np.tile(c, (padded.shape[0], *places, 1))  # (N, H', W', K): figure 4-8
    for a, b, cells in _met_by(u.shape[:2], places, stride):
        out += padded[cells] @ u[a, b]  # (N, H', W', C) (C, K): one term of eq. 4.11, everywhere
    return out
    # END SOLUTION


def conv_backward(
    d_out: ArrayLike, x: ArrayLike, kernels: ArrayLike, stride: int = 1, padding: int = 0
) -> tuple[Floats, Floats, Floats]:
    """Send the slopes of the error back through `conv_forward`.

    출력의 기울기 d_out을 입력, 커널, 편향의 기울기로 되돌려 보냅니다 (역전파 backpropagation).

    d_out (N, H', W', K) -> (d_x, d_kernels, d_bias) with the shapes of x, kernels and bias, new
    float64 arrays; the last two are summed over the batch.
    ValueError: as in `conv_forward`, and a d_out that has not the output's shape.
    """
    # BEGIN SOLUTION
    padded, u, places = _prepare_conv(x, kernels, stride, padding)
    d = _slopes_of(d_out, (padded.shape[0], *places, u.shape[3]))

    d_padded, d_kernels = np.zeros_like(padded), np.zeros_like(u)
    for a, b, cells in _met_by(u.shape[:2], places, stride):
        # out += padded[cells] @ u[a, b] is a product: each factor's slope is the other factor.
        d_kernels[a, b] = np.tensordot(padded[cells], d, axes=((0, 1, 2), (0, 1, 2)))  # (C, K)
        d_padded[cells] += d @ u[a, b].T  # (N, H', W', K) (K, C); windows overlap, slopes add up
    d_bias = d.sum(axis=(0, 1, 2))  # the bias went into every cell: weight sharing, figure 4-9

    bottom, right = padded.shape[1] - padding, padded.shape[2] - padding  # padding may be 0
    return d_padded[:, padding:bottom, padding:right].copy(), d_kernels, d_bias
    # END SOLUTION


def max_pool_forward(x: ArrayLike, size: int = 2, stride: int | None = None) -> Floats:
    """Keep the largest value of every window, channel by channel (figure 4-16).

    창마다, 채널마다 가장 큰 값 하나를 남깁니다 (최대 풀링 max pooling).

    x (N, H, W, C) -> new float64 (N, H', W', C), H' = floor((H - size) / stride) + 1, W' alike.
    `stride=None` means `size`.
    ValueError: another rank, an empty array, a size or stride below 1, a size beyond H or W.
    """
    # BEGIN SOLUTION
    z, step, places = _prepare_pool(x, size, stride)
    out = np.full((z.shape[0], *places, z.shape[3]), -np.inf)  # below any value, unlike 0
    for _, _, cells in _met_by((size, size), places, step):
        np.maximum(out, z[cells], out=out)
    return out
    # END SOLUTION


def max_pool_backward(
    d_out: ArrayLike, x: ArrayLike, size: int = 2, stride: int | None = None
) -> Floats:
    """Send the slope of each window back to the cell that gave its maximum.

    창마다 그 창의 기울기를 최댓값이었던 칸 하나에 돌려줍니다.

    d_out (N, H', W', C) -> d_x, new float64 (N, H, W, C). Where several cells of a window are
    equally large, one of them gets all of it, whichever. Windows that overlap add up.
    ValueError: as in `max_pool_forward`, and a d_out that has not the output's shape.
    """
    # BEGIN SOLUTION
    largest = max_pool_forward(x, size, stride)  # (N, H', W', C)
    z, step, places = _prepare_pool(x, size, stride)
    d = _slopes_of(d_out, largest.shape)

    d_x = np.zeros_like(z)
    unpaid = np.ones(largest.shape, dtype=bool)
    for _, _, cells in _met_by((size, size), places, step):
        winners = unpaid & (z[cells] == largest)
        d_x[cells] += np.where(winners, d, 0.0)
        unpaid &= ~winners  # a tie is paid once
    return d_x
    # END SOLUTION


def numerical_gradient(f: Callable[[Floats], float], x: ArrayLike, h: float = 1e-5) -> Floats:
    """Measure the slope of a scalar function in every cell, by central differences.

    칸마다 조금씩 더하고 빼 보아 함수 f의 기울기를 잽니다 (중앙 차분 central difference).

    f takes a float64 array of x's shape and gives a number; x has one axis or more, and stays as
    it was. The result is new, float64, of x's shape: (f(x + h) - f(x - h)) / (2 * h) cell by cell.
    ValueError: an empty x, h <= 0.
    """
    # BEGIN SOLUTION
    nudged = np.array(x, dtype=np.float64)  # a copy: integers could not take so small a step
    if nudged.size == 0:
        raise ValueError(f"x must not be empty, got {nudged.shape}")
    if h <= 0:
        raise ValueError(f"h must be positive, got {h}")

    slopes = np.zeros_like(nudged)
    for index in np.ndindex(nudged.shape):
        middle = nudged[index]
        nudged[index] = middle + h
        ahead = f(nudged)
        nudged[index] = middle - h
        behind = f(nudged)
        nudged[index] = middle  # only one cell at a time is nudged
        slopes[index] = (ahead - behind) / (2 * h)
    return slopes
    # END SOLUTION


def relative_error(a: ArrayLike, b: ArrayLike) -> float:
    """Compare two arrays: the largest difference of two cells, relative to their sizes.

    두 배열이 가장 많이 다른 칸을 찾아, 차이를 두 값의 크기에 견준 비율로 줍니다.

    max of |a - b| / max(|a| + |b|, 1e-12) over the cells, a number from 0 to 1.
    ValueError: shapes that differ, empty arrays.
    """
    # BEGIN SOLUTION
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if a.shape != b.shape or a.size == 0:
        raise ValueError(f"a and b must have one shape and not be empty: {a.shape}, {b.shape}")

    sizes = np.maximum(np.abs(a) + np.abs(b), 1e-12)  # two zeros are equal, not 0 / 0
    return float(np.max(np.abs(a - b) / sizes))
    # END SOLUTION
