"""The field must be larger than the goal.

caught_by: test_worked_layers_needed, test_random_layers_needed
ko: 수용장이 goal과 꼭 같을 때에도 층을 하나 더 세었습니다. goal 이상이면 충분합니다.
en: Where the field is exactly the goal you count one layer more. At least the goal is enough.
"""


def layers_needed(kernel, goal):
    if kernel < 1 or goal < 1 or (kernel == 1 and goal > 1):
        raise ValueError(f"kernel {kernel}, goal {goal}")
    layers, size = 0, 1
    while kernel > 1 and size <= goal:
        layers, size = layers + 1, size + kernel - 1
    return layers
