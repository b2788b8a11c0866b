"""Convolution with a stride: the kernel moves several cells at a time over a padded image."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def conv2d_strided(
    image: ArrayLike,
    kernel: ArrayLike,
    stride: int | tuple[int, int] = 1,
    padding: int | str = 0,
) -> Floats:
    """Slide a kernel over a padded image, several cells at a time (figure 4-13).

    덧댄 영상 위로 커널을 보폭만큼 밀면서 한 자리마다 곱의 합을 구합니다.

    `image` is (H, W), `kernel` is (kh, kw), `stride` an int or (sh, sw): rows, then columns.
    `padding` is an int (zeros on all four sides), "valid" (none) or "same" (TensorFlow's rule).
    The result is float64 (H', W'): H' = floor((H + 2 padding - kh) / sh) + 1 and W' alike; for
    "same" they are ceil(H / sh) and ceil(W / sw).
    ValueError: another rank, an empty array, a stride below 1, negative padding, an unknown word,
    a kernel higher or wider than the padded image.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("conv2d_strided")
