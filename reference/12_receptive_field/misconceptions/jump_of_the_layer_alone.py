"""The jump is the stride of the last layer.

caught_by: test_worked_jumps, test_jumps_of_random_nets
ko: 간격이 그 층의 보폭과 같습니다. 간격은 입력의 칸으로 잽니다. 아래층들이 이미 벌려 놓은 거리는 어디에 들어가나요?
en: Your jump is the stride of the layer alone. It is measured in cells of the input: where does the distance that the layers below have made come in?
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        size = size + (kernel - 1) * jump
        centre = centre + ((kernel - 1) / 2 - pad) * jump
        jump = stride
        rows.append((description, size, jump, centre))
    return rows
