"""The whole window is added, not one less.

caught_by: test_worked_sizes, test_sizes_of_random_nets
ko: 층마다 창의 크기를 그대로 더한 것과 같습니다. 창의 첫 칸은 이미 수용장 하나를 봅니다. 새로 보이는 것은 그 뒤의 칸들뿐입니다. 1×1 창은 몇 칸을 넓히나요?
en: Each layer adds its whole window to the field. The first cell under a window already sees a field; only the further ones bring new cells. By how many does a 1×1 window widen it?
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        size = size + kernel * jump
        centre = centre + ((kernel - 1) / 2 - pad) * jump
        jump = jump * stride
        rows.append((description, size, jump, centre))
    return rows
