"""Layers without a window have rows, too.

caught_by: test_worked_rows, test_rows_of_random_nets
ko: 창이 없는 층에도 줄이 있습니다. 배치 정규화와 드롭아웃, 값의 크기 조정은 칸마다 따로 일하므로 표에 들어가지 않습니다.
en: Layers without a window have rows in your table. Batch normalization, dropout and rescaling work on each cell by itself and are left out.
"""


def receptive_field(layers):
    windows_of(layers)
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description in layers:
        if description.startswith("Flatten"):
            break
        for _description, kernel, stride, pad, _keeps in windows_of([description]):
            size = size + (kernel - 1) * jump
            centre = centre + ((kernel - 1) / 2 - pad) * jump
            jump = jump * stride
        rows.append((description, size, jump, centre))  # wrong: every layer has one
    return rows
