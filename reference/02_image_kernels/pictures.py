"""The statement's pictures: a sharpened picture cell by cell, slopes, and all kernels at work."""

import numpy as np

from grader.pictures import Convolution, Words, convolve, gallery

PICTURE = np.array([[10, 10, 10], [10, 200, 10], [10, 10, 50]], dtype=np.uint8)
SLOPE = [[0, 3, 6], [4, 7, 10], [8, 11, 14]]
NAMES = (
    *("IDENTITY", "BLUR", "SHARPEN", "BRIGHTEN", "DARKEN", "VERTICAL_EDGES", "HORIZONTAL_EDGES"),
)


def pictures(solution):
    """Name -> SVG."""
    made = solution("02_image_kernels")
    sharpen = np.array(made.SHARPEN)
    sums = made.filtered_sums(PICTURE, sharpen.astype(float))
    scene = _scene()
    shown = [(name, made.apply_kernel(scene, np.array(getattr(made, name)))) for name in NAMES]
    edges = np.clip(made.edge_magnitude(scene), 0, 255).astype(np.uint8)
    gx = made.weighted_sums(np.array(SLOPE, dtype=float), np.array(made.VERTICAL_EDGES, float))
    gy = made.weighted_sums(np.array(SLOPE, dtype=float), np.array(made.HORIZONTAL_EDGES, float))
    return {
        "sharpen": convolve(
            Convolution(
                np.pad(PICTURE, 1, mode="edge"),
                sharpen,
                made.apply_kernel(PICTURE, sharpen),
                pad=((1, 1), (1, 1)),
                sums=sums,
            ),
            Words(
                "선명하게: 합, 그리고 0과 255에서 자르기",
                "SHARPEN: the sum, then clipping at 0 and 255",
                "−180 → 0, 960 → 255, 130",
            ),
        ),
        "kernels": gallery(
            [*shown, ("edge_magnitude", edges)],
            Words(
                "한 그림에 일곱 커널과 엣지의 세기",
                "Seven kernels on one picture, and the strength of edges",
                ", ".join(NAMES),
            ),
            columns=4,
        ),
        "slope_x": _one_place(SLOPE, made.VERTICAL_EDGES, gx, "gx"),
        "slope_y": _one_place(SLOPE, made.HORIZONTAL_EDGES, gy, "gy"),
    }


def _one_place(image, kernel, sums, name):
    """The middle of the slope alone."""
    value = np.atleast_2d(sums)
    value = value[value.shape[0] // 2, value.shape[1] // 2]
    words = Words(
        f"비탈 한가운데의 {name}", f"{name} in the middle of the slope", f"{name} = {value:g}"
    )
    return convolve(Convolution(image, kernel, [[value]]), words)


def _scene():
    """A bright disc and a dark bar before a ground that grows lighter to the right."""
    rows, columns = np.mgrid[0:28, 0:28]
    scene = 60 + 4 * columns
    scene = np.where((rows - 11) ** 2 + (columns - 10) ** 2 < 49, 220, scene)
    return np.where((rows > 18) & (rows < 23) & (columns > 5), 25, scene).astype(np.uint8)
