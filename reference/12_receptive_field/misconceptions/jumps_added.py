"""The strides are added up, not multiplied.

caught_by: test_worked_jumps, test_jumps_of_random_nets
ko: 간격이 보폭을 더한 것과 같습니다. 간격 위에 간격이 쌓일 때, 둘째 풀링의 한 걸음은 첫 풀링의 걸음 몇 개인가요?
en: Your jumps are the strides added up. How many steps of the first pooling does one step of the second make?
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        size = size + (kernel - 1) * jump
        centre = centre + ((kernel - 1) / 2 - pad) * jump
        jump = jump + stride - 1
        rows.append((description, size, jump, centre))
    return rows
