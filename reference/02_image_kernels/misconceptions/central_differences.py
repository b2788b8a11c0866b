"""The edges are differences of neighbours (np.gradient), not the two kernels.

caught_by: test_worked_edges, test_inner_edges
ko: 이웃 두 화소의 차이만으로 계산되었습니다(np.gradient). 두 모서리 커널은 세 줄을 함께 보고 더합니다. 커널의 아홉 칸을 모두 쓰는지 보세요.
en: Only the difference of two neighbours was used (np.gradient). The two edge kernels look at
three lines and add them up. See whether all nine cells take part.
"""


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    padded = np.pad(image.astype(np.float64), 1, mode="edge")
    gx = (padded[1:-1, 2:] - padded[1:-1, :-2]) / 2
    gy = (padded[2:, 1:-1] - padded[:-2, 1:-1]) / 2
    return np.sqrt(gx**2 + gy**2)
