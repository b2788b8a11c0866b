"""The picture is taken to be square.

caught_by: test_inner_pixels, test_border_of_3x3
replaces: sums_of
ko: 정사각형 영상에서만 맞습니다. 높이를 너비로도 썼습니다. 4×9 영상의 결과 모양을 출력해 보고, 두 반복문의 끝값이 각각 어디에서 오는지 보세요.
en: Right for square pictures only: the height was used for the width. Print the result's shape
for a 4×9 picture and see where the ends of your two loops come from.
"""


def sums_of(plane, kernel):
    """(H, W) -> (H, W): slide, multiply, add over the padded plane."""
    plane = np.asarray(plane, dtype=np.float64)
    kernel = np.asarray(kernel, dtype=np.float64)
    rows = columns = plane.shape[0]
    kh, kw = kernel.shape
    padded = np.pad(plane, ((kh // 2, kh // 2), (kw // 2, kw // 2)), mode="edge")
    sums = np.zeros((rows, columns))
    for j in range(rows):
        for i in range(columns):
            patch = padded[j : j + kh, i : i + kw]
            if patch.shape == kernel.shape:
                sums[j, i] = np.sum(patch * kernel)
    return sums
