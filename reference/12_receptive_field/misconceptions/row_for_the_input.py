"""The table begins with a row for the image.

caught_by: test_worked_rows, test_rows_of_random_nets
ko: 표의 첫 줄이 입력 영상입니다. 크기 1, 간격 1, 중심 0은 시작할 때의 값이고, 줄은 창이 있는 첫 층부터 적습니다.
en: Your table begins with the image. Size 1, jump 1 and centre 0 are what one starts from; the rows begin with the first layer that has a window.
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = [("input", size, jump, centre)]
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        size = size + (kernel - 1) * jump
        centre = centre + ((kernel - 1) / 2 - pad) * jump
        jump = jump * stride
        rows.append((description, size, jump, centre))
    return rows
