"""On the way down the stride is left out.

caught_by: test_worked_cells, test_cells_without_padding
replaces: seen_along
ko: 풀링을 내려올 때 칸의 번호가 그대로입니다. 풀링의 창은 자기 크기만큼씩 떨어져 있으므로, 칸 3의 창은 아래의 칸 3에서 시작하지 않습니다.
en: Cells keep their number on your way down through a pooling. Its windows lie as far apart as they are wide: that of cell 3 does not begin at cell 3 below.
"""


def seen_along(size, windows, index):
    sizes = map_sizes(size, windows)
    if index < 0 or index >= sizes[-1]:
        raise ValueError(f"no cell {index}")
    first = last = index
    for level in range(len(windows) - 1, -1, -1):
        _description, kernel, stride, pad, _keeps = windows[level]
        first = max(0, first - pad)
        last = min(sizes[level] - 1, last - pad + kernel - 1)
    return first, last
