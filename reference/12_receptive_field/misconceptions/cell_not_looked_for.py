"""Whether the last map has the cell is not looked at.

caught_by: test_unanswerable, test_impossible_input
replaces: seen_along
ko: 마지막 특징 맵에 없는 칸에도 답이 나왔습니다. 답하기 전에 그 특징 맵이 몇 칸인지 확인하세요.
en: You answer for cells that the last map does not have. Look at how many it has before you answer.
"""


def seen_along(size, windows, index):
    sizes = map_sizes(size, windows)
    first = last = index
    for level in range(len(windows) - 1, -1, -1):
        _description, kernel, stride, pad, _keeps = windows[level]
        first = max(0, first * stride - pad)
        last = min(sizes[level] - 1, last * stride - pad + kernel - 1)
    return first, last
