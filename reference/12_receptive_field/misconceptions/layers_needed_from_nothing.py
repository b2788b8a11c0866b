"""The field is taken to begin with no cell.

caught_by: test_worked_layers_needed, test_random_layers_needed
ko: 수용장이 0에서 시작한다고 본 것과 같습니다. 층이 하나도 없을 때 입력의 한 칸은 이미 자기 자신을 봅니다.
en: You let the field begin at 0. With no layer at all, a cell of the input already sees itself.
"""


def layers_needed(kernel, goal):
    if kernel < 1 or goal < 1 or (kernel == 1 and goal > 1):
        raise ValueError(f"kernel {kernel}, goal {goal}")
    layers, size = 0, 0
    while kernel > 1 and size < goal:
        layers, size = layers + 1, size + kernel - 1
    return layers
