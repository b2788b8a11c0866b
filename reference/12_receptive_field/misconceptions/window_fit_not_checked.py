"""Whether a window fits its map is not looked at.

caught_by: test_impossible_input
replaces: map_sizes
ko: 특징 맵보다 큰 창에도 답이 나왔습니다. 덧대지 않은 창이 들어가지 않으면 다음 특징 맵은 없습니다.
en: You answer for windows that are larger than their map. Where an unpadded window does not fit, there is no next map.
"""


def map_sizes(size, windows):
    """The size of every map, from the input to the last."""
    sizes = [size]
    for _description, kernel, stride, _pad, keeps in windows:
        if not keeps:
            size = max((size - kernel) // stride + 1, 1)
        sizes.append(size)
    return sizes
