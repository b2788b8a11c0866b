"""The centre does not know of the padding.

caught_by: test_worked_centres, test_centres_of_random_nets
ko: 'same'인 층에서도 중심이 덧대지 않은 것처럼 움직입니다. 앞에 덧댄 칸만큼 첫 창은 앞으로 나가 있습니다.
en: Your centre moves in layers with 'same' as if nothing were padded. The first window begins in front of the map, by the cells padded there.
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        size = size + (kernel - 1) * jump
        centre = centre + ((kernel - 1) / 2) * jump
        jump = jump * stride
        rows.append((description, size, jump, centre))
    return rows
