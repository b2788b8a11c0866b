"""The size grows by the window alone, not by the distance between cells.

caught_by: test_worked_sizes, test_sizes_of_random_nets
ko: 층마다 창의 크기만큼만 넓어지고, 풀링 뒤에도 똑같이 넓어집니다. 특징 맵에서 이웃한 두 칸은 입력에서는 얼마나 떨어져 있나요?
en: Your field grows by the window alone, after a pooling as much as before. How far apart in the input are two neighbours of a map?
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        size = size + (kernel - 1)
        centre = centre + ((kernel - 1) / 2 - pad) * jump
        jump = jump * stride
        rows.append((description, size, jump, centre))
    return rows
