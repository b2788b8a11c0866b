"""Pooling widens no field.

caught_by: test_worked_sizes, test_sizes_of_random_nets
ko: 풀링 층에서 수용장의 크기가 그대로입니다. 풀링의 창도 이웃한 칸 여럿을 봅니다. 그 칸들은 입력에서 저마다 어디를 보나요?
en: Your field keeps its size in pooling layers. A pooling window looks at several neighbours as well. What does each of them see of the input?
"""


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        if description.startswith("Conv2D"):
            size = size + (kernel - 1) * jump
        centre = centre + ((kernel - 1) / 2 - pad) * jump
        jump = jump * stride
        rows.append((description, size, jump, centre))
    return rows
