"""The centre moves in cells of the map, not of the input.

caught_by: test_worked_centres, test_centres_of_random_nets
ko: 중심이 풀링 뒤에도 풀링 앞과 같은 걸음으로 움직입니다. 아래 특징 맵의 한 칸은 입력에서 몇 칸인가요?
en: Your centre moves by the same steps after a pooling as before. How many cells of the input is one cell of the map below?
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        size = size + (kernel - 1) * jump
        centre = centre + ((kernel - 1) / 2 - pad)
        jump = jump * stride
        rows.append((description, size, jump, centre))
    return rows
