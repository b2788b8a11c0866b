"""The stretch is cut in the input alone, not in each map on the way.

caught_by: test_worked_borders, test_cells_at_borders
replaces: seen_along
ko: 입력의 경계에서만 자른 것과 같습니다. 중간의 특징 맵에서도 덧댄 칸은 아무것도 보지 않습니다. 풀링이 남긴 칸이 있으면 차이가 드러납니다.
en: You cut in the input alone. A cell padded to a map on the way sees nothing either; where a pooling leaves cells over, the difference shows.
"""


def seen_along(size, windows, index):
    sizes = map_sizes(size, windows)
    if index < 0 or index >= sizes[-1]:
        raise ValueError(f"no cell {index}")
    first = last = index
    for level in range(len(windows) - 1, -1, -1):
        _description, kernel, stride, pad, _keeps = windows[level]
        first = first * stride - pad
        last = last * stride - pad + kernel - 1
    return max(0, first), min(size - 1, last)
