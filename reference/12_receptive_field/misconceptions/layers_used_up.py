"""The list of layers is emptied.

caught_by: test_layers_stay_untouched
ko: 받은 목록을 비웁니다. 같은 목록으로 다시 부르면 층이 없습니다. 꺼내지(pop) 말고 for로 읽기만 하세요.
en: You empty the list that you were given: a second call with it finds no layers. Read it with a for loop instead of taking layers out (pop).
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    windows = windows_of(layers)
    rows = []
    for description, kernel, stride, pad, _keeps in windows:
        size = size + (kernel - 1) * jump
        centre = centre + ((kernel - 1) / 2 - pad) * jump
        jump = jump * stride
        rows.append((description, size, jump, centre))
    while layers:
        layers.pop()
    return rows
