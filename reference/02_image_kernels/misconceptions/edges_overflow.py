"""The two maps are squared in the picture's own integer type.

caught_by: test_edge_types
ko: uint8 영상의 빼기가 uint8로 이루어져, 음수여야 할 차이가 큰 양수가 되었습니다. 실수 영상에서는 맞습니다. 계산을 시작하기 전에 자료형을 바꾸는지 보세요.
en: With a uint8 picture the subtraction ran in uint8, and differences below zero became large.
Float pictures come out right. See whether the type is changed before you compute.
"""


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    padded = np.pad(image, 1, mode="edge")
    if image.dtype == bool:
        padded = padded.astype(np.uint8)
    left, right = padded[:, :-2], padded[:, 2:]
    above, below = padded[:-2], padded[2:]
    across, down = left - right, above - below
    gx = (across[:-2] + 2 * across[1:-1] + across[2:]).astype(np.float64)
    gy = (down[:, :-2] + 2 * down[:, 1:-1] + down[:, 2:]).astype(np.float64)
    return np.sqrt(gx**2 + gy**2)
