"""The number of layers is rounded down.

caught_by: test_worked_layers_needed, test_random_layers_needed
ko: 나누어떨어지지 않을 때 층이 하나 모자랍니다. 그 층의 수로 수용장이 goal에 닿는지 다시 계산해 보세요.
en: When it does not come out even, you are one layer short. Work out the field that so many layers have: does it reach the goal?
"""


def layers_needed(kernel, goal):
    if kernel < 1 or goal < 1 or (kernel == 1 and goal > 1):
        raise ValueError(f"kernel {kernel}, goal {goal}")
    return (goal - 1) // (kernel - 1) if kernel > 1 else 0
