"""A layer's own stride already widens its own field.

caught_by: test_worked_sizes, test_sizes_of_random_nets
ko: 풀링의 줄마다 수용장이 너무 커집니다. 층의 보폭을 그 층 자신의 넓이에 이미 쓴 것과 같습니다. 자기 보폭은 누구의 창을 더 벌려 놓나요?
en: The field grows too much at each pooling, as if a layer's stride already spread its own window. Whose windows does it spread?
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        own = jump * stride
        size = size + (kernel - 1) * own
        centre = centre + ((kernel - 1) / 2 - pad) * jump
        jump = jump * stride
        rows.append((description, size, jump, centre))
    return rows
