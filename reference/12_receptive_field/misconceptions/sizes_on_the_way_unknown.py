"""The sizes of the maps on the way are not worked out: the stretch is cut in the input alone.

caught_by: test_worked_borders, test_cells_at_borders, test_impossible_input
replaces: seen_along
ko: 입력의 경계에서만 자르고, 중간의 특징 맵이 몇 칸인지는 보지 않은 것과 같습니다. 먼저 위로 올라가며 특징 맵의 크기를 모두 구해 두면, 내려올 때 층마다 자를 수 있고 없는 칸도 알아볼 수 있습니다.
en: You cut in the input alone and do not look at how large the maps on the way are. Work out all sizes on the way up first: then you can cut at each map on the way down, and you know which cells there are.
"""


def seen_along(size, windows, index):
    first = last = index
    for _description, kernel, stride, pad, _keeps in reversed(windows):
        first = first * stride - pad
        last = last * stride - pad + kernel - 1
    return max(0, first), min(size - 1, last)
