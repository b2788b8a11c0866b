"""The centre of an even window is put on a cell.

caught_by: test_worked_centres, test_centres_of_random_nets
ko: 짝수 창의 중심이 반 칸 어긋납니다. 2칸짜리 창의 가운데는 칸 위가 아니라 두 칸 사이입니다.
en: Your centre is half a cell off for even windows. The middle of a window of 2 lies between two cells, not on one.
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        size = size + (kernel - 1) * jump
        centre = centre + ((kernel - 1) // 2 - pad) * jump
        jump = jump * stride
        rows.append((description, size, jump, centre))
    return rows
