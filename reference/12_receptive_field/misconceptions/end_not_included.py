"""The end is the first cell that is not seen.

caught_by: test_worked_cells, test_cells_without_padding, test_worked_borders, test_cells_at_borders
replaces: seen_along
ko: 끝이 하나씩 큽니다. Python의 범위(range)처럼 끝을 빼고 적은 것과 같습니다. 여기서는 마지막으로 보는 칸을 적습니다.
en: Your ends are one too large, as in a range of Python, whose end is left out. Here the last cell that is seen is asked for.
"""


def seen_along(size, windows, index):
    sizes = map_sizes(size, windows)
    if index < 0 or index >= sizes[-1]:
        raise ValueError(f"no cell {index}")
    first = last = index
    for level in range(len(windows) - 1, -1, -1):
        _description, kernel, stride, pad, _keeps = windows[level]
        first = max(0, first * stride - pad)
        last = min(sizes[level] - 1, last * stride - pad + kernel - 1)
    return first, last + 1
