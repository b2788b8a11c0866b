"""The centre moves by half the window.

caught_by: test_worked_centres, test_centres_of_random_nets
ko: 중심이 창의 크기의 절반만큼 움직입니다. 칸 0의 중심은 0입니다. 3칸 창의 가운데 칸은 몇 번인가요?
en: Your centre moves by half the window. The centre of cell 0 is 0: which number has the middle cell of a window of 3?
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        size = size + (kernel - 1) * jump
        centre = centre + (kernel / 2 - pad) * jump
        jump = jump * stride
        rows.append((description, size, jump, centre))
    return rows
