"""The padded cells are added to the size.

caught_by: test_sizes_of_random_nets
ko: 'same'인 층에서 수용장이 덧댄 칸만큼 더 커집니다. 창의 크기는 덧대기와 상관이 없습니다. 덧대기는 창이 놓이는 자리만 바꿉니다.
en: In layers with 'same', your field grows by the padded cells. The window keeps its size however a map is padded; only where it stands is another matter.
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        size = size + (kernel - 1 + 2 * pad) * jump
        centre = centre + ((kernel - 1) / 2 - pad) * jump
        jump = jump * stride
        rows.append((description, size, jump, centre))
    return rows
