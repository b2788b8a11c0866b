"""The row has the jump below the layer.

caught_by: test_worked_jumps, test_jumps_of_random_nets
ko: 간격이 한 줄씩 늦습니다. 줄에는 그 층이 내놓는 특징 맵의 간격을 적습니다. 자기 보폭까지 곱한 것입니다.
en: Your jumps come one row late. A row has the distance in the map that its layer makes, its own stride included.
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        size = size + (kernel - 1) * jump
        centre = centre + ((kernel - 1) / 2 - pad) * jump
        rows.append((description, size, jump, centre))
        jump = jump * stride
    return rows
