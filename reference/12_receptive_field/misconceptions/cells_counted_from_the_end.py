"""Negative cells count from the end.

caught_by: test_impossible_input
replaces: seen_along
ko: 음수 칸을 Python의 리스트처럼 뒤에서부터 센 것과 같습니다. 특징 맵에 없는 칸에는 ValueError를 일으켜야 합니다.
en: You count negative cells from the end, as Python does in lists. A cell that the map does not have raises ValueError.
"""


def seen_along(size, windows, index):
    sizes = map_sizes(size, windows)
    first = last = range(sizes[-1])[index] if -sizes[-1] <= index < sizes[-1] else None
    if first is None:
        raise ValueError(f"no cell {index}")
    for level in range(len(windows) - 1, -1, -1):
        _description, kernel, stride, pad, _keeps = windows[level]
        first = max(0, first * stride - pad)
        last = min(sizes[level] - 1, last * stride - pad + kernel - 1)
    return first, last
