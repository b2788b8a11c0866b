"""The padding in front is forgotten on the way down.

caught_by: test_worked_borders, test_cells_at_borders
replaces: seen_along
ko: 'same'인 층을 내려올 때 창이 뒤로 밀려 있습니다. 앞에 덧댄 칸만큼 창은 앞에서 시작합니다.
en: On your way down through a layer with 'same' the window lies too far back. It begins in front, by the cells padded there.
"""


def seen_along(size, windows, index):
    sizes = map_sizes(size, windows)
    if index < 0 or index >= sizes[-1]:
        raise ValueError(f"no cell {index}")
    first = last = index
    for level in range(len(windows) - 1, -1, -1):
        _description, kernel, stride, pad, _keeps = windows[level]
        first = max(0, first * stride)
        last = min(sizes[level] - 1, last * stride + kernel - 1)
    return first, last
