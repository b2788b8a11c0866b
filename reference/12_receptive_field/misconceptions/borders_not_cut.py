"""Nothing is cut at a border.

caught_by: test_worked_borders, test_cells_at_borders
replaces: seen_along
ko: 입력에 없는 칸까지 본다고 답했습니다. 덧댄 칸은 0일 뿐이고 영상의 칸이 아닙니다.
en: You answer with cells that the image does not have. Padded cells are zeros and no cells of the image.
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
    return first, last
