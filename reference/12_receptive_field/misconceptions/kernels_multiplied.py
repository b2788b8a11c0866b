"""The sizes of the windows are multiplied.

caught_by: test_worked_sizes, test_sizes_of_random_nets
ko: 수용장의 크기가 창의 크기를 곱한 것과 같습니다. 이웃한 칸의 창은 서로 겹치므로, 보는 칸은 곱한 것보다 적습니다. 3칸 창 둘을 쌓아 그려 보세요.
en: Your sizes are the windows multiplied. The windows of neighbours overlap, so fewer cells than the product are seen. Stack two windows of 3 on paper.
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        size = size * kernel
        centre = centre + ((kernel - 1) / 2 - pad) * jump
        jump = jump * stride
        rows.append((description, size, jump, centre))
    return rows
