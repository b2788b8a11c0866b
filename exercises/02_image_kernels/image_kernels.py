"""Filtering pictures by hand: seven kernels, sliding them, and what they find."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

# 3×3 커널 일곱 개: 중첩된 리스트나 배열. Seven 3×3 kernels: nested lists or arrays.
# None을 알맞은 값으로 바꾸세요. Put the right values in place of None.
BLUR = None
SHARPEN = None
BRIGHTEN = None
DARKEN = None
IDENTITY = None
VERTICAL_EDGES = None
HORIZONTAL_EDGES = None


def apply_kernel(image: ArrayLike, kernel: ArrayLike) -> Bytes:
    """Filter a picture; the result is a picture of the same size again.

    영상에 커널을 적용해 크기가 같은 영상을 만듭니다.

    `image` is uint8 (H, W) or (H, W, C), `kernel` (kh, kw) with odd sides; the result is uint8 and
    has the image's shape: replicate padding, each channel on its own, rounded to the nearest
    integer, clipped to 0 ... 255. ValueError: another dtype, rank or an empty image; a kernel of
    another rank or with an even side.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("apply_kernel")


def edge_magnitude(image: ArrayLike) -> Floats:
    """How strong the edge is at every pixel, whatever its direction.

    화소마다 모서리의 세기를 구합니다. 방향은 묻지 않습니다.

    `image` is (H, W) of any real dtype; the result is float64 (H, W): sqrt(gx² + gy²), where gx
    and gy are the sums with VERTICAL_EDGES and HORIZONTAL_EDGES, replicate padding, neither
    rounded nor clipped. ValueError: another rank, an empty image.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("edge_magnitude")
